import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../commands/index.js';
import { createTerminal } from '../../commands/terminal.js';
import { defaultConfig } from '../../config/index.js';
import { generate, type GenerateReport } from '../../pipeline/generate.js';

/** A package whose names an earlier version of the generator gave, which had other rules. */

const work = mkdtempSync(join(tmpdir(), 'sdkgen-rename-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const input = join(work, 'document.json');
const out = join(work, 'sdk');
const LOCK = join(out, 'sdk.lock.json');

const list = (name: string) => ({
  200: {
    description: 'OK',
    content: {
      'application/json': {
        schema: { type: 'array', items: { $ref: `#/components/schemas/${name}` } },
      },
    },
  },
});
const filter = {
  content: { 'application/json': { schema: { $ref: '#/components/schemas/FilterDto' } } },
};
const PATHS = {
  '/Series/all': {
    post: {
      tags: ['Series'],
      requestBody: filter,
      parameters: [{ name: 'Page', in: 'query', schema: { type: 'integer' } }],
      responses: list('SeriesDto'),
    },
  },
  '/Series/{id}': { delete: { tags: ['Series'], responses: { 204: { description: 'Gone' } } } },
};

const write = (paths: object, title = 'Books') =>
  writeFileSync(
    input,
    JSON.stringify({
      openapi: '3.0.4',
      info: { title, version: 'v1' },
      paths,
      components: { schemas: { SeriesDto: { type: 'object' }, FilterDto: { type: 'object' } } },
    }),
  );

/** What the earlier version named otherwise. */
const OLD = { call: 'series.createAll', function: 'createAllSeries' };

async function makeOldPackage(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  write(PATHS);
  await generate({ input, out });
  const lock = JSON.parse(readFileSync(LOCK, 'utf8')) as {
    operations: Record<string, object>;
    argumentTypes: Record<string, object>;
  };
  lock.operations['POST /Series/all'] = OLD;
  lock.argumentTypes['POST /Series/all'] = { params: 'SeriesCreateAllParams' };
  writeFileSync(LOCK, JSON.stringify(lock));
}

const again = (): Promise<GenerateReport> => generate({ ...defaultConfig(), input, out });

/** The methods in the package. */
function methods(): readonly string[] {
  const text = readFileSync(join(out, 'src', 'resources', 'series.ts'), 'utf8');
  return [...text.matchAll(/^ {2}(\w+)\(/gm)].flatMap(([, name = '']) =>
    name === 'constructor' ? [] : name,
  );
}

function bytes(): ReadonlyMap<string, string> {
  const paths = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(out, path)).isFile(),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(out, path), 'utf8')]));
}

async function rename(...value: readonly string[]) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (written[name] += text) });
  const terminal = createTerminal(stream('out'), stream('err'), {});
  const args = ['generate', '--input', input, '--out', out, '--rename', ...value];
  const code = await run(args, { terminal, env: {}, cwd: work, today: '2026-11-24' });
  return { code, ...written };
}

describe('a package with names of an earlier version', () => {
  beforeEach(makeOldPackage);

  it('keeps them in every run, whatever the document adds', async () => {
    await again();
    expect(methods()).toEqual(['createAll', 'delete']);
    write({ ...PATHS, '/Series': { post: { ...PATHS['/Series/all'].post } } });
    const { hints, renames } = await again();
    expect(methods()).toEqual(['list', 'createAll', 'delete']);
    expect(renames).toEqual([]);
    expect(hints.find(({ code }) => code === 'names')).toMatchObject({
      config: { names: { operations: { 'POST /Series/all': 'listAll' } } },
    });
  });

  it('lists what the rules name otherwise, and writes nothing', async () => {
    await again();
    const before = bytes();
    const { code, out: printed } = await rename();
    expect(code).toBe(0);
    const names = printed.split('\n').map((line) => line.split(/\s{2,}|\s*-> /).join(' '));
    expect(names).toEqual(
      expect.arrayContaining([
        'call series.createAll series.listAll',
        'function createAllSeries listAllSeries',
        'type SeriesCreateAllParams SeriesListAllParams',
      ]),
    );
    expect(printed).toContain('3 names');
    expect(bytes()).toEqual(before);
  });

  it('takes them when that is asked for, but keeps the names of package and client', async () => {
    write(PATHS, 'Library');
    expect(await rename('write')).toMatchObject({ code: 0 });
    expect(methods()).toEqual(['listAll', 'delete']);
    const { name } = JSON.parse(readFileSync(join(out, 'package.json'), 'utf8')) as {
      readonly name: string;
    };
    expect(name).toBe('books');
    expect(readFileSync(join(out, 'src', 'client.ts'), 'utf8')).toContain('class BooksClient');
    expect((await rename()).out).toContain('has the names that the rules give');
    expect((await again()).hints.map(({ code }) => code)).not.toContain('names');
    expect(methods()).toEqual(['listAll', 'delete']);
  });

  it.each([
    ['another value', ['all'], 2, '--rename'],
    ['the value of a list', ['list'], 0, ''],
  ])('%s', async (_, value, code, message) => {
    const result = await rename(...value);
    expect(result.code).toBe(code);
    expect(result.err).toContain(message);
  });

  it('is needed', async () => {
    rmSync(out, { recursive: true, force: true });
    const result = await rename();
    expect(result.code).toBe(2);
    expect(result.err).toContain('There is no package');
  });
});
