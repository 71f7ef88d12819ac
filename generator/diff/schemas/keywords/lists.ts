import type { SchemaObject } from '../../document.js';
import { typesOf } from '../resolve.js';
import type { Teller } from '../teller.js';

/** Compares `items` and `prefixItems`, where the order says something. */
export function compareLists(before: SchemaObject, after: SchemaObject, teller: Teller): void {
  const path = ['[]'];
  if (before.items !== undefined && after.items !== undefined)
    teller.relate(before.items, after.items, { path });
  else if (after.items !== undefined && mayBeList(before))
    teller.tell('type-specialized', { path, at: { after: after.items } });
  else if (before.items !== undefined && mayBeList(after))
    teller.tell('type-generalized', { path, at: { before: before.items } });
  comparePositions(before, after, teller);
}

/** Of what is no list its type says so, and nothing is to be said of items. */
function mayBeList(schema: SchemaObject): boolean {
  const types = typesOf(schema);
  return types.length === 0 || types.includes('array');
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
