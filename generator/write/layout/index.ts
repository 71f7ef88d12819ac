import { Cursor, UnknownText } from './cursor.js';
import { WIDTH, type Doc } from './docs.js';
import {
  CLASS,
  ENUM,
  FIELD,
  INITIALIZATION,
  INTERFACE,
  MEMBER,
  STATEMENT,
  type Form,
} from './known-lines.js';
import { memberDoc } from './members.js';
import { printed } from './print.js';
import {
  aliasDoc,
  constDoc,
  enumMemberDoc,
  moduleDoc,
  returnDoc,
  signatureDoc,
} from './statements.js';
import { commentLines } from './strings.js';

/**
 * Lays out TypeScript as the generator prints it: the same bytes as prettier, for the few forms that are printed, in a
 * fiftieth of its time. A test holds both to each other on every document that is at hand.
 *
 * What is laid out has been read to its last word, and nothing was in it but these forms: it parses. What it calls is no
 * question of form; that a document's text stays a text is what printing, and the tests with a canary, are for.
 *
 * @returns undefined for a text with anything else in it: prettier's to lay out.
 */
export function layOut(text: string): string | undefined {
  try {
    return new Layout(text).run();
  } catch (error) {
    if (error instanceof UnknownText) return undefined;
    throw error;
  }
}

class Layout {
  readonly #text: string;
  readonly #out: string[] = [];
  /** Where the line begins that is read next. */
  #at = 0;
  /** The line that was cut out last, and where it begins and ends. */
  #cut = { at: -1, end: -1, line: '' };

  constructor(text: string) {
    this.#text = text;
  }

  run(): string {
    while (this.#at < this.#text.length) this.#topLevel(this.#line());
    this.#dropBlank();
    return `${this.#out.join('\n')}\n`;
  }

  /** The line that is read next, without the blanks around it. */
  #line(): string {
    if (this.#cut.at !== this.#at) {
      const end = this.#lineEnd();
      this.#cut = { at: this.#at, end, line: this.#text.slice(this.#at, end).trim() };
    }
    return this.#cut.line;
  }

  #lineEnd(): number {
    const end = this.#text.indexOf('\n', this.#at);
    return end === -1 ? this.#text.length : end;
  }

  #next(): void {
    this.#at = (this.#cut.at === this.#at ? this.#cut.end : this.#lineEnd()) + 1;
  }

  #topLevel(line: string): void {
    if (this.#isAside(line, 0)) return;
    if (/^(export )?interface /.test(line)) return this.#interface(line);
    if (/^(export )?class /.test(line)) return this.#class(line);
    if (/^(export )?enum /.test(line)) return this.#enum(line);
    if (/^(export )?function /.test(line)) return this.#function(0, 'function ');
    if (fits(line, 0) && STATEMENT.knows(line)) return this.#copy(line, 0);
    this.#unit(0, (cursor) => {
      const start = cursor.takes('export') ? 'export ' : '';
      if (cursor.sees('{')) return moduleDoc(cursor, 'export');
      const { text } = cursor.take();
      if (text === 'import') return moduleDoc(cursor, text);
      if (text === 'const') return constDoc(cursor, `${start}const `);
      if (text !== 'type') throw new UnknownText(text);
      if (cursor.sees('{')) return moduleDoc(cursor, 'export type');
      return aliasDoc(cursor, `${start}type `);
    });
  }

  #interface(header: string): void {
    this.#open(header, INTERFACE);
    while (!this.#closes(0)) {
      const line = this.#line();
      if (this.#isAside(line, 1)) continue;
      if (fits(line, 1) && MEMBER.knows(line)) this.#copy(line, 1);
      else {
        this.#unit(1, (cursor) => {
          const { doc } = memberDoc(cursor);
          cursor.expect(';');
          return [doc, ';'];
        });
      }
    }
  }

  #enum(header: string): void {
    this.#open(header, ENUM);
    while (!this.#closes(0)) {
      const line = this.#line();
      if (this.#isAside(line, 1)) continue;
      this.#unit(1, enumMemberDoc);
    }
  }

  #class(header: string): void {
    this.#open(header, CLASS);
    while (!this.#closes(0)) {
      const line = this.#line();
      if (this.#isAside(line, 1)) continue;
      if (fits(line, 1) && FIELD.knows(line)) this.#copy(line, 1);
      else if (/^[\w$]+\(/.test(line)) this.#function(1, '');
      else throw new UnknownText(line);
    }
  }

  /** @param word that stands before its name, behind `export`. */
  #function(level: number, word: string): void {
    this.#unit(level, (cursor) => {
      const start = cursor.takes('export') ? 'export ' : '';
      if (word !== '') cursor.expect(word.trim());
      return signatureDoc(cursor, `${start}${word}`);
    });
    while (!this.#closes(level)) {
      const line = this.#line();
      if (INITIALIZATION.knows(line)) this.#copy(line, level + 1);
      else {
        this.#unit(level + 1, (cursor) => {
          cursor.expect('return');
          return returnDoc(cursor);
        });
      }
    }
  }

  /** A line that begins a block: a name alone is on one line, however long. */
  #open(header: string, form: Form): void {
    if (!form.knows(header) || (header.includes(' extends ') && !fits(header, 0))) {
      throw new UnknownText(header);
    }
    this.#copy(header, 0);
  }

  /** Takes the line that ends a block. @throws UnknownText when the text ends before. */
  #closes(level: number): boolean {
    if (this.#at >= this.#text.length) throw new UnknownText('a block without end');
    if (this.#line() !== '}') return false;
    this.#dropBlank();
    this.#copy('}', level);
    return true;
  }

  /** Blank lines and comments; of several blank lines one stays, and none at the beginning of a block. */
  #isAside(line: string, level: number): boolean {
    if (line === '') {
      const before = this.#out.at(-1);
      if (before !== undefined && before !== '' && !before.endsWith('{')) this.#out.push('');
      this.#next();
      return true;
    }
    if (line.startsWith('//')) {
      // What ends a line for JavaScript ends a comment.
      if (/[\r\u2028\u2029]/.test(line)) throw new UnknownText(line);
      this.#copy(line, level);
      return true;
    }
    if (!line.startsWith('/**')) return false;
    const end = this.#text.indexOf('*/', this.#at) + 2;
    if (end < 2 || !/^ *(\n|$)/.test(this.#text.slice(end, end + 200))) {
      throw new UnknownText('a comment within a line');
    }
    const indentation = '  '.repeat(level);
    for (const each of commentLines(this.#text.slice(this.#at, end).trim())) {
      this.#out.push(`${indentation}${each}`);
    }
    this.#at = end;
    this.#next();
    return true;
  }

  #copy(line: string, level: number): void {
    this.#out.push(`${'  '.repeat(level)}${line}`);
    this.#next();
  }

  /** What is more than a line, or a line too long: up to the end of a line. */
  #unit(level: number, read: (cursor: Cursor) => Doc): void {
    const cursor = new Cursor(this.#text, this.#at);
    const doc = read(cursor);
    this.#at = cursor.end;
    if (this.#line() !== '') throw new UnknownText(this.#line());
    this.#out.push(printed(doc, level));
    this.#next();
  }

  #dropBlank(): void {
    while (this.#out.at(-1) === '') this.#out.pop();
  }
}

function fits(line: string, level: number): boolean {
  return line.length + 2 * level <= WIDTH;
}
