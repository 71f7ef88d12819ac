import { quotedAt } from './quoted.js';

/** Text that this layout does not know: prettier lays it out. */
export class UnknownText extends Error {
  override readonly name = 'UnknownText';
}

export type TokenKind = 'word' | 'string' | 'number' | 'template' | 'mark' | 'comment' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Of line ends between the token before and this one. */
  readonly newlines: number;
}

/** A token of one of these kinds, from here on. A bracket or a semicolon is a mark as well. */
const TOKENS: readonly { readonly kind: TokenKind; readonly pattern: RegExp }[] = [
  { kind: 'word', pattern: /#?[\p{ID_Start}$_][\p{ID_Continue}$]*/uy },
  { kind: 'mark', pattern: /\.\.\.|=>|[{}()[\]<>|&,;:?=.-]/uy },
  { kind: 'number', pattern: /(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?n?(?![\w$])/uy },
];

/** Reads a text of TypeScript token by token. */
export class Cursor {
  readonly #text: string;
  #offset: number;
  #token: Token | undefined;
  /** Where the token begins that is read next. */
  #start = 0;

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
  }

  /** Behind the last token that was taken. */
  get end(): number {
    return this.#token === undefined ? this.#offset : this.#start;
  }

  /** The next token, which stays the next. @throws UnknownText at what is none. */
  peek(): Token {
    return (this.#token ??= this.#read());
  }

  take(): Token {
    const token = this.peek();
    this.#offset = this.#start + token.text.length;
    this.#token = undefined;
    return token;
  }

  /** True when the next token reads so; it stays the next. */
  sees(text: string): boolean {
    return this.peek().text === text;
  }

  /** Takes the next token if it reads so. */
  takes(text: string): boolean {
    if (!this.sees(text)) return false;
    this.take();
    return true;
  }

  /** @throws UnknownText when the next token is another one. */
  expect(text: string): Token {
    if (!this.sees(text)) throw new UnknownText(`${this.peek().text} in place of ${text}`);
    return this.take();
  }

  #read(): Token {
    let newlines = 0;
    let at = this.#offset;
    for (; at < this.#text.length; at += 1) {
      const character = this.#text.charCodeAt(at);
      if (character === 10) newlines += 1;
      else if (character !== 32) break;
    }
    this.#start = at;
    if (at >= this.#text.length) return { kind: 'end', text: '', newlines };
    const quoted = quotedAt(this.#text, at);
    if (quoted !== undefined) {
      return { kind: quoted.startsWith('`') ? 'template' : 'string', text: quoted, newlines };
    }
    if (this.#text.startsWith('/**', at)) {
      const end = this.#text.indexOf('*/', at + 3);
      if (end === -1) throw new UnknownText('a comment without end');
      return { kind: 'comment', text: this.#text.slice(at, end + 2), newlines };
    }
    for (const { kind, pattern } of TOKENS) {
      pattern.lastIndex = at;
      if (!pattern.test(this.#text)) continue;
      return { kind, text: this.#text.slice(at, pattern.lastIndex), newlines };
    }
    throw new UnknownText(this.#text.slice(at, at + 20));
  }
}
