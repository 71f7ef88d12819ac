import { jsonBody, type RequestBody } from '../request-body.js';
import { isRecord } from '../values.js';
import { setProperty } from './codec.js';

/** Parsed JSON inside an object, so that the value itself can be replaced. */
export interface JsonRoot {
  value: unknown;
}

/** The digits of integers that a number cannot hold exactly: by the object or list that contains them, then by key. */
export type LongIntegers = Map<object, Record<string, string>>;

/** Shorter integers fit into a number: the largest safe one has 16 digits. */
const MIN_LENGTH = 16;
/** Longer ones are far beyond 64 bits. */
const MAX_LENGTH = 40;

/**
 * Parses JSON as `JSON.parse` does, and keeps the digits of integers that a number cannot hold exactly. It marks them in
 * the text as strings, parses it, and turns the marked strings into numbers again.
 *
 * @throws SyntaxError when the text is not JSON.
 */
export function parseExactJson(text: string): {
  readonly root: JsonRoot;
  readonly long: LongIntegers;
} {
  const long: LongIntegers = new Map();
  const numbers = /\d{16}/.test(text) ? findLongIntegers(text) : [];
  if (numbers.length === 0) return { root: { value: JSON.parse(text) as unknown }, long };
  const mark = findUnusedCharacter(text);
  let marked = '';
  let from = 0;
  for (const [start, end] of numbers) {
    marked += `${text.slice(from, start)}"${mark}${text.slice(start, end)}"`;
    from = end;
  }
  const root: JsonRoot = { value: JSON.parse(marked + text.slice(from)) as unknown };
  restoreNumbers(root, mark, long);
  return { root, long };
}

/** @returns Where long integers start and end. The text need not be valid JSON. */
function findLongIntegers(text: string): readonly (readonly [start: number, end: number])[] {
  const found: (readonly [number, number])[] = [];
  const token = /["\d-]/g;
  const number = /-?\d[\d.eE+-]*/y;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === '"') {
      token.lastIndex = findEndOfString(text, match.index);
      continue;
    }
    number.lastIndex = match.index;
    const [written = '-'] = number.exec(text) ?? [];
    const end = match.index + written.length;
    const isLong =
      written.length >= MIN_LENGTH && written.length <= MAX_LENGTH && /^-?[1-9]\d+$/.test(written);
    // A number in place of a key is a syntax error, and must stay one.
    if (isLong && !/^\s*:/.test(text.slice(end, end + 80))) found.push([match.index, end]);
    token.lastIndex = end;
  }
  return found;
}

function findEndOfString(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote;
  }
}

/** @returns A character of Unicode's private use area that is not in the text, escaped or not. */
function findUnusedCharacter(text: string): string {
  let code = 0xe000;
  while (new RegExp(`\\u${code.toString(16)}|\\\\u${code.toString(16)}`, 'i').test(text)) code += 1;
  return String.fromCharCode(code);
}

/** Replaces marked strings by numbers, and stores their digits. */
function restoreNumbers(root: JsonRoot, mark: string, long: LongIntegers): void {
  const containers: Record<string, unknown>[] = [root as unknown as Record<string, unknown>];
  for (let container = containers.pop(); container; container = containers.pop()) {
    for (const key of Object.keys(container)) {
      const value = container[key];
      if (typeof value === 'object' && value !== null) {
        containers.push(value as Record<string, unknown>);
      } else if (typeof value === 'string' && value.startsWith(mark)) {
        const digits = value.slice(1);
        container[key] = Number(digits);
        const known = long.get(container) ?? {};
        setProperty(known, key, digits);
        long.set(container, known);
      }
    }
  }
}

/** Formats JSON as `JSON.stringify` does, and a `bigint` as its digits. */
export function exactJsonText(value: unknown): string | undefined {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => exactJsonText(item) ?? 'null').join()}]`;
  if (!isRecord(value) || typeof value['toJSON'] === 'function') return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([name, member]) => {
    const text = exactJsonText(member);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.join()}}`;
}

/**
 * Creates a JSON body that may contain 64-bit integers; undefined for no body.
 *
 * @throws ArgumentError for a value that JSON cannot express.
 */
export function exactJsonBody(value: unknown, mediaType?: string): RequestBody | undefined {
  return jsonBody(value, mediaType, exactJsonText);
}
