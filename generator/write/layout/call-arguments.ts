import { UnknownText, type Cursor } from './cursor.js';
import {
  breakParent,
  choice,
  group,
  indent,
  line,
  softline,
  trailingComma,
  type Doc,
} from './docs.js';
import { valuePiece, type ValuePiece } from './expressions.js';

export interface Arguments {
  readonly doc: Doc;
  readonly breaks: boolean;
  readonly isStiff: boolean;
}

/** `(a, b)`: the last one alone is broken where it is an object or a list, else each has a line. */
export function argumentsPiece(cursor: Cursor): Arguments {
  cursor.expect('(');
  const args: ValuePiece[] = [];
  while (!cursor.sees(')')) {
    args.push(valuePiece(cursor));
    if (args.at(-1)?.kind === 'function') throw new UnknownText('a function that is handed over');
    if (cursor.peek().kind === 'comment') throw new UnknownText('a comment within a call');
    if (!cursor.takes(',')) break;
  }
  cursor.expect(')');
  if (args.length === 0) return { doc: '()', breaks: false, isStiff: true };
  const breaks = args.some((arg) => arg.breaks);
  const docs = args.map(({ doc }, index): Doc =>
    index < args.length - 1 ? [doc, ',', line] : doc,
  );
  const isStiff = args.length === 1 && args.every(isShort);
  if (!opensLast(args)) {
    const doc = group(['(', indent([softline, ...docs]), trailingComma, softline, ')'], {
      shouldBreak: breaks,
    });
    return { doc, breaks, isStiff };
  }
  const head = docs.slice(0, -1);
  const last = docs.at(-1) ?? '';
  const allBroken = group(['(', indent([line, ...docs]), trailingComma, line, ')'], {
    shouldBreak: true,
  });
  if (args.slice(0, -1).some((arg) => arg.breaks)) return { doc: allBroken, breaks: true, isStiff };
  const opened: Doc = ['(', ...head, group(last, { shouldBreak: true }), ')'];
  if (args.at(-1)?.breaks) {
    return { doc: [breakParent, choice([opened, allBroken])], breaks: true, isStiff };
  }
  return { doc: choice([['(', ...head, last, ')'], opened, allBroken]), breaks, isStiff };
}

function opensLast(args: readonly ValuePiece[]): boolean {
  const last = args.at(-1);
  const before = args.at(-2);
  if (last === undefined || last.isEmpty) return false;
  if (last.kind === 'cast') throw new UnknownText('a cast within a call');
  return ['object', 'list'].includes(last.kind) && before?.kind !== last.kind;
}

/** A quarter of the width. */
const SHORT = 25;

function isShort({ kind, doc }: ValuePiece): boolean {
  const isPlain = kind === 'name' || kind === 'string' || kind === 'literal';
  return isPlain && typeof doc === 'string' && (kind === 'literal' || doc.length <= SHORT);
}
