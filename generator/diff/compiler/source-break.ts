import type { DeclarationId, OperationId } from '../../model/model.js';
import { defined } from '../../util/defined.js';
import { sortedBy } from '../../util/order.js';

/** `export`: a name or method is gone; `argument`: a value is refused; `result`: a value has another type. */
export type Position = 'export' | 'argument' | 'result';

/** The part of the old model that a break belongs to; `package` for the client, its error class and its servers. */
export type Owner =
  | { readonly kind: 'declaration'; readonly id: DeclarationId }
  | { readonly kind: 'operation'; readonly id: OperationId }
  | { readonly kind: 'service'; readonly wireName: string }
  | { readonly kind: 'credentials' }
  | { readonly kind: 'package' };

/** What an old type refers to, and which operations refer to it, directly or not. */
export interface Reach {
  /** Of the declarations it refers to, as JSON pointers into the document. */
  readonly pointers: readonly string[];
  readonly operations: ReadonlySet<OperationId>;
}

/** A location at which a program written for the old package no longer compiles against the new one. */
export interface SourceBreak {
  /** As programs write it: `VehicleDto`, `VehicleDto.soldAt`, `vehicles.list`, `vehicles.list: pageSize`. */
  readonly subject: string;
  readonly owner: Owner;
  readonly position: Position;
  /** JSON pointer into the old document, or into the new one where only that has the location. */
  readonly pointer: string;
  /** Set for a declaration. */
  readonly reach?: Reach;
  /** True: a package may have it all the same, if its configuration says so. */
  readonly isConfigurable?: true;
  /** The compiler's, on one line. */
  readonly message: string;
}

/** One line of TypeScript that compiles with the old package, and with the new one unless its location broke. */
export interface Probe extends Omit<SourceBreak, 'message' | 'reach'> {
  readonly code: string;
  /** Compares a whole declaration or call; counts only where no finer probe of the same owner and position fails. */
  readonly isFallback?: true;
  /** Its location lies inside of another; counts only where no probe of the outer one fails. */
  readonly isNested?: true;
}

/**
 * The locations whose probes do not compile.
 *
 * @param messages The compiler's, by the probe's index.
 * @param getReach Of a declaration.
 * @returns Each location once, sorted by subject and position.
 */
export function toSourceBreaks(
  probes: readonly Probe[],
  messages: ReadonlyMap<number, string>,
  getReach: (id: DeclarationId) => Reach,
): readonly SourceBreak[] {
  const failed = probes.flatMap((probe, index) => {
    const message = messages.get(index);
    return message === undefined ? [] : [{ probe, message }];
  });
  const precise = failed.filter(({ probe }) => !probe.isFallback).map(({ probe }) => probe);
  const explained = new Set(precise.map(ownerKey));
  const locations = new Set(precise.map(locationKey));
  const breaks = new Map<string, SourceBreak>();
  for (const { probe, message } of failed) {
    if (probe.isFallback && explained.has(ownerKey(probe))) continue;
    if (probe.isNested && outerKeys(probe).some((key) => locations.has(key))) continue;
    const key = locationKey(probe);
    if (breaks.has(key)) continue;
    const { subject, owner, position, pointer, isConfigurable } = probe;
    const reach = owner.kind === 'declaration' ? getReach(owner.id) : undefined;
    const more = defined({ reach, isConfigurable });
    breaks.set(key, { subject, owner, position, pointer, ...more, message });
  }
  return sortedBy(breaks, ([key]) => key).map(([, each]) => each);
}

function locationKey({ subject, position }: Pick<Probe, 'subject' | 'position'>): string {
  return `${subject} ${position}`;
}

function outerKeys({ subject, position }: Probe): readonly string[] {
  const names = subject.split('.');
  return names.slice(1).map((_, index) => {
    return locationKey({ subject: names.slice(0, index + 1).join('.'), position });
  });
}

function ownerKey({ owner, position }: Probe): string {
  switch (owner.kind) {
    case 'declaration':
    case 'operation':
      return `${owner.kind} ${owner.id} ${position}`;
    case 'service':
      return `service ${owner.wireName} ${position}`;
    case 'credentials':
    case 'package':
      return `${owner.kind} ${position}`;
    default:
      return owner satisfies never;
  }
}
