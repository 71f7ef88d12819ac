import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Upgrade } from '../impact/index.js';
import { fixProject, type FixOptions } from './fix-project.js';
import { createUpgrade } from './upgrade.js';

/** `impact --fix` on the disk: a method was renamed, and a property is gone. */

const ROOT = join(__dirname, '..', '..');
const text = { type: 'string' };
const createDocument = (operationId: string, properties: object) =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Fleet', version: '1' },
    servers: [{ url: 'https://fleet.test' }],
    paths: {
      '/vehicles': {
        get: {
          ...{ tags: ['Vehicles'], operationId },
          responses: {
            200: {
              description: 'ok',
              content: { 'application/json': { schema: { type: 'object', properties } } },
            },
          },
        },
      },
    },
  });
const OLD_DOCUMENT = createDocument('Vehicles_List', { id: text, sold: text });
const NEW_DOCUMENT = createDocument('Vehicles_FindAll', { id: text });
const recipe = {
  ...{ allowedOrigins: [], overlays: [], filters: {}, switches: {}, pagination: {}, overrides: {} },
  location: 'fleet.json',
} as const;

const OLD = `import { FleetClient } from '@acme/fleet';

const found = await new FleetClient().vehicles.list();
export const sold = found.sold;
`;
const HEAD = "import { FleetClient } from '@acme/fleet';\n\nconst client = new FleetClient();\n";
const NEW = OLD.replace('list', 'findAll');
const CERTAIN: FixOptions = { placeholders: false, dryRun: false, force: false };

const work = mkdtempSync(join(realpathSync(tmpdir()), 'sdkgen-fix-project-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
let upgrade: Upgrade;
beforeAll(async () => {
  upgrade = await createUpgrade(
    '@acme/fleet',
    { recipe: { ...recipe, text: OLD_DOCUMENT }, version: '1.0.0' },
    { recipe: { ...recipe, text: NEW_DOCUMENT }, version: '2.0.0' },
  );
});

let count = 0;
const create = (files: Readonly<Record<string, string>>): string => {
  const folder = join(work, String((count += 1)));
  const all = {
    'package.json': '{"type":"module"}',
    'tsconfig.json': JSON.stringify({
      compilerOptions: { target: 'es2022', module: 'nodenext', strict: true, types: [] },
      include: ['src'],
    }),
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
};
const read = (folder: string, path = 'src/main.ts') => readFileSync(join(folder, path), 'utf8');
const git = (folder: string, ...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=Tester', '-c', 'user.email=t@example.com', ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
const commit = (folder: string) => {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'All');
};

it('edits the files, and tells what is left in them', async () => {
  const folder = create({ 'src/main.ts': OLD });
  const { report } = await fixProject(folder, work, upgrade, CERTAIN);
  expect(read(folder)).toBe(NEW);
  expect(report.fixes).toEqual({ dryRun: false, files: [`${count}/src/main.ts`], fixed: 1 });
  expect(report.places.map(({ line, text: at }) => [line, at])).toEqual([
    [4, 'export const sold = found.sold;'],
  ]);
});

it('a dry run writes nothing, and its patch is one that git applies', async () => {
  const folder = create({ 'src/main.ts': OLD, 'src/other.ts': OLD });
  commit(folder);
  const { report, patch } = await fixProject(folder, folder, upgrade, { ...CERTAIN, dryRun: true });
  expect(git(folder, 'status', '--porcelain')).toBe('');
  expect(report.fixes?.files).toEqual(['src/main.ts', 'src/other.ts']);
  writeFileSync(join(work, 'api.patch'), patch);
  git(folder, 'apply', join(work, 'api.patch'));
  expect([read(folder), read(folder, 'src/other.ts')]).toEqual([NEW, NEW]);
});

it('a tree with changes that are not committed is refused, unless it is forced', async () => {
  const folder = create({ 'src/main.ts': OLD });
  commit(folder);
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  await expect(fixProject(folder, folder, upgrade, CERTAIN)).rejects.toThrow(
    `${folder} has changes that are not committed, such as notes.txt.`,
  );
  expect(read(folder)).toBe(OLD);
  await fixProject(folder, folder, upgrade, { ...CERTAIN, force: true });
  expect(read(folder)).toBe(NEW);
});

it('files keep their ends of lines, their byte order mark and their layout', async () => {
  const toLayout = (program: string) => program.replace(' = ', '   =\n ');
  const toWindows = (program: string) => program.replaceAll('\n', '\r\n');
  const folder = create({
    'src/windows.ts': toWindows(OLD),
    'src/mark.ts': `\uFEFF${OLD}`,
    'src/layout.ts': toLayout(OLD),
  });
  await fixProject(folder, folder, upgrade, CERTAIN);
  expect({
    windows: read(folder, 'src/windows.ts'),
    mark: read(folder, 'src/mark.ts'),
    layout: read(folder, 'src/layout.ts'),
  }).toEqual({ windows: toWindows(NEW), mark: `\uFEFF${NEW}`, layout: toLayout(NEW) });
});

it("what was formatted by the project's prettier is formatted again, and nothing else", () => {
  const toProgram = (open: string, close: string, method: string) =>
    `${HEAD}export const id = ${open}await client.vehicles.${method}()${close}.id ?? null;\n`;
  const folder = create({
    'src/formatted.ts': toProgram('(', ')', 'list'),
    'src/loose.ts': toProgram('( ', ' )', 'list'),
    '.prettierrc': JSON.stringify({ printWidth: 60, singleQuote: true }),
    'old.json': OLD_DOCUMENT,
    'new.json': NEW_DOCUMENT,
  });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules/prettier'), join(folder, 'node_modules/prettier'));
  const words = ['impact', 'old.json', 'new.json', '--package', '@acme/fleet', '--fix'];
  execFileSync(process.execPath, [join(ROOT, 'dist/cli.js'), ...words], { cwd: folder });
  expect([read(folder, 'src/formatted.ts'), read(folder, 'src/loose.ts')]).toEqual([
    `${HEAD}export const id =\n  (await client.vehicles.findAll()).id ?? null;\n`,
    toProgram('( ', ' )', 'findAll'),
  ]);
});
