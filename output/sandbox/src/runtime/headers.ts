import { simpleText } from './values.js';

/** Header values by name: undefined changes nothing, null takes the header away, a list is joined with commas. */
export type HeaderValues = Readonly<Record<string, unknown>>;

/** Headers from several sources; a later one wins. */
export function mergeHeaders(...sources: readonly (HeaderValues | undefined)[]): Headers {
  const headers = new Headers();
  for (const source of sources)
    for (const [name, value] of Object.entries(source ?? {})) {
      const text = simpleText(value, (part) => part);
      if (value === null) headers.delete(name);
      else if (text) setHeader(headers, name, text);
    }
  return headers;
}

/** @throws TypeError that names the header; what the platform throws repeats the value, which may be a secret. */
export function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    throw new TypeError(`The value of header '${name}' cannot be sent`);
  }
}
