import { UnknownText, type Cursor } from './cursor.js';
import { group, indent, join, line, softline, trailingComma, type Doc } from './docs.js';
import { isName } from './known-lines.js';
import { membersDoc } from './members.js';
import { stringText } from './strings.js';
import { unionPiece, type Setting } from './unions.js';

/** A type, and what decides how it is set beside others. */
export interface TypePiece {
  readonly doc: Doc;
  readonly kind:
    'object' | 'reference' | 'generic' | 'keyword' | 'literal' | 'null' | 'union' | 'other';
  /** Of a union. */
  readonly hugs?: boolean;
  /** True where it holds lines of its own whatever the width. */
  readonly breaks: boolean;
}

const KEYWORDS: ReadonlySet<string> = new Set([
  'unknown',
  'never',
  'string',
  'number',
  'boolean',
  'bigint',
  'undefined',
  'any',
  'object',
  'symbol',
]);

/** Reads a type. @throws UnknownText at what this layout does not know. */
export function typePiece(cursor: Cursor, setting: Setting = 'own-lines'): TypePiece {
  cursor.takes('|');
  const members = [intersectionPiece(cursor)];
  while (cursor.takes('|')) members.push(intersectionPiece(cursor));
  const [only] = members;
  if (only !== undefined && members.length === 1) return only;
  return unionPiece(members, setting);
}

function intersectionPiece(cursor: Cursor): TypePiece {
  const first = postfixPiece(cursor);
  if (!cursor.sees('&')) return first;
  const members = [first];
  while (cursor.takes('&')) members.push(postfixPiece(cursor));
  let wasIndented = false;
  const docs = members.map(({ doc, kind }, index): Doc => {
    const before = members[index - 1];
    if (before === undefined) return doc;
    const isObject = kind === 'object';
    const wasObject = before.kind === 'object';
    if (isObject && wasObject) return [' & ', wasIndented ? indent(doc) : doc];
    if (!isObject && !wasObject) return indent([' &', line, doc]);
    if (index > 1) wasIndented = true;
    return [' & ', index > 1 ? indent(doc) : doc];
  });
  return { kind: 'other', breaks: members.some((member) => member.breaks), doc: group(docs) };
}

function postfixPiece(cursor: Cursor): TypePiece {
  let piece = primaryPiece(cursor);
  while (cursor.sees('[') && cursor.peek().newlines === 0) {
    cursor.take();
    if (cursor.takes(']')) {
      piece = { kind: 'other', breaks: piece.breaks, doc: [piece.doc, '[]'] };
      continue;
    }
    const index = typePiece(cursor);
    cursor.expect(']');
    piece = {
      kind: 'other',
      breaks: piece.breaks || index.breaks,
      doc: [piece.doc, '[', index.doc, ']'],
    };
  }
  return piece;
}

function primaryPiece(cursor: Cursor): TypePiece {
  const token = cursor.peek();
  switch (token.kind) {
    case 'string':
      return literalPiece(stringText(cursor.take().text));
    case 'number':
      return literalPiece(cursor.take().text);
    case 'word':
      return namedPiece(cursor);
    case 'mark':
      return markedPiece(cursor);
    default:
      throw new UnknownText(`the type ${token.text}`);
  }
}

function literalPiece(doc: string): TypePiece {
  return { kind: 'literal', breaks: false, doc };
}

function markedPiece(cursor: Cursor): TypePiece {
  switch (cursor.peek().text) {
    case '(': {
      cursor.take();
      const inner = typePiece(cursor, 'in-parentheses');
      cursor.expect(')');
      if (cursor.sees('=>')) throw new UnknownText('a function type');
      return { kind: 'other', breaks: inner.breaks, doc: ['(', inner.doc, ')'] };
    }
    case '{':
      return { kind: 'object', ...membersDoc(cursor) };
    case '[':
      return tuplePiece(cursor);
    case '-': {
      cursor.take();
      return literalPiece(`-${numberText(cursor)}`);
    }
    default:
      throw new UnknownText(`the type ${cursor.peek().text}`);
  }
}

export function numberText(cursor: Cursor): string {
  const { kind, text } = cursor.take();
  if (kind !== 'number') throw new UnknownText(`the number ${text}`);
  return text;
}

/** @throws UnknownText when the next token is no name. */
export function nameText(cursor: Cursor): string {
  const { kind, text } = cursor.take();
  if (kind !== 'word' || !isName(text)) throw new UnknownText(`the name ${text}`);
  return text;
}

function tuplePiece(cursor: Cursor): TypePiece {
  cursor.expect('[');
  const items: TypePiece[] = [];
  while (!cursor.sees(']')) {
    const hasRest = cursor.takes('...');
    const item = typePiece(cursor, 'member-of-tuple');
    const end = cursor.takes('?') ? '?' : '';
    items.push({ ...item, doc: [hasRest ? '...' : '', item.doc, end] });
    if (!cursor.takes(',')) break;
  }
  cursor.expect(']');
  // One that holds several lists or objects is broken for that alone.
  if (items.length === 0 || items.some(({ kind }) => kind === 'object')) {
    throw new UnknownText('a tuple of objects');
  }
  const docs = items.map(({ doc }) => doc);
  return {
    kind: 'other',
    breaks: false,
    doc: group(['[', indent([softline, join([',', line], docs)]), trailingComma, softline, ']']),
  };
}

function namedPiece(cursor: Cursor): TypePiece {
  const name = cursor.take().text;
  switch (name) {
    case 'readonly':
    case 'keyof': {
      const inner = postfixPiece(cursor);
      return { kind: 'other', breaks: inner.breaks, doc: [`${name} `, inner.doc] };
    }
    case 'typeof':
      return { kind: 'other', breaks: false, doc: `typeof ${dotted(cursor, nameText(cursor))}` };
    case 'null':
    case 'void':
      return { kind: 'null', breaks: false, doc: name };
    case 'true':
    case 'false':
      return literalPiece(name);
  }
  if (KEYWORDS.has(name)) return { kind: 'keyword', breaks: false, doc: name };
  if (!isName(name)) throw new UnknownText(`the type ${name}`);
  const whole = dotted(cursor, name);
  if (!cursor.sees('<')) return { kind: 'reference', breaks: false, doc: whole };
  const { doc, breaks } = typeArguments(cursor);
  return { kind: 'generic', breaks, doc: [whole, doc] };
}

function dotted(cursor: Cursor, first: string): string {
  let name = first;
  while (cursor.takes('.')) name += `.${nameText(cursor)}`;
  return name;
}

/** `<A, B>`; a single one that is short or an object stays at its brackets. */
export function typeArguments(cursor: Cursor): { readonly doc: Doc; readonly breaks: boolean } {
  cursor.expect('<');
  const pieces: TypePiece[] = [];
  do pieces.push(typePiece(cursor, 'as-argument'));
  while (cursor.takes(','));
  cursor.expect('>');
  const breaks = pieces.some((piece) => piece.breaks);
  const docs = pieces.map(({ doc }) => doc);
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1 && isInline(only)) {
    return { breaks, doc: ['<', only.doc, '>'] };
  }
  return {
    breaks,
    doc: group(['<', indent([softline, join([',', line], docs)]), softline, '>']),
  };
}

function isInline({ kind, hugs }: TypePiece): boolean {
  return ['keyword', 'literal', 'null', 'reference', 'object'].includes(kind) || hugs === true;
}
