import { flatten } from './fields.js';
import { isStyle, partsOf, textOf } from './values.js';

/** Header values by name: undefined changes nothing, null takes the header away, a list is joined with commas. */
export type HeaderValues = Readonly<Record<string, unknown>>;

/** Headers from several sources; a later one wins. */
export function mergeHeaders(...sources: readonly (HeaderValues | undefined)[]): Headers {
  const headers = new Headers();
  for (const source of sources)
    for (const [name, value] of Object.entries(source ?? {})) {
      const text = isStyle(value) ? value(name, (part) => part) : partsOf(value).join(',');
      if (value === null) headers.delete(name);
      else if (text) setHeader(headers, name, text);
    }
  return headers;
}

/** @throws TypeError that names the header; what the platform throws repeats the value, which may be a secret. */
export function setHeader(headers: Headers, name: string, value: string): void {
  let failed = false;
  try {
    headers.set(name, value);
  } catch {
    failed = true;
  }
  if (failed) throw new TypeError(`The value of header '${name}' cannot be sent`);
}

/** The text of a `Cookie` header (RFC 6265, section 4.2.1); undefined when there is none. */
export function cookieText(cookies: HeaderValues = {}): string | undefined {
  const pairs = Object.entries(cookies).flatMap(([name, value]) => {
    if (isStyle(value)) return value(name, encodeURIComponent) ?? [];
    return flatten(name, value).map(([key, leaf]) => `${key}=${encodeURIComponent(textOf(leaf))}`);
  });
  return pairs.join('; ') || undefined;
}
