import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultConfig, type GeneratorConfig } from '../config/index.js';
import { readImpactSides, type ImpactWords } from './impact-sides.js';

/** Which two packages a project is compiled with. */

const ROOT = join(__dirname, '..', '..');
const SANDBOX = join(ROOT, 'output', 'sandbox');
const DOCUMENT = join(ROOT, 'fixtures', 'sandbox', 'swagger.json');
const EMPTY =
  '{"openapi":"3.0.0","info":{"title":"a","version":"1"},"paths":{"/a":{"get":{"responses":{"200":{"description":"ok"}}}}}}';
const NAME = '@optimum-automotive/sdk-sandbox';

const work = mkdtempSync(join(realpathSync(tmpdir()), 'sdkgen-sides-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

let count = 0;
/** A project with these dependencies, of which those that are the sandbox's package are installed. */
function createProject(dependencies: readonly string[], installed = dependencies): string {
  const project = join(work, String(count++), 'app');
  mkdirSync(project, { recursive: true });
  const content = { dependencies: Object.fromEntries(dependencies.map((each) => [each, '1'])) };
  writeFileSync(join(project, 'package.json'), JSON.stringify(content));
  for (const name of installed)
    cpSync(SANDBOX, join(project, '..', 'node_modules', name), { recursive: true });
  return project;
}

const readJson = (path: string) =>
  JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;
const read = (words: ImpactWords, config: Partial<GeneratorConfig> = {}) =>
  readImpactSides(words, { ...defaultConfig(), ...config }, { cwd: work });

describe('the sides of an upgrade', () => {
  it('are the installed package, and the document of its environment', async () => {
    const project = createProject(['other', NAME], [NAME]);
    const { name, before, after } = await read({ project, documents: [] });
    expect(name).toBe(NAME);
    expect(before.version).toBe('0.1.0');
    expect(before.files?.has('src/index.ts')).toBe(true);
    expect(after.files).toBeUndefined();
    expect(after.recipe.location).toBe(DOCUMENT);
    expect(after.recipe.namesLock).toEqual(before.recipe.namesLock);
  });

  it('are the installed package, and a given document', async () => {
    writeFileSync(join(work, 'new.json'), EMPTY);
    const { after } = await read({ project: createProject([NAME]), documents: ['new.json'] });
    expect(after.recipe).toMatchObject({
      text: EMPTY,
      location: join(work, 'new.json'),
    });
  });

  it('are two documents, of the package that is installed or named', async () => {
    const project = createProject([NAME]);
    const documents = [DOCUMENT, DOCUMENT];
    expect(await read({ project, documents })).toMatchObject({ name: NAME });
    expect(await read({ project, documents, name: 'fleet' })).toMatchObject({ name: 'fleet' });
  });

  it('are two packages', async () => {
    const { name, before, after } = await read({
      project: work,
      documents: [],
      packages: { before: SANDBOX, after: SANDBOX },
    });
    expect(name).toBe(NAME);
    expect(before.recipe.text).toBe(after.recipe.text);
  });

  it('take a package whose lock has no settings to be generated as the other one, else with the defaults', async () => {
    const before = join(work, 'earlier');
    cpSync(SANDBOX, before, { recursive: true });
    const path = join(before, 'sdk.lock.json');
    const { settings, version, ...lock } = readJson(path);
    writeFileSync(
      path,
      JSON.stringify({ ...lock, files: {}, types: { VehicleDto: 'OldVehicle' } }),
    );
    expect([settings, version]).not.toContain(undefined);
    writeFileSync(join(before, 'package.json'), JSON.stringify({ name: NAME, version: '0.0.9' }));
    const packages = { before, after: SANDBOX };
    const pair = await read({ project: work, documents: [], packages });
    expect(pair.before.version).toBe('0.0.9');
    expect(pair.before.recipe).toMatchObject({
      settings,
      namesLock: { types: { VehicleDto: 'OldVehicle' } },
    });
    const alone = await read({ project: work, documents: [], packages: { before, after: before } });
    expect(alone.before.recipe).toMatchObject({ settings: {}, filters: {}, switches: {} });
  });

  it.each(['before', 'after'] as const)(
    'are the installed package, and a package that is given as the one %s',
    async (side) => {
      const project = createProject([NAME]);
      const words = { project, documents: [], packages: { [side]: SANDBOX } };
      const sides = await read(words);
      expect(sides.name).toBe(NAME);
      for (const each of [sides.before, sides.after]) {
        expect(each.version).toBe('0.1.0');
        expect(each.files?.has('src/index.ts')).toBe(true);
      }
      await expect(read({ ...words, project: createProject([]) })).rejects.toThrow(
        'has no generated package',
      );
    },
  );

  it.each<[string, () => Omit<ImpactWords, 'documents'>, string]>([
    ['no package is installed', () => ({ project: createProject([]) }), 'has no generated package'],
    [
      'several are installed',
      () => ({ project: createProject([NAME, 'fleet']) }),
      `has several generated packages: ${NAME}, fleet.`,
    ],
    [
      'the named one is not installed',
      () => ({ project: createProject([NAME]), name: 'fleet' }),
      'has no generated package',
    ],
    [
      'a folder is no package',
      () => ({ project: work, packages: { after: work, before: work } }),
      'has no sdk.lock.json',
    ],
  ])('are not found when %s', async (_, words, want) => {
    await expect(read({ ...words(), documents: [] })).rejects.toThrow(want);
  });

  it('say which document is missing', async () => {
    const project = createProject([NAME]);
    const config = { environments: {}, isFromFile: true };
    await expect(read({ project, documents: [] }, config)).rejects.toThrow(
      'Nothing says which document is the new one.',
    );
  });
});
