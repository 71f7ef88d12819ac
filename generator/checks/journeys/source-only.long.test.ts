import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { checkAgainst, generate, type GenerateOptions } from '../../pipeline/generate.js';
import { defaultConfig } from '../../config/index.js';
import { typeCheck } from '../../pipeline/compile.js';
import { formatText } from '../../write/index.js';

/** Sources for a folder of an application, which compiles them with its own settings. */

const work = mkdtempSync(join(tmpdir(), 'sdkgen-sources-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** It has models, codecs, resources, webhooks and the whole runtime. */
const input = join(__dirname, '..', '..', '..', 'fixtures', 'cases', 'webhooks', 'document.yaml');
const OUTPUT = { dates: 'date', sourceOnly: true } as const;

type Extension = 'js' | 'ts' | 'none';

const optionsFor = (out: string, importExtension?: Extension): GenerateOptions => ({
  input,
  out,
  output: { ...OUTPUT, ...(importExtension && { importExtension }) },
});

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.\w+$/.test(path) && !path.startsWith('.sdkgen'))
    .sort();

/** The strictest settings of an application with a bundler, with the target of Next.js. */
const STRICTEST: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2017,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  noEmit: true,
  strict: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUncheckedSideEffectImports: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
};

function errorsIn(folder: string, options: ts.CompilerOptions): readonly string[] {
  const roots = filesIn(folder)
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));
  return ts
    .getPreEmitDiagnostics(ts.createProgram(roots, options))
    .map(
      ({ file, messageText }) =>
        `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}

/** Run by `make bundlers`, which builds the sources with other extensions and settings too. */
const itLong = process.env['BUNDLERS'] ? it : it.skip;

describe.each<{ extension: Extension; ending: string }>([
  { extension: 'js', ending: '.js' },
  { extension: 'ts', ending: '.ts' },
  { extension: 'none', ending: '' },
])('sources whose imports end in $extension', ({ extension, ending }) => {
  const out = join(work, extension, 'api');
  const textOf = (path: string) => readFileSync(join(out, path), 'utf8');

  beforeAll(async () => {
    const report = await generate(optionsFor(out, extension));
    expect(report.firstProgram.lines[0]).toContain(`'./api/index${ending}'`);
  });

  it('are all that the folder has, with the document and the lock', () => {
    const others = filesIn(out).filter((path) => !path.endsWith('.ts'));
    expect(others).toEqual(['openapi.json', 'sdk.lock.json']);
    expect(filesIn(out)).toEqual(
      expect.arrayContaining([
        'client.ts',
        'index.ts',
        'runtime/internal/index.ts',
        'webhooks/index.ts',
      ]),
    );
  });

  it('import each other so, and nothing else, but for one that imports modules of Node', () => {
    const nodeFiles = 'runtime/internal/node-files.ts';
    const specifiers = filesIn(out)
      .filter((path) => path.endsWith('.ts') && path !== nodeFiles)
      .flatMap((path) => ts.preProcessFile(textOf(path)).importedFiles)
      .map(({ fileName }) => fileName);
    expect(specifiers.length).toBeGreaterThan(30);
    const wanted = (specifier: string) =>
      specifier.startsWith('.') && (/\.[jt]s$/.exec(specifier)?.[0] ?? '') === ending;
    expect(specifiers.filter((specifier) => !wanted(specifier))).toEqual([]);
    const node = ts.preProcessFile(textOf(nodeFiles)).importedFiles.map(({ fileName }) => fileName);
    expect(node.filter((specifier) => !wanted(specifier))).toEqual([
      'node:crypto',
      'node:fs/promises',
    ]);
  });

  // Other endings than `.js` have the whole runtime formatted, which takes long.
  const itHere = extension === 'ts' ? itLong : it;
  itHere('are what check expects, and stay as they are', async () => {
    const options = { ...defaultConfig(), ...optionsFor(out, extension) };
    const { written, deleted } = await generate(options);
    expect([written, deleted]).toEqual([[], []]);
    const edited = 'runtime/internal/retry.ts';
    const text = textOf(edited);
    writeFileSync(join(out, edited), `${text}// edited\n`);
    const { difference } = await checkAgainst(options);
    expect(difference).toEqual({ missing: [], differing: [edited], extra: [] });
    expect((await generate(options)).written).toContain(edited);
    expect(textOf(edited)).toBe(text);
  });
});

describe('sources without extensions in their imports', () => {
  const out = join(work, 'none', 'api');
  const sources = () =>
    filesIn(out)
      .filter((path) => path.endsWith('.ts'))
      .map((path) => [path, readFileSync(join(out, path), 'utf8')] as const);

  itLong('compile with the strictest settings', () => {
    expect(errorsIn(out, STRICTEST)).toEqual([]);
  });

  itLong('compile for a nightly run', () => {
    expect(() => typeCheck(new Map(sources()))).not.toThrow();
  });

  itLong('are formatted', async () => {
    for (const [path, text] of sources()) expect(await formatText(path, text)).toBe(text);
  });
});

describe('the folder of sources', () => {
  it('has none of a package that was there, and keeps its version', async () => {
    const out = join(work, 'moved');
    await generate({ input, out, packageVersion: '1.2.3', output: { dates: 'date' } });
    expect(filesIn(out)).toContain('package.json');
    await generate({ ...optionsFor(out), packageVersion: '1.2.3' });
    await generate(optionsFor(out));
    expect(filesIn(out).filter((path) => /^src|package\.json|README/.test(path))).toEqual([]);
    expect(readFileSync(join(out, 'client.ts'), 'utf8')).toContain("version: '1.2.3'");
  });

  it.each(['ts', 'none'] as const)(
    'is needed for imports with the extension %s: Node.js could not run the package',
    async (importExtension) => {
      const run = generate({ input, out: join(work, 'x'), output: { importExtension } });
      await expect(run).rejects.toThrow('need sourceOnly');
    },
  );
});
