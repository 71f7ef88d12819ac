import { assigned } from './assignment.js';
import { argumentsPiece, type Arguments } from './call-arguments.js';
import { UnknownText, type Cursor } from './cursor.js';
import { group, hardline, indent, join, line, softline, trailingComma, type Doc } from './docs.js';
import { isName } from './known-lines.js';
import { commentBefore } from './members.js';
import { keyText, stringText } from './strings.js';
import { nameText, numberText, typeArguments } from './types.js';

/** An expression, and what decides how it is set beside others. */
export interface ValuePiece {
  readonly doc: Doc;
  readonly kind:
    | 'object'
    | 'list'
    | 'call'
    | 'chain'
    | 'name'
    | 'string'
    | 'template'
    | 'literal'
    | 'function'
    | 'cast';
  /** Of a chain or a call: true where nothing in it is a good place for a line to end. */
  readonly isStiff: boolean;
  /** True where it holds lines of its own whatever the width. */
  readonly breaks: boolean;
  /** Of an object or a list that holds nothing. */
  readonly isEmpty?: boolean;
}

/** Reads an expression of the few kinds that are printed. @throws UnknownText at any other. */
export function valuePiece(cursor: Cursor): ValuePiece {
  const piece = chainPiece(cursor);
  if (!cursor.sees('as')) return piece;
  cursor.take();
  cursor.expect('const');
  return { ...piece, kind: 'cast', doc: [piece.doc, ' as const'] };
}

function chainPiece(cursor: Cursor): ValuePiece {
  let piece = primaryPiece(cursor);
  let calls = 0;
  for (;;) {
    if (cursor.takes('.')) {
      if (calls > 0 || !['name', 'chain'].includes(piece.kind))
        throw new UnknownText('a chain of calls');
      piece = { ...piece, kind: 'chain', isStiff: true, doc: [piece.doc, '.', cursor.take().text] };
    } else if (cursor.sees('[') && calls === 0 && ['name', 'chain'].includes(piece.kind)) {
      piece = { ...piece, kind: 'chain', isStiff: true, doc: [piece.doc, keyedDoc(cursor)] };
    } else if (cursor.sees('(') && ['name', 'chain'].includes(piece.kind)) {
      piece = callPiece(piece, argumentsPiece(cursor));
      calls += 1;
    } else if (cursor.peek().kind === 'template' && piece.kind === 'name') {
      piece = { ...piece, kind: 'template', doc: [piece.doc, cursor.take().text] };
    } else if (cursor.sees('<') && piece.kind === 'name') {
      const { doc, breaks } = typeArguments(cursor);
      const called = argumentsPiece(cursor);
      piece = {
        ...callPiece(piece, called),
        isStiff: false,
        doc: [piece.doc, doc, called.doc],
        breaks: breaks || called.breaks,
      };
      calls += 1;
    } else return piece;
  }
}

/** `['name']` */
function keyedDoc(cursor: Cursor): Doc {
  cursor.expect('[');
  const key = cursor.take();
  if (key.kind !== 'string') throw new UnknownText(`the key ${key.text}`);
  cursor.expect(']');
  return group(['[', indent([softline, stringText(key.text)]), softline, ']']);
}

function callPiece(callee: ValuePiece, called: Arguments): ValuePiece {
  return {
    kind: 'call',
    isStiff: called.isStiff,
    breaks: called.breaks,
    doc: [callee.doc, called.doc],
  };
}

function primaryPiece(cursor: Cursor): ValuePiece {
  const token = cursor.peek();
  const plain = (kind: ValuePiece['kind'], doc: Doc): ValuePiece => ({
    kind,
    doc,
    isStiff: false,
    breaks: false,
  });
  switch (token.kind) {
    case 'string':
      return plain('string', stringText(cursor.take().text));
    case 'number':
      return plain('literal', cursor.take().text);
    case 'template':
      if (token.text.includes('\n')) throw new UnknownText('a template of several lines');
      return plain('template', cursor.take().text);
    case 'word':
      return wordPiece(cursor);
    case 'mark':
      if (token.text === '{') return objectPiece(cursor);
      if (token.text === '[') return listPiece(cursor);
      if (token.text === '(') return laterPiece(cursor);
      if (token.text === '-') return plain('literal', `${cursor.take().text}${numberText(cursor)}`);
      throw new UnknownText(`the expression ${token.text}`);
    default:
      throw new UnknownText(`the expression ${token.text}`);
  }
}

/** `() => name` */
function laterPiece(cursor: Cursor): ValuePiece {
  cursor.expect('(');
  cursor.expect(')');
  cursor.expect('=>');
  const { kind, doc } = chainPiece(cursor);
  if (kind !== 'name') throw new UnknownText('a function of more than a name');
  return {
    kind: 'function',
    isStiff: false,
    breaks: false,
    doc: group(['()', ' =>', indent([line, doc])]),
  };
}

function wordPiece(cursor: Cursor): ValuePiece {
  const { text } = cursor.take();
  if (text === 'new') return createdPiece(cursor);
  const isLiteral = ['true', 'false', 'null'].includes(text);
  if (!isLiteral && text !== 'this' && !isName(text)) throw new UnknownText(text);
  return { kind: isLiteral ? 'literal' : 'name', doc: text, isStiff: false, breaks: false };
}

/** `new Name(...)`, behind its first word. */
function createdPiece(cursor: Cursor): ValuePiece {
  const name = nameText(cursor);
  const called = argumentsPiece(cursor);
  return {
    kind: 'call',
    isStiff: false,
    breaks: called.breaks,
    doc: [`new ${name}`, called.doc],
  };
}

function listPiece(cursor: Cursor): ValuePiece {
  cursor.expect('[');
  const items: ValuePiece[] = [];
  while (!cursor.sees(']')) {
    items.push(valuePiece(cursor));
    if (!cursor.takes(',')) break;
  }
  cursor.expect(']');
  // Numbers are filled into lines, and lists of objects are broken for that alone.
  if (items.some(({ kind }) => !['string', 'name', 'chain'].includes(kind))) {
    throw new UnknownText('a list of other things than names');
  }
  const docs = items.map(({ doc }) => doc);
  const isEmpty = items.length === 0;
  const doc = isEmpty
    ? '[]'
    : group(['[', indent([softline, join([',', line], docs)]), trailingComma, softline, ']']);
  return { kind: 'list', doc, isStiff: false, breaks: false, isEmpty };
}

function objectPiece(cursor: Cursor): ValuePiece {
  cursor.expect('{');
  const isBroken = cursor.peek().newlines > 0;
  const parts: Doc[] = [];
  let breaks = isBroken;
  while (!cursor.sees('}')) {
    const gap: Doc =
      parts.length === 0 ? [] : [',', line, ...(cursor.peek().newlines > 1 ? [hardline] : [])];
    const comment = commentBefore(cursor);
    const property = propertyDoc(cursor);
    parts.push([gap, comment, property.doc]);
    breaks ||= property.breaks;
    if (!cursor.takes(',')) break;
  }
  cursor.expect('}');
  if (parts.length === 0) {
    return { kind: 'object', doc: '{}', isStiff: false, breaks: false, isEmpty: true };
  }
  const doc = group(['{', indent([line, ...parts]), trailingComma, line, '}'], {
    shouldBreak: isBroken,
  });
  return { kind: 'object', doc, isStiff: false, breaks };
}

function propertyDoc(cursor: Cursor): { readonly doc: Doc; readonly breaks: boolean } {
  const name = cursor.take();
  let key = name.text;
  if (name.text === '[') {
    const { kind, text } = cursor.take();
    if (kind !== 'string') throw new UnknownText(`the property ${text}`);
    key = `[${stringText(text)}]`;
    cursor.expect(']');
  } else if (name.kind === 'string') key = keyText(name.text);
  else if (name.kind !== 'word') throw new UnknownText(`the property ${name.text}`);
  if (name.kind === 'word' && isName(key) && (cursor.sees(',') || cursor.sees('}'))) {
    return { doc: key, breaks: false };
  }
  cursor.expect(':');
  const value = valuePiece(cursor);
  return { doc: assigned(key, ':', value, key.length <= 2), breaks: value.breaks };
}
