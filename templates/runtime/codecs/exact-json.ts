import type { RequestBody } from '../request.js';
import { isRecord } from '../parameters.js';
import type { LongNumbers, Whole } from './decode.js';
import { setMember } from './rename.js';

/** Fewer digits than these fit into a number (the largest safe integer has 16). */
const MANY = 16;
/** More are no 64-bit integer by far. */
const MOST = 40;

/**
 * Parses JSON as `JSON.parse` does, and keeps aside the digits of whole numbers that are too long for a number.
 *
 * @throws SyntaxError for what is no JSON.
 */
export function parseExactly(text: string): { readonly whole: Whole; readonly long: LongNumbers } {
  const long: LongNumbers = new Map();
  const numbers = /\d{16}/.test(text) ? longNumbersIn(text) : [];
  if (numbers.length === 0) return { whole: { value: JSON.parse(text) as unknown }, long };
  const mark = unusedMark(text);
  let marked = '';
  let from = 0;
  for (const [start, end] of numbers) {
    marked += `${text.slice(from, start)}"${mark}${text.slice(start, end)}"`;
    from = end;
  }
  const whole: Whole = { value: JSON.parse(marked + text.slice(from)) as unknown };
  unmark(whole, mark, long);
  return { whole, long };
}

/** Where they start and end; the text may still be no JSON. */
function longNumbersIn(text: string): readonly (readonly [start: number, end: number])[] {
  const found: (readonly [number, number])[] = [];
  const token = /["\d-]/g;
  const number = /-?\d[\d.eE+-]*/y;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === '"') {
      token.lastIndex = endOfString(text, match.index);
      continue;
    }
    number.lastIndex = match.index;
    const [written = '-'] = number.exec(text) ?? [];
    const end = match.index + written.length;
    const isLong = written.length >= MANY && written.length <= MOST && /^-?[1-9]\d+$/.test(written);
    // A number in a key's place is an error, which must stay one.
    if (isLong && !/^\s*:/.test(text.slice(end, end + 80))) found.push([match.index, end]);
    token.lastIndex = end;
  }
  return found;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote;
  }
}

/** A character for private use that the text has nowhere, written out or not. */
function unusedMark(text: string): string {
  let code = 0xe000;
  while (new RegExp(`\\u${code.toString(16)}|\\\\u${code.toString(16)}`, 'i').test(text)) code += 1;
  return String.fromCharCode(code);
}

function unmark(whole: Whole, mark: string, long: LongNumbers): void {
  const holders: Record<string, unknown>[] = [whole as unknown as Record<string, unknown>];
  for (let holder = holders.pop(); holder; holder = holders.pop()) {
    for (const key of Object.keys(holder)) {
      const value = holder[key];
      if (typeof value === 'object' && value !== null) {
        holders.push(value as Record<string, unknown>);
      } else if (typeof value === 'string' && value.startsWith(mark)) {
        const digits = value.slice(1);
        holder[key] = Number(digits);
        const known = long.get(holder) ?? {};
        setMember(known, key, digits);
        long.set(holder, known);
      }
    }
  }
}

/** JSON as `JSON.stringify` writes it, and a `bigint` as its digits. */
export function jsonText(value: unknown): string | undefined {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => jsonText(item) ?? 'null').join()}]`;
  if (!isRecord(value) || typeof value['toJSON'] === 'function') return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([name, member]) => {
    const text = jsonText(member);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.join()}}`;
}

/** `jsonBody` for what holds whole numbers of 64 bits. */
export function exactJsonBody(
  value: unknown,
  mediaType = 'application/json',
): RequestBody | undefined {
  const content = jsonText(value);
  return content === undefined ? undefined : { content, mediaType };
}
