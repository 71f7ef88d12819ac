import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generate } from '../generate.js';

/**
 * Small documents and the trees they must become: `fixtures/cases/<name>/document.*` and `tree/`.
 * The runtime and the fixed files are the same for all, so a tree holds only what the document decides.
 * `UPDATE_GOLDEN=1` writes the trees anew; read the diff before you commit it.
 */
const CASES = join(__dirname, '..', '..', 'fixtures', 'cases');
const update = process.env['UPDATE_GOLDEN'] === '1';

function decidedByDocument(path: string): boolean {
  return (path.startsWith('src/') && !path.startsWith('src/runtime/')) || path === 'README.md';
}

function filesUnder(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    paths
      .map((path) => [
        path.slice(folder.length + 1).replaceAll('\\', '/'),
        readFileSync(path, 'utf8'),
      ])
      .sort() as [string, string][],
  );
}

describe('golden trees', () => {
  const work = mkdtempSync(join(tmpdir(), 'sdkgen-golden-'));
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  const cases = readdirSync(CASES);

  it('has cases', () => expect(cases.length).toBeGreaterThan(5));

  it.each(cases)('%s', async (name) => {
    const folder = join(CASES, name);
    const document = readdirSync(folder).find((file) => file.startsWith('document.'));
    if (document === undefined) throw new Error(`${name} has no document`);
    const out = join(work, name);
    const report = await generate({ input: join(folder, document), out });
    const lock = JSON.parse(readFileSync(join(out, 'sdk.lock.json'), 'utf8')) as {
      operations: unknown;
      types: unknown;
    };
    const complaints = report.diagnostics.map(({ code, severity, pointer, message, position }) => ({
      severity,
      code,
      pointer,
      message,
      position,
    }));
    const got = new Map([...filesUnder(out)].filter(([path]) => decidedByDocument(path)));
    got.set(
      'names.json',
      `${JSON.stringify({ operations: lock.operations, types: lock.types }, null, 2)}\n`,
    );
    got.set('diagnostics.json', `${JSON.stringify(complaints, null, 2)}\n`);

    const tree = join(folder, 'tree');
    if (update) await replace(tree, got);
    const want = filesUnder(tree);
    expect([...got.keys()].sort()).toEqual([...want.keys()].sort());
    for (const [path, text] of want) expect(`${path}\n${got.get(path)}`).toBe(`${path}\n${text}`);
  });
});

async function replace(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
