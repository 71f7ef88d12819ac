import { flatten } from './fields.js';
import { isRecord, partsOf, textOf, type Style } from './values.js';

/** OpenAPI 3.1, section 4.8.12.2 ("Style Values"): the ways of writing a parameter that are not the usual ones. */

/** `name=a,b` */
export function commaDelimited(value: unknown): Style | undefined {
  return delimited(value, ',');
}

/** `name=a%20b` */
export function spaceDelimited(value: unknown): Style | undefined {
  return delimited(value, '%20');
}

/** `name=a%7Cb` */
export function pipeDelimited(value: unknown): Style | undefined {
  return delimited(value, '%7C');
}

function delimited(value: unknown, separator: string): Style | undefined {
  const parts = partsOf(value);
  if (parts.length === 0) return undefined;
  return (name, escape) => `${escape(name)}=${parts.map(escape).join(separator)}`;
}

/** `name[key]=value`, to any depth. */
export function deepObject(value: unknown): Style {
  return (name, escape) =>
    flatten(name, value, (outer, key) => `${outer}[${key}]`)
      .map(([key, leaf]) => `${escape(key)}=${escape(textOf(leaf))}`)
      .join('&') || undefined;
}

/** A parameter with `content: application/json`: the value as JSON text. */
export function jsonValue(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

/** `simple` with `explode`, in paths and headers: `key=value,key=value`. */
export function exploded(value: unknown): Style | undefined {
  return value == null ? undefined : (_name, escape) => assignments(value, escape).join(',');
}

/** `.a,b`, exploded `.a.b` and `.key=value`. */
export function label(value: unknown, explode = false): Style {
  return (_name, escape) => {
    const parts = explode ? assignments(value, escape) : partsOf(value).map(escape);
    return parts.length === 0 ? undefined : `.${parts.join(explode ? '.' : ',')}`;
  };
}

/** `;name=a,b`, exploded `;name=a;name=b` and `;key=value`. */
export function matrix(value: unknown, name: string, explode = false): Style {
  return (_name, escape) => {
    const own = `;${escape(name)}=`;
    if (explode && isRecord(value))
      return assignments(value, escape)
        .map((part) => `;${part}`)
        .join('');
    const parts = partsOf(value).map(escape);
    if (parts.length === 0) return undefined;
    return own + parts.join(explode ? own : ',');
  };
}

/** `key=value` for each member of an object; for anything else, its parts. */
function assignments(value: unknown, escape: (text: string) => string): readonly string[] {
  if (!isRecord(value)) return partsOf(value).map(escape);
  return Object.entries(value).flatMap(([key, member]) =>
    member == null ? [] : [`${escape(key)}=${escape(textOf(member))}`],
  );
}
