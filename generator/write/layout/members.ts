import { UnknownText, type Cursor } from './cursor.js';
import { group, hardline, ifBreak, indent, join, line, verbatim, type Doc } from './docs.js';
import { isName } from './known-lines.js';
import { commentLines, keyText } from './strings.js';
import { typePiece } from './types.js';

/** `{ name: type; ... }`: over lines where it was printed so, else on one that fits. */
export function membersDoc(cursor: Cursor): { readonly doc: Doc; readonly breaks: boolean } {
  cursor.expect('{');
  const isBroken = cursor.peek().newlines > 0;
  const parts: Doc[] = [];
  let breaks = isBroken;
  let isFirst = true;
  while (!cursor.sees('}')) {
    const gap: Doc = isFirst ? [] : cursor.peek().newlines > 1 ? [hardline, line] : line;
    const comment = commentBefore(cursor);
    const member = memberDoc(cursor);
    parts.push([isFirst ? [] : [';', gap], comment, member.doc]);
    breaks ||= member.breaks;
    isFirst = false;
    if (!cursor.takes(';')) break;
  }
  cursor.expect('}');
  if (isFirst) return { doc: '{}', breaks: false };
  const doc = group(['{', indent([line, ...parts]), ifBreak(';'), line, '}'], {
    shouldBreak: isBroken,
  });
  return { doc, breaks };
}

/** Ends with the line that what it is about stands on. */
export function commentBefore(cursor: Cursor): Doc {
  if (cursor.peek().kind !== 'comment') return [];
  const lines = commentLines(cursor.take().text);
  if (cursor.peek().newlines === 0) throw new UnknownText('a comment within a line');
  return [join(hardline, lines.map(verbatim)), hardline];
}

/** `readonly name?: type` or `[key: string]: type`, without the semicolon. */
export function memberDoc(cursor: Cursor): { readonly doc: Doc; readonly breaks: boolean } {
  let start = '';
  let name = cursor.take();
  if (name.text === 'readonly' && !cursor.sees(':') && !cursor.sees('?')) {
    start = 'readonly ';
    name = cursor.take();
  }
  if (name.text === '[') start += indexText(cursor);
  else if ((name.kind === 'word' && !name.text.startsWith('#')) || name.kind === 'string')
    start += keyText(name.text);
  else throw new UnknownText(`the member ${name.text}`);
  if (cursor.takes('?')) start += '?';
  cursor.expect(':');
  const { doc, breaks } = typePiece(cursor);
  return { doc: [start, ': ', doc], breaks };
}

/** `[key: string]`, or a name that needs brackets. */
function indexText(cursor: Cursor): string {
  const name = cursor.take();
  if (name.kind === 'string' && cursor.takes(']')) return `[${name.text}]`;
  if (name.kind !== 'word' || !isName(name.text)) throw new UnknownText(`the key ${name.text}`);
  cursor.expect(':');
  cursor.expect('string');
  cursor.expect(']');
  return `[${name.text}: string]`;
}
