import type { OpenApiDocument, SchemaObject } from '../../document/openapi.js';
import { schemaOf, type Schema } from './normal-form.js';
import type { Side } from './sides.js';

/** What is known of the properties of the whole that a part belongs to. */
export interface Around {
  /** Those that do not travel this way. */
  readonly hidden: ReadonlySet<string>;
  readonly declared: ReadonlySet<string>;
}

/** What stands around a part of a schema: its own properties and those of all that it is composed of. */
export function aroundOf(
  document: OpenApiDocument,
  schema: SchemaObject,
  side: Side,
  outer: Around | undefined,
): Around {
  const hidden = new Set(outer?.hidden);
  const declared = new Set(outer?.declared);
  // `readOnly` is not sent and `writeOnly` does not come, required or not (OpenAPI 3.0, section 4.7.24.2).
  const flag = { request: 'readOnly', response: 'writeOnly', either: undefined } as const;
  const oneWay = flag[side];
  const seen = new Set<Schema>([schema]);
  // A Set's iteration also visits what is added on the way.
  for (const part of seen) {
    if (typeof part === 'boolean') continue;
    for (const [name, node] of Object.entries(part.properties ?? {})) {
      declared.add(name);
      if (typeof node === 'object' && oneWay && node[oneWay] === true) hidden.add(name);
    }
    [...(part.allOf ?? []), ...(part.anyOf ?? []), ...(part.oneOf ?? [])].forEach((one) =>
      seen.add(one),
    );
    const target = part.$ref === undefined ? undefined : schemaOf(document, part.$ref);
    if (target !== undefined) seen.add(target);
  }
  return { hidden, declared };
}
