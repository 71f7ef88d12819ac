/** A token of a script. A `template` has substitutions; its value, like that of a `regex`, is not evaluated. */
export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'template' | 'regex' | 'punctuation';
  /** The value of a string, with escapes decoded; the source text of anything else. */
  readonly text: string;
  /** The source text between a string's quotes. */
  readonly raw: string;
}

const SPACE = /\s+/y;
const WORD = /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /\d[\w.]*/y;
/** After these a `/` starts a regular expression. */
const BEFORE_REGEX = /^(?:[(,=:[!&|?{};+*%<>~^-]|return|typeof|case|in|of|delete|void|throw)$/;

/**
 * Splits a script into tokens, without comments (ECMA-262, section 12). Never throws: an invalid character is a token
 * of its own. Runs nothing, and takes linear time.
 */
export function tokenize(script: string): readonly Token[] {
  const tokens: Token[] = [];
  /** Where the line ends on which a regular expression was found to have no end. */
  let noRegexBefore = 0;
  let at = 0;
  const push = (kind: Token['kind'], text: string, end: number, raw = text) => {
    tokens.push({ kind, text, raw });
    at = end;
  };
  while (at < script.length) {
    const start = at;
    const character = script.charAt(at);
    const space = match(SPACE, script, at);
    const word = match(WORD, script, at);
    if (space !== undefined) {
      at += space.length;
    } else if (script.startsWith('//', at)) {
      at = endOfLine(script, at);
    } else if (script.startsWith('/*', at)) {
      at = endOf(script, '*/', at + 2);
    } else if (word !== undefined) {
      push('word', word, at + word.length);
    } else if (/\d/.test(character)) {
      const number = match(NUMBER, script, at) ?? character;
      push('number', number, at + number.length);
    } else if (character === '"' || character === "'" || character === '`') {
      const end = endOfQuoted(script, at, character);
      const raw = script.slice(at + 1, end - 1);
      if (end === start) push('punctuation', character, at + 1);
      else if (character === '`' && raw.includes('${')) push('template', raw, end);
      else push('string', unescapeString(raw), end, raw);
    } else if (character === '/' && at >= noRegexBefore && startsRegex(tokens.at(-1))) {
      const end = endOfRegex(script, at);
      if (end === undefined) noRegexBefore = endOfLine(script, at);
      else push('regex', script.slice(at, end), end);
    } else {
      push('punctuation', character, at + 1);
    }
  }
  return tokens;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function endOfLine(text: string, at: number): number {
  return endOf(text, '\n', at);
}

function endOf(text: string, mark: string, at: number): number {
  const found = text.indexOf(mark, at);
  return found < 0 ? text.length : found + mark.length;
}

/** @returns the index after the closing quote; `start` itself when there is none. */
function endOfQuoted(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === quote) return at + 1;
    else if (character === '\n' && quote !== '`') return start;
  }
  return quote === '`' ? text.length : start;
}

function startsRegex(previous: Token | undefined): boolean {
  return (
    previous === undefined ||
    ((previous.kind === 'punctuation' || previous.kind === 'word') &&
      BEFORE_REGEX.test(previous.text))
  );
}

function endOfRegex(text: string, start: number): number | undefined {
  let inClass = false;
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n') return undefined;
    if (character === '\\') at++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return at + 1;
  }
  return undefined;
}

const ESCAPE = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g;
const SHORT: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  0: '\0',
  '\n': '',
  '\r\n': '',
  '\r': '',
};

/** The value of a string literal (ECMA-262, section 12.9.4.2). */
function unescapeString(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (_, long?: string, four?: string, two?: string, one?: string) => {
    const code = parseInt(long ?? four ?? two ?? '', 16);
    if (Number.isNaN(code)) return SHORT[one ?? ''] ?? one ?? '';
    return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code);
  });
}
