import type { ApiModel } from '../model/model.js';
import { createNamesLock, type NamesLock } from '../naming/index.js';
import type { Names } from '../naming/names.js';

/** A name that a package has, and the one that the rules would give today. */
export interface Rename {
  readonly kind: 'call' | 'function' | 'class' | 'type' | 'property' | 'enum key';
  /** What is named, as the document has it: an operation, a tag, a schema. */
  readonly of: string;
  /** `vehicles.getAll` */
  readonly from: string;
  /** `vehicles.list` */
  readonly to: string;
}

/** Lists what programs would have to rename: calls, functions, classes and types, each by what is named. Names of
 * files do not count. */
export function listRenames(model: ApiModel, before: Names, after: Names): readonly Rename[] {
  const now = new Map(
    listNames(model, after).map((each) => [`${each.kind} ${each.of}`, each.name]),
  );
  return listNames(model, before).flatMap(({ kind, of, name: from }) => {
    const to = now.get(`${kind} ${of}`);
    return to === undefined || to === from ? [] : [{ kind, of, from, to }];
  });
}

/** The lock without the names that rules give: the package's and the client's come from the title that it had first. */
export function forgetNames({ package: name, client, keys }: NamesLock): NamesLock {
  return {
    ...(name !== undefined && { package: name }),
    ...(client !== undefined && { client }),
    ...(keys !== undefined && { keys }),
    operations: {},
    types: {},
  };
}

interface NamedThing extends Pick<Rename, 'kind' | 'of'> {
  readonly name: string;
}

type Table<T> = Readonly<Record<string, T>> | undefined;

function listNames(model: ApiModel, names: Names): readonly NamedThing[] {
  const lock = createNamesLock(model, names);
  const sides = (entry: string | Readonly<Record<string, string>>) =>
    typeof entry === 'string' ? { '': entry } : entry;
  return [
    ...listTable('call', lock.operations, ({ call }) => ({ '': call })),
    ...listTable('function', lock.operations, (entry) => ({ '': entry.function })),
    ...listTable('class', lock.services, (entry) => ({ '': entry.class })),
    ...listTable('type', lock.types, sides),
    ...listTable('type', lock.baseTypes, (entry) => withPrefix('base', sides(entry))),
    ...listTable('type', lock.argumentTypes, (entry) => entry),
    ...listTable('property', lock.parameters, (entry) => withoutArguments(entry)),
    ...listTable('enum key', lock.enumKeys, (entry) => entry),
  ];
}

function listTable<T>(
  kind: Rename['kind'],
  table: Table<T>,
  read: (entry: T) => Readonly<Record<string, string>>,
): readonly NamedThing[] {
  return Object.entries(table ?? {}).flatMap(([key, entry]) =>
    Object.entries(read(entry)).map(([part, name]) => ({
      kind,
      of: part === '' ? key : `${key} · ${part}`,
      name,
    })),
  );
}

function withPrefix(
  prefix: string,
  entries: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(entries).map(([key, name]) => [`${prefix} ${key}`.trim(), name]),
  );
}

/** Programs give the parameters of the path by position. */
function withoutArguments(
  entries: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => !key.startsWith('path:')));
}
