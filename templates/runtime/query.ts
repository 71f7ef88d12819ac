import { flatten } from './fields.js';
import { encode, isRecord, isStyle, textOf } from './values.js';

/**
 * The query string, `?` included; empty when nothing is sent. The usual style is `form` with `explode`:
 * `Ids=1&Ids=2`, and an object's members in place of the object.
 */
export function queryText(query: Readonly<Record<string, unknown>> = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    if (isStyle(value)) return value(name, encode) ?? [];
    return flatten(isRecord(value) ? '' : name, value).map(
      ([key, leaf]) => `${encode(key)}=${encode(textOf(leaf))}`,
    );
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
