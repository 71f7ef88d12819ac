import { tokensOf, type Token } from './javascript.js';

/** A value that a script spells out; undefined where it computes one. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Literal[]
  | { readonly [key: string]: Literal };

interface Read {
  readonly value: Literal;
  /** The token behind it. */
  readonly next: number;
}

const CONSTANTS: Readonly<Record<string, Literal>> = { true: true, false: false, null: null };
/** What follows a value that is only the start of an expression. */
const OPERATOR = /^[.+?([|&=*<>/-]$/;
const OPEN = new Set(['(', '[', '{']);
const CLOSE = new Set([')', ']', '}']);
/** No configuration nests deeper; a hostile page might. */
const MAX_DEPTH = 64;

/** The values of an object's member: `name: value`, `"name": value`. Computed ones are left out. */
export function membersNamed(tokens: readonly Token[], name: string): readonly Literal[] {
  return named(tokens, name, ':');
}

/** The values that a variable or property is given: `name = value`. Computed ones are left out. */
export function assignedTo(tokens: readonly Token[], name: string): readonly Literal[] {
  return named(tokens, name, '=');
}

/** The arguments of each call of a function, given as `name` or `owner.name`. */
export function callsOf(tokens: readonly Token[], name: string): readonly (readonly Literal[])[] {
  const [last, owner] = name.split('.').reverse();
  const calls: (readonly Literal[])[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const { kind, text } = tokens[at] ?? {};
    if (kind !== 'word' || text !== last || !isPunctuation(tokens[at + 1], '(')) continue;
    if (owner !== undefined && tokens[at - 2]?.text !== owner) continue;
    const { value, next } = listAt(tokens, at + 2, 0);
    calls.push(value);
    at = next - 1;
  }
  return calls;
}

/**
 * A script's tokens, and those of each JSON text that it hands to `JSON.parse` as a string. That string
 * is decoded as JavaScript first, then as JSON; where the first gives no JSON, what stands there is taken.
 */
export function withParsedJson(script: string): readonly (readonly Token[])[] {
  const tokens = tokensOf(script);
  const parsed = tokens.flatMap((token, at) => {
    const [json, dot, parse, open] = [at - 4, at - 3, at - 2, at - 1].map((index) => tokens[index]);
    const isArgument =
      token.kind === 'string' &&
      json?.text === 'JSON' &&
      isPunctuation(dot, '.') &&
      parse?.text === 'parse' &&
      isPunctuation(open, '(');
    return isArgument ? [tokensOf(isJson(token.text) ? token.text : token.raw)] : [];
  });
  return [tokens, ...parsed];
}

export function isRecord(value: Literal): value is Readonly<Record<string, Literal>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Literal): value is readonly Literal[] {
  return Array.isArray(value);
}

function named(tokens: readonly Token[], name: string, sign: ':' | '='): readonly Literal[] {
  const found: Literal[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const { kind, text } = tokens[at] ?? {};
    if (text !== name || (kind !== 'word' && kind !== 'string')) continue;
    if (!isPunctuation(tokens[at + 1], sign)) continue;
    const { value, next } = literalAt(tokens, at + 2);
    if (value !== undefined) found.push(value);
    at = next - 1;
  }
  return found;
}

function literalAt(tokens: readonly Token[], at: number, depth = 0): Read {
  const read = depth > MAX_DEPTH ? undefined : valueAt(tokens, at, depth);
  const follower = read && tokens[read.next];
  const isWhole = follower?.kind !== 'punctuation' || !OPERATOR.test(follower.text);
  return read !== undefined && isWhole ? read : { value: undefined, next: skipped(tokens, at) };
}

function valueAt(tokens: readonly Token[], at: number, depth: number): Read | undefined {
  const token = tokens[at];
  const next = at + 1;
  switch (token?.kind) {
    case 'string':
      return { value: token.text, next };
    case 'number':
      return { value: Number(token.text), next };
    case 'word':
      return Object.hasOwn(CONSTANTS, token.text)
        ? { value: CONSTANTS[token.text], next }
        : undefined;
    case 'punctuation':
      if (token.text === '[') return listAt(tokens, next, depth + 1);
      if (token.text === '{') return recordAt(tokens, next, depth + 1);
      return undefined;
    case 'template':
    case 'regex':
    case undefined:
      return undefined;
    default:
      return token?.kind satisfies undefined;
  }
}

/** Up to and with the closing bracket, whichever it is. */
function listAt(tokens: readonly Token[], start: number, depth: number) {
  const value: Literal[] = [];
  let at = start;
  while (at < tokens.length && !isClosing(tokens[at])) {
    const item = literalAt(tokens, at, depth);
    value.push(item.value);
    at = item.next;
    if (at < tokens.length && !isClosing(tokens[at])) at++;
  }
  return { value, next: at + 1 };
}

/** A member that is no `key: value` (a method, a spread) is stepped over. */
function recordAt(tokens: readonly Token[], start: number, depth: number): Read {
  const members: [string, Literal][] = [];
  let at = start;
  while (at < tokens.length && !isClosing(tokens[at])) {
    const key = tokens[at];
    const isMember = key !== undefined && isPunctuation(tokens[at + 1], ':');
    const { value, next } = isMember
      ? literalAt(tokens, at + 2, depth)
      : { value: undefined, next: skipped(tokens, at) };
    if (isMember) members.push([key.text, value]);
    at = next;
    if (at < tokens.length && !isClosing(tokens[at])) at++;
  }
  return { value: Object.fromEntries(members), next: at + 1 };
}

/** The token that ends the expression at `at`: a comma, a semicolon, a closing bracket. */
function skipped(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const { kind, text } = tokens[at] ?? {};
    if (kind !== 'punctuation' || text === undefined) continue;
    if (depth === 0 && (text === ',' || text === ';' || CLOSE.has(text))) return at;
    if (OPEN.has(text)) depth++;
    if (CLOSE.has(text)) depth--;
  }
  return tokens.length;
}

function isPunctuation(token: Token | undefined, text: string): boolean {
  return token?.kind === 'punctuation' && token.text === text;
}

function isClosing(token: Token | undefined): boolean {
  return token?.kind === 'punctuation' && CLOSE.has(token.text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
