import { pairsText, simpleText } from './parameters.js';

/** Header values by name: undefined changes nothing, null takes the header away. */
export type HeaderValues = Readonly<Record<string, string | null | undefined>>;

/** An operation's header parameters, each in its style; what is empty is not sent. */
export function headersOf(values: Readonly<Record<string, unknown>>): HeaderValues {
  const texts = Object.entries(values).map(([name, value]) => [
    name,
    simpleText(value, (part) => part) || undefined,
  ]);
  return Object.fromEntries(texts) as HeaderValues;
}

/** An operation's cookie parameters as one header. */
export function cookiesOf(values: Readonly<Record<string, unknown>>): string | undefined {
  return pairsText(values, '; ') || undefined;
}

/** What `fetch` takes as a header's value (the Fetch standard, section 2.2.2). */
const SENDABLE = /^[\t -~\x80-\xff]*$/;

/**
 * Adds headers from several sources to what is there, by their names in small letters; a later one wins.
 *
 * @param merged Changed in place, and returned.
 * @throws TypeError that names the header; what the platform throws repeats the value, which may be a secret.
 */
export function mergedHeaders(
  merged: Record<string, string>,
  ...sources: readonly (HeaderValues | undefined)[]
): Record<string, string> {
  for (const source of sources)
    for (const name in source) {
      const value = source[name];
      const key = name.toLowerCase();
      if (value === null) delete merged[key];
      else if (value !== undefined) merged[key] = sendable(name, value);
    }
  return merged;
}

/** The value, where it can be sent. */
export function sendable(name: string, value: string): string {
  if (SENDABLE.test(value)) return value;
  throw new TypeError(`Header '${name}' cannot be sent`);
}
