import type { PaginationOverrides } from '../interpret/index.js';
import type { NameOverrides } from '../naming/index.js';
import { defined } from '../util/defined.js';

/** Names as given, with every table: the records have no prototype, since a schema may be called `constructor`. */
export function toNameOverrides(names: Partial<NameOverrides> = {}): NameOverrides {
  const nested = (table: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined) =>
    withoutPrototype(table, (each) => withoutPrototype(each, identity));
  return {
    ...defined({ from: names.from }),
    operations: withoutPrototype(names.operations, identity),
    types: withoutPrototype(names.types, identity),
    enumValues: nested(names.enumValues),
    ...(names.properties && { properties: nested(names.properties) }),
  };
}

/** Paginations as given, in a record without a prototype. */
export function toPaginationOverrides(given: PaginationOverrides = {}): PaginationOverrides {
  return withoutPrototype(given, identity);
}

/** A copy without a prototype. */
function withoutPrototype<T, U>(
  entries: Readonly<Record<string, T>> | undefined,
  copy: (value: T) => U,
): Readonly<Record<string, U>> {
  const result = Object.create(null) as Record<string, U>;
  for (const [key, value] of Object.entries(entries ?? {})) result[key] = copy(value);
  return result;
}

function identity<T>(value: T): T {
  return value;
}
