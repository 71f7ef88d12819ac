import type { SchemaObject } from '../../document.js';
import { nameOf, SCHEMA_REFERENCE } from '../resolve.js';
import type { Teller } from '../teller.js';

/** Compares how the variants of a union are told apart. */
export function compareDiscriminators(
  { discriminator: was }: SchemaObject,
  { discriminator: is }: SchemaObject,
  teller: Teller,
): void {
  const told = { before: was?.propertyName, after: is?.propertyName };
  if (was === undefined && is === undefined) return;
  if (was === undefined) return teller.tell('discriminator-added', told);
  if (is === undefined) return teller.tell('discriminator-removed', told);
  if (was.propertyName !== is.propertyName)
    teller.tell('discriminator-property-name-changed', told);
  const older = new Map(Object.entries(was.mapping ?? {}));
  const newer = new Map(Object.entries(is.mapping ?? {}));
  const added = [...newer.keys()].filter((key) => !older.has(key)).sort();
  const deleted = [...older.keys()].filter((key) => !newer.has(key)).sort();
  const changed = [...older.keys()].filter((key) => newer.has(key) && leadsElsewhere(key)).sort();
  if (added.length > 0) teller.tell('discriminator-mapping-added', { after: added });
  if (deleted.length > 0) teller.tell('discriminator-mapping-deleted', { before: deleted });
  if (changed.length > 0)
    teller.tell('discriminator-mapping-changed', {
      before: changed.map((key) => `${key}: ${nameIn(older.get(key))}`),
      after: changed.map((key) => `${key}: ${nameIn(newer.get(key))}`),
    });

  function leadsElsewhere(key: string): boolean {
    return teller.matching.renamed(nameIn(older.get(key))) !== nameIn(newer.get(key));
  }
}

function nameIn(target = ''): string {
  return target.startsWith(SCHEMA_REFERENCE) ? nameOf(target) : target;
}
