import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generate, type GenerateReport } from '../../pipeline/generate.js';
import { makePackage } from '../../pipeline/package.js';
import { createRecordedRecipe } from '../../pipeline/recorded-recipe.js';
import { Stopwatch } from '../../util/stopwatch.js';
import { formatText, type Manifest } from '../../write/index.js';
import { allCases, CASE_TABLE, filesUnder, type Case } from './testing/cases.js';
import { makeOver, readDocument, shuffleDocument } from './testing/another-order.js';
import { typeErrors } from './testing/type-check.js';

/**
 * Small documents and the files that are generated from them. The runtime and the fixed files are the same for all,
 * so a tree has only what depends on the document. `UPDATE_GOLDEN=1` updates the trees; read the diff before you
 * commit it.
 */
const update = process.env['UPDATE_GOLDEN'] === '1';

/** `make forges` also makes each package again from what travels in it, and formats its files a second time. */
const isLong = process.env['FORGES'] !== undefined;

const ROOT = join(__dirname, '..', '..', '..');
const work = realpathSync(mkdtempSync(join(tmpdir(), 'sdkgen-golden-')));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const cases = allCases();

describe('golden trees', () => {
  it('has a row in the table for each case', () => {
    const table = readFileSync(CASE_TABLE, 'utf8');
    expect(cases.length).toBeGreaterThan(5);
    const unlisted = cases.map(({ name }) => name).filter((name) => !table.includes(`\`${name}\``));
    expect(unlisted).toEqual([]);
  });

  it.each(cases.map((each) => [each.name, each] as const))(
    '%s, in any order',
    async (name, each) => {
      const out = join(work, name, 'tree');
      const report = await generate({ input: each.document, out, ...each.options });
      const got = decided(out, report);
      if (update) replace(each.tree, got);
      const want = filesUnder(each.tree);
      expect([...got.keys()].sort()).toEqual([...want.keys()].sort());
      for (const [path, text] of want) expect(`${path}\n${got.get(path)}`).toBe(`${path}\n${text}`);
      const same = { printed: [], lock: readText(out, 'sdk.lock.json') };
      const document = shuffleDocument(await readDocument(each.document));
      expect(await makeOver(out, { document, options: each.options })).toEqual(same);
      if (isLong) expect(await remake(out)).toEqual(same);
    },
  );
});

describe('the packages of all cases', () => {
  it('compile, and so do the programs that use them', () => {
    const missing = cases.filter(({ name }) => !existsSync(join(work, name, 'tree', 'src')));
    expect(missing.map(({ name }) => name)).toEqual([]);
    const files = cases.flatMap(rootsOf);
    expect(typeErrors(files, work)).toEqual([]);
  });
});

describe('the files of all cases', () => {
  (isLong ? it : it.skip)('are formatted by prettier', async () => {
    for (const { name } of cases) {
      for (const [path, text] of filesUnder(join(work, name, 'tree'))) {
        // The runtime is the same in all, and looked at where it lies.
        if (path === 'openapi.json' || path.startsWith('src/runtime/')) continue;
        expect(`${name}: ${path}\n${await formatText(path, text)}`).toBe(
          `${name}: ${path}\n${text}`,
        );
      }
    }
  });
});

/** What the package in a folder becomes when it is generated from what travels in it; printed is only what would change. */
async function remake(root: string) {
  const manifest = JSON.parse(readText(root, 'sdk.lock.json')) as Manifest;
  const recipe = await createRecordedRecipe(manifest, readText(root, 'openapi.json'));
  const { printed, files } = await makePackage(recipe, new Stopwatch(), { root, manifest });
  return { printed, lock: files.get('sdk.lock.json') };
}

function readText(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The files that depend on the document, the names lock, and the diagnostics. */
function decided(out: string, report: GenerateReport): ReadonlyMap<string, string> {
  const files = [...filesUnder(out)].filter(
    ([path]) =>
      (path.startsWith('src/') && !path.startsWith('src/runtime/')) ||
      /^(README|api)\.md$/.test(path),
  );
  const {
    generator: _generator,
    document: _document,
    config: _config,
    settings: _settings,
    version: _version,
    files: _files,
    printer: _printer,
    inputs: _inputs,
    checksum: _checksum,
    ...names
  } = JSON.parse(readFileSync(join(out, 'sdk.lock.json'), 'utf8')) as Record<string, unknown>;
  const complaints = report.diagnostics.map(({ code, severity, pointer, message, position }) => ({
    severity,
    code,
    pointer,
    message,
    position,
  }));
  return new Map([...files, ['names.json', json(names)], ['diagnostics.json', json(complaints)]]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function replace(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The entry points of a case. All share one copy of the runtime, which is then checked once. */
function rootsOf({ name, consumer }: Case): readonly string[] {
  const folder = join(work, name);
  const runtime = join(folder, 'tree', 'src', 'runtime');
  const shared = join(work, 'runtime');
  if (!existsSync(shared)) renameSync(runtime, shared);
  else {
    for (const part of ['internal/codecs', 'internal/temporal', 'internal/webhooks']) {
      const [own, kept] = [join(runtime, part), join(shared, part)];
      if (existsSync(own) && !existsSync(kept)) renameSync(own, kept);
    }
    rmSync(runtime, { recursive: true });
  }
  writeFileSync(join(work, 'package.json'), '{ "type": "module" }');
  // Only the packages of Temporal's types may be found there.
  const modules = join(work, 'node_modules');
  if (!existsSync(modules)) {
    mkdirSync(modules);
    for (const name of ['temporal-polyfill', 'temporal-spec'])
      symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'junction');
  }
  symlinkSync(shared, runtime, 'junction');
  if (consumer !== undefined) cpSync(consumer, join(folder, 'consumer.ts'));
  return [
    join(folder, 'tree', 'src', 'index.ts'),
    ...(consumer === undefined ? [] : [join(folder, 'consumer.ts')]),
  ];
}
