import type { SchemaObject } from '../../../document/openapi.js';
import type { Teller } from '../teller.js';

/** Compares `items` and `prefixItems`, where the order says something. */
export function compareLists(before: SchemaObject, after: SchemaObject, teller: Teller): void {
  const path = ['[]'];
  if (before.items !== undefined && after.items !== undefined)
    teller.relate(before.items, after.items, { path });
  else if (after.items !== undefined)
    teller.tell('type-specialized', { path, at: { after: after.items } });
  else if (before.items !== undefined)
    teller.tell('type-generalized', { path, at: { before: before.items } });
  comparePositions(before, after, teller);
}

function comparePositions(before: SchemaObject, after: SchemaObject, teller: Teller): void {
  const was = before.prefixItems ?? [];
  const is = after.prefixItems ?? [];
  was.forEach((schema, index) => {
    const other = is[index];
    if (other !== undefined) teller.relate(schema, other, { path: [`[${index}]`] });
  });
  const told = { before: was.length, after: is.length };
  if (is.length > was.length)
    teller.tell('prefix-items-added', { ...told, facts: { effect: 'changed' } });
  if (is.length < was.length)
    teller.tell('prefix-items-removed', { ...told, facts: { effect: 'changed' } });
}
