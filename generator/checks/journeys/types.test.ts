import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { generatePackage, removePackages } from './testing/generate-package.js';
import { WIRE_DOCUMENT } from './testing/wire-document.js';

/** The types of a package: what they allow, and what editors complete. */

const CONSUMER = join(__dirname, '..', '..', '..', 'fixtures', 'types', 'errors.ts');
const TEXT = readFileSync(CONSUMER, 'utf8');

describe('the types of a package', () => {
  let service: ts.LanguageService;

  beforeAll(async () => {
    const { folder } = await generatePackage(WIRE_DOCUMENT, 'Wire');
    service = ts.createLanguageService(hostFor(join(folder, 'src', 'index.ts')));
  });

  afterAll(removePackages);

  it('have the errors of fixtures/types/errors.ts', () => {
    const complaints = [
      ...service.getSyntacticDiagnostics(CONSUMER),
      ...service.getSemanticDiagnostics(CONSUMER),
    ];
    expect(complaints.map(formatDiagnostic)).toEqual([]);
  });

  it.each([
    ['of the error', ['status', 'problem', 'requestId', 'headers', 'body', 'attempts', 'message']],
    ['of the problem', ['title', 'detail', 'status', 'type', 'errors', 'traceId']],
    ['of the call', ['pages', 'withResponse', 'asResponse', 'then', 'catch']],
  ])(
    'complete %s',
    (marker, names) => {
      const position = TEXT.indexOf(`/* ${marker} */`);
      const entries = service.getCompletionsAtPosition(CONSUMER, position, undefined)?.entries;
      expect(entries?.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    },
    60_000,
  );
});

function formatDiagnostic({ start = 0, messageText }: ts.Diagnostic): string {
  const line = TEXT.slice(0, start).split('\n').length;
  return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}

function hostFor(index: string): ts.LanguageServiceHost {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    paths: { 'wire-sdk': [index] },
  };
  return {
    readFile: ts.sys.readFile,
    fileExists: ts.sys.fileExists,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    readDirectory: ts.sys.readDirectory,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => options,
    getScriptFileNames: () => [CONSUMER],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const text = ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => ts.sys.getCurrentDirectory(),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  };
}
