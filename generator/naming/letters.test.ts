import ts from 'typescript';
import { isFileName, isIdentifierName, spelledWords } from './spelling.js';
import { keepingPascalCase, pascalCase, splitWords } from './words.js';

const LAST = 0x10ffff;

it('a name holds no letter that the compiler takes for none', () => {
  const strange: string[] = [];
  for (let code = 0x80; code <= LAST; code += 1) {
    const name = `a${String.fromCodePoint(code)}`;
    const spelled = pascalCase(splitWords(name));
    if (!isIdentifierName(name) && isIdentifierName(spelled)) continue;
    if (isIdentifierName(name) && ts.isIdentifierPart(code, ts.ScriptTarget.ES2022)) continue;
    strange.push(code.toString(16));
  }
  expect(strange).toEqual([]);
});

it('a mark without a letter before it begins no word', () => {
  expect(splitWords('\u093c')).toEqual([]);
  expect(splitWords('AB\u0308c')).toEqual(['ab', 'c']);
  expect(keepingPascalCase('\u093cx')).toBe('X');
});

it.each([
  ['x\u3164', 'a filler, which shows nothing'],
  ['x\u{323b0}', 'younger than the compiler'],
  ['x\ua7c7', 'younger than the oldest compiler that the package promises'],
])('%j is no name: %s', (name) => {
  expect(isIdentifierName(name)).toBe(false);
  expect(splitWords(name)).toEqual(['x']);
});

test('a name in ASCII is judged as with letters of any script beside it', () => {
  const texts = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code)).flatMap(
    (sign) => [sign, `a${sign}b`, `${sign}b`, `a${sign}`],
  );
  const judged = (end: string) =>
    texts.map((text) => [
      isIdentifierName(text + end),
      isFileName(text + end),
      spelledWords(`${text} ${end}`).filter((word) => word !== end),
    ]);
  expect(judged('qq')).toEqual(judged('éé'));
});
