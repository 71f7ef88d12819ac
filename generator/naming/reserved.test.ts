import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { GLOBALS, RESERVED_WORDS } from './reserved.js';

const LIBRARIES = dirname(require.resolve('typescript'));

/** What TypeScript's library for ECMAScript declares at the top. */
function declaredIn(file: string): readonly string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(LIBRARIES, file), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  return source.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => name.getText(source));
    }
    const isNamed =
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isFunctionDeclaration(statement) ||
      ts.isModuleDeclaration(statement);
    return isNamed && statement.name ? [statement.name.getText(source)] : [];
  });
}

it('GLOBALS has every type of ECMAScript’s library', () => {
  const files = readdirSync(LIBRARIES).filter((file) =>
    /^lib\.(?:es|decorators)[\w.]*\.d\.ts$/.test(file),
  );
  const known = new Set([...GLOBALS, ...RESERVED_WORDS]);
  expect(files.length).toBeGreaterThan(20);
  expect([...new Set(files.flatMap(declaredIn))].filter((name) => !known.has(name))).toEqual([]);
});

it('GLOBALS has every global of ECMAScript', () => {
  // Another test of the same process may have V8 show its collector.
  const globals = (
    runInNewContext('Object.getOwnPropertyNames(globalThis)') as readonly string[]
  ).filter((name) => name !== 'gc');
  const known = new Set([...GLOBALS, ...RESERVED_WORDS]);
  expect(globals.filter((name) => !known.has(name))).toEqual([]);
});

it.each([
  'Request',
  'Response',
  'Headers',
  'FormData',
  'Blob',
  'File',
  'URL',
  'AbortSignal',
  'Event',
])('%s, which a client meets, is known', (name) => {
  expect(GLOBALS.has(name)).toBe(true);
});
