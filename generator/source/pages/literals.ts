import { tokenize, type Token } from './javascript.js';

/** A value that a script contains literally; undefined for a computed one. */
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
  /** The index of the token after it. */
  readonly next: number;
}

const CONSTANTS: Readonly<Record<string, Literal>> = { true: true, false: false, null: null };
/** Follows a value that is only the start of an expression. */
const OPERATOR = /^[.+?([|&=*<>/-]$/;
const OPEN = new Set(['(', '[', '{']);
const CLOSE = new Set([')', ']', '}']);
/** No configuration nests deeper, but a hostile page might. */
const MAX_DEPTH = 64;

/** Finds the values of an object's member: `name: value`, `"name": value`. Computed ones are left out. */
export function findMembers(tokens: readonly Token[], name: string): readonly Literal[] {
  return findNamed(tokens, name, ':');
}

/** Finds the values that are assigned to a variable or property: `name = value`. Computed ones are left out. */
export function findAssignments(tokens: readonly Token[], name: string): readonly Literal[] {
  return findNamed(tokens, name, '=');
}

/** Finds the arguments of each call of a function, given as `name` or `owner.name`. */
export function findCalls(tokens: readonly Token[], name: string): readonly (readonly Literal[])[] {
  const [last, owner] = name.split('.').reverse();
  const calls: (readonly Literal[])[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const { kind, text } = tokens[at] ?? {};
    if (kind !== 'word' || text !== last || !isPunctuation(tokens[at + 1], '(')) continue;
    if (owner !== undefined && tokens[at - 2]?.text !== owner) continue;
    const { value, next } = readList(tokens, at + 2, 0);
    calls.push(value);
    at = next - 1;
  }
  return calls;
}

/**
 * The tokens of a script, and of each JSON text that it passes to `JSON.parse` as a string. The string is decoded as
 * JavaScript first; when the result is not JSON, its source text is taken.
 */
export function tokenizeWithJson(script: string): readonly (readonly Token[])[] {
  const tokens = tokenize(script);
  const parsed = tokens.flatMap((token, at) => {
    const [json, dot, parse, open] = [at - 4, at - 3, at - 2, at - 1].map((index) => tokens[index]);
    const isArgument =
      token.kind === 'string' &&
      json?.text === 'JSON' &&
      isPunctuation(dot, '.') &&
      parse?.text === 'parse' &&
      isPunctuation(open, '(');
    return isArgument ? [tokenize(isJson(token.text) ? token.text : token.raw)] : [];
  });
  return [tokens, ...parsed];
}

export function isRecord(value: Literal): value is Readonly<Record<string, Literal>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Literal): value is readonly Literal[] {
  return Array.isArray(value);
}

function findNamed(tokens: readonly Token[], name: string, sign: ':' | '='): readonly Literal[] {
  const found: Literal[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const { kind, text } = tokens[at] ?? {};
    if (text !== name || (kind !== 'word' && kind !== 'string')) continue;
    if (!isPunctuation(tokens[at + 1], sign)) continue;
    const { value, next } = readLiteral(tokens, at + 2);
    if (value !== undefined) found.push(value);
    at = next - 1;
  }
  return found;
}

function readLiteral(tokens: readonly Token[], at: number, depth = 0): Read {
  const read = depth > MAX_DEPTH ? undefined : readValue(tokens, at, depth);
  const follower = read && tokens[read.next];
  const isWhole = follower?.kind !== 'punctuation' || !OPERATOR.test(follower.text);
  return read !== undefined && isWhole
    ? read
    : { value: undefined, next: skipExpression(tokens, at) };
}

function readValue(tokens: readonly Token[], at: number, depth: number): Read | undefined {
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
      if (token.text === '[') return readList(tokens, next, depth + 1);
      if (token.text === '{') return readRecord(tokens, next, depth + 1);
      return undefined;
    case 'template':
    case 'regex':
    case undefined:
      return undefined;
    default:
      return token?.kind satisfies undefined;
  }
}

/** Reads up to and including the closing bracket, of whichever kind. */
function readList(tokens: readonly Token[], start: number, depth: number) {
  const value: Literal[] = [];
  let at = start;
  while (at < tokens.length && !isClosing(tokens[at])) {
    const item = readLiteral(tokens, at, depth);
    value.push(item.value);
    at = item.next;
    if (at < tokens.length && !isClosing(tokens[at])) at++;
  }
  return { value, next: at + 1 };
}

/** Skips members that are not `key: value`, such as methods and spreads. */
function readRecord(tokens: readonly Token[], start: number, depth: number): Read {
  const members: [string, Literal][] = [];
  let at = start;
  while (at < tokens.length && !isClosing(tokens[at])) {
    const key = tokens[at];
    const isMember = key !== undefined && isPunctuation(tokens[at + 1], ':');
    const { value, next } = isMember
      ? readLiteral(tokens, at + 2, depth)
      : { value: undefined, next: skipExpression(tokens, at) };
    if (isMember) members.push([key.text, value]);
    at = next;
    if (at < tokens.length && !isClosing(tokens[at])) at++;
  }
  return { value: Object.fromEntries(members), next: at + 1 };
}

/** @returns the index of the token that ends the expression: a comma, a semicolon, a closing bracket. */
function skipExpression(tokens: readonly Token[], start: number): number {
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
