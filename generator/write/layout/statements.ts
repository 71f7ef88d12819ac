import { UnknownText, type Cursor } from './cursor.js';
import { group, indent, join, line, softline, trailingComma, type Doc } from './docs.js';
import { assigned, typeAssigned } from './assignment.js';
import { valuePiece } from './expressions.js';
import { isName } from './known-lines.js';
import { keyText, stringText } from './strings.js';
import { nameText, typePiece } from './types.js';

/** `import type { A } from './a.js';` or `export { a } from './a.js';`, behind its first word. */
export function moduleDoc(cursor: Cursor, word: string): Doc {
  const start = [word, ...(cursor.takes('type') ? ['type'] : [])].join(' ');
  cursor.expect('{');
  const names: string[] = [];
  while (!cursor.sees('}')) {
    names.push(nameText(cursor));
    if (cursor.sees('as')) throw new UnknownText('a name under another one');
    if (!cursor.takes(',')) break;
  }
  cursor.expect('}');
  cursor.expect('from');
  const module = cursor.take();
  if (module.kind !== 'string') throw new UnknownText(`the module ${module.text}`);
  const end = ` from ${stringText(module.text)};`;
  cursor.expect(';');
  const [only] = names;
  if (only !== undefined && names.length === 1) return `${start} { ${only} }${end}`;
  return [
    start,
    ' ',
    group(['{', indent([line, join([',', line], names)]), trailingComma, line, '}']),
    end,
  ];
}

/** `name = type;`, behind `type`. @param start what stands before the name. */
export function aliasDoc(cursor: Cursor, start: string): Doc {
  const left = `${start}${nameText(cursor)}`;
  cursor.expect('=');
  const type = typePiece(cursor, 'after-operator');
  cursor.expect(';');
  return [typeAssigned(left, type), ';'];
}

/** `name: type = value;`, behind `const`. */
export function constDoc(cursor: Cursor, start: string): Doc {
  let left: Doc = `${start}${nameText(cursor)}`;
  if (cursor.takes(':')) {
    const type = typePiece(cursor);
    if (type.kind !== 'reference' && type.kind !== 'generic')
      throw new UnknownText('a typed constant');
    left = [left, ': ', type.doc];
  }
  cursor.expect('=');
  const value = valuePiece(cursor);
  cursor.expect(';');
  return [assigned(group(left), ' =', value), ';'];
}

/** `name = value,` of an enum. */
export function enumMemberDoc(cursor: Cursor): Doc {
  const key = cursor.take();
  if (key.kind !== 'word' && key.kind !== 'string') throw new UnknownText(`the key ${key.text}`);
  const name = keyText(key.text);
  cursor.expect('=');
  const value = valuePiece(cursor);
  cursor.expect(',');
  return [assigned(name, ' =', value), ','];
}

/** `return value;`, behind its first word. */
export function returnDoc(cursor: Cursor): Doc {
  const { doc } = valuePiece(cursor);
  cursor.expect(';');
  return ['return ', doc, ';'];
}

/** `name(a: A, b: B): R {`, from the name on: what a function or a method begins with. */
export function signatureDoc(cursor: Cursor, start: string): Doc {
  const called = cursor.take();
  // A method may be called as a word that is reserved.
  if (called.kind !== 'word' || (start !== '' && !isName(called.text))) {
    throw new UnknownText(`the name ${called.text}`);
  }
  const name = `${start}${called.text}`;
  cursor.expect('(');
  const parameters: Doc[] = [];
  while (!cursor.sees(')')) {
    parameters.push(parameterDoc(cursor));
    if (!cursor.takes(',')) break;
  }
  cursor.expect(')');
  const isAlone = parameters.length === 1;
  const list: Doc =
    parameters.length === 0
      ? '()'
      : ['(', indent([softline, join([',', line], parameters)]), trailingComma, softline, ')'];
  if (!cursor.takes(':')) {
    cursor.expect('{');
    return [group([name, group(list)]), ' {'];
  }
  const returned = typePiece(cursor);
  cursor.expect('{');
  const grouped = isAlone && (returned.kind === 'object' || returned.breaks) ? group(list) : list;
  return [group([name, grouped, ': ', returned.doc]), ' {'];
}

function parameterDoc(cursor: Cursor): Doc {
  const start = `${nameText(cursor)}${cursor.takes('?') ? '?' : ''}`;
  cursor.expect(':');
  const type = typePiece(cursor);
  // A function of one object alone is set in another way.
  if (type.kind === 'object') throw new UnknownText('a parameter of an object type');
  if (!cursor.takes('=')) return [start, ': ', type.doc];
  return [start, ': ', type.doc, ' = ', valuePiece(cursor).doc];
}
