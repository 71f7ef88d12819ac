import type { Temporal as Polyfill } from 'temporal-spec';

/** The platform's own types where it has some (`lib` `esnext.temporal`), else those of the polyfill. */
type Platform = typeof globalThis extends { readonly Temporal: infer T } ? T : typeof Polyfill;

type Instance<Name extends keyof typeof Polyfill> =
  Platform extends Readonly<Record<Name, { readonly prototype: infer T }>> ? T : never;

/** The types of Temporal (ECMA-262) that this package uses, by their names. */
export declare namespace Temporal {
  type Duration = Instance<'Duration'>;
  type Instant = Instance<'Instant'>;
  type PlainDate = Instance<'PlainDate'>;
  type PlainDateTime = Instance<'PlainDateTime'>;
  type PlainTime = Instance<'PlainTime'>;
}
