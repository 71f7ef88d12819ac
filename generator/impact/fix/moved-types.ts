import type { Declaration, Property, TypeRef } from '../../model/model.js';
import { splitWords } from '../../naming/index.js';
import type { Add, Counterparts, NamedModel } from './moves.js';

/**
 * Notes where types, their properties and the keys of enumerations are.
 *
 * @returns by the name of an old type that requests have: the properties that the new one requires and the old one did not.
 */
export function addDeclarations(
  before: NamedModel,
  after: NamedModel,
  { newSchemas }: Counterparts,
  add: Add,
): ReadonlyMap<string, readonly string[]> {
  const required = new Map<string, readonly string[]>();
  for (const [id, old] of before.model.declarations) {
    const newId = toNewId(id, newSchemas);
    const now = after.model.declarations.get(newId);
    const names = before.names.declarations.get(id);
    const newNames = after.names.declarations.get(newId);
    if (now === undefined || names === undefined || newNames === undefined) continue;
    const pairs = [
      [names.inputType, newNames.inputType],
      [names.baseInputType ?? names.inputType, newNames.baseInputType ?? newNames.inputType],
      [names.baseType ?? names.type, newNames.baseType ?? newNames.type],
      [names.type, newNames.type],
    ] as const;
    for (const [type, newType] of new Map(pairs)) {
      add(type, newType);
      addMembers(type, newType, old, now, add);
      for (const [value, key] of names.enumMembers)
        add(`${type}.${key}`, `${newType}.${newNames.enumMembers.get(value) ?? key}`);
    }
    const added = listRequired(old, now);
    if (added.length > 0) required.set(names.inputType, added);
  }
  return required;
}

function addMembers(
  type: string,
  newType: string,
  old: Declaration,
  now: Declaration,
  add: Add,
): void {
  if (old.kind === 'interface' && now.kind === 'interface')
    addProperties(type, newType, old.properties, now.properties, add);
  if (old.kind === 'alias' && now.kind === 'alias')
    addInside(type, newType, old.type, now.type, add);
}

/** Properties with one name on the wire, or with another spelling of it. */
function addProperties(
  path: string,
  newPath: string,
  properties: readonly Property[],
  newProperties: readonly Property[],
  add: Add,
): void {
  const byName = new Map(newProperties.map((each) => [each.wireName, each]));
  const known = new Set(properties.map(({ wireName }) => wireName));
  const added = newProperties.filter(({ wireName }) => !known.has(wireName));
  for (const old of properties) {
    const same = added.filter((each) => toSpelling(each.wireName) === toSpelling(old.wireName));
    const now = byName.get(old.wireName) ?? (same.length === 1 ? same[0] : undefined);
    if (now === undefined) continue;
    const [inside, newInside] = [old, now].map(({ wireName, name = wireName }) => name);
    add(`${path}.${inside ?? ''}`, `${newPath}.${newInside ?? ''}`);
    addInside(`${path}.${inside ?? ''}`, `${newPath}.${newInside ?? ''}`, old.type, now.type, add);
  }
}

/** Objects that are written in place. */
function addInside(path: string, newPath: string, old: TypeRef, now: TypeRef, add: Add): void {
  if (old.kind === 'object' && now.kind === 'object')
    addProperties(path, newPath, old.properties, now.properties, add);
  else if (old.kind === 'array' && now.kind === 'array')
    addInside(path, newPath, old.items, now.items, add);
  else if (old.kind === 'record' && now.kind === 'record')
    addInside(path, newPath, old.values, now.values, add);
  else if (old.kind === 'union' && now.kind === 'union') {
    const find = ({ members }: typeof old) => members.filter(({ kind }) => kind === 'object');
    const [[one, ...more], [other, ...others]] = [find(old), find(now)];
    if (one !== undefined && other !== undefined && more.length + others.length === 0)
      addInside(path, newPath, one, other, add);
  }
}

/** The names of properties that requests must have now, and did not have before. */
function listRequired(old: Declaration, now: Declaration): readonly string[] {
  if (old.kind !== 'interface' || now.kind !== 'interface') return [];
  const known = new Set(
    old.properties.filter(({ required }) => required).map(({ wireName }) => wireName),
  );
  return now.properties
    .filter(
      ({ required, access, wireName }) => required && access !== 'read' && !known.has(wireName),
    )
    .map(({ wireName, name = wireName }) => name);
}

const SCHEMAS = '#/components/schemas/';

/** The id of a declaration after schemas were renamed. */
export function toNewId(id: string, newSchemas: ReadonlyMap<string, string>): string {
  if (!id.startsWith(SCHEMAS)) return id;
  const [name = '', ...inside] = id.slice(SCHEMAS.length).split('/');
  const plain = name.replaceAll('~1', '/').replaceAll('~0', '~');
  const now = newSchemas.get(plain);
  if (now === undefined) return id;
  return SCHEMAS + [now.replaceAll('~', '~0').replaceAll('/', '~1'), ...inside].join('/');
}

/** `soldAt`, `SoldAt` and `sold_at` are one name. */
export function toSpelling(name: string): string {
  return splitWords(name).join('');
}
