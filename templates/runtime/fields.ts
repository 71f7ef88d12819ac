import { isRecord } from './values.js';

/** A form's or query's field: its name, and one value. */
export type Field = readonly [name: string, value: unknown];

/**
 * The fields that a value is sent as. An array is its items, one by one under the same name; an object is its
 * members, `outer.key` as ASP.NET Core binds them; an array of objects is numbered, `Items[0].Key`.
 * Null and undefined are left out.
 *
 * @param join Makes a member's name from the outer one and its key.
 */
export function flatten(
  name: string,
  value: unknown,
  join: (outer: string, key: string) => string = dotted,
): readonly Field[] {
  if (value == null) return [];
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) =>
      flatten(isRecord(item) ? `${name}[${index}]` : name, item, join),
    );
  if (isRecord(value))
    return Object.entries(value).flatMap(([key, member]) => flatten(join(name, key), member, join));
  return [[name, value]];
}

/** Without an outer name, the key alone: an object under `form` and `explode` is its members. */
function dotted(outer: string, key: string): string {
  return outer ? `${outer}.${key}` : key;
}
