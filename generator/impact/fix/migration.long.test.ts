import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultConfig } from '../../config/index.js';
import { readImpactSides } from '../../pipeline/impact-sides.js';
import { createUpgrade } from '../../pipeline/upgrade.js';
import { findImpact, planFixes, type ImpactReport, type Upgrade } from '../index.js';

/** What `--fix` makes of programs for a package that an earlier version of the generator made: each pair of docs/migration.md. */

const ROOT = join(__dirname, '..', '..', '..');
const EARLIER = join(ROOT, 'fixtures', 'earlier-package');

interface Pair {
  readonly title: string;
  readonly program: string;
  readonly want: string;
  /** The lines of the fixed program that the compiler still refuses. */
  readonly left: readonly number[];
}

function readPairs(text: string): readonly Pair[] {
  return text.split(/^## /m).flatMap((section) => {
    const [title = ''] = section.split('\n');
    const read = (when: string) =>
      new RegExp(`^\`\`\`typescript ${when}\n(.*?)^\`\`\``, 'ms').exec(section)?.[1];
    const [program, want] = [read('before'), read('after')];
    return program === undefined || want === undefined ? [] : [{ title, program, want, left: [] }];
  });
}

const HEAD = "import { FleetClient } from '@acme/fleet';\nconst client = new FleetClient();\n";
const GUIDE = readPairs(readFileSync(join(ROOT, 'docs', 'migration.md'), 'utf8'));
const OTHERS: readonly Pair[] = [
  {
    title: 'params in a variable that have more than the body are not edited',
    program: `${HEAD}const params = { body: { text: 'seen' }, xRequestId: 'a' };
await client.vehicles.addNote('7', params);
`,
    want: `${HEAD}const params = { body: { text: 'seen' }, xRequestId: 'a' };
await client.vehicles.addNote('7', params);
`,
    left: [4],
  },
  {
    title: 'params that are spread are not edited',
    program: `${HEAD}const params = { body: { id: '7' } };
await client.vehicles.create({ ...params });
`,
    want: `${HEAD}const params = { body: { id: '7' } };
await client.vehicles.create({ ...params });
`,
    left: [4],
  },
  {
    title: 'params without a body',
    program: `${HEAD}const params = { xRequestId: 'a' };
await client.vehicles.addNote('7', params);
await client.vehicles.addNote('7', {}, { timeout: 1 });
await client.vehicles.addNote('7');
`,
    want: `${HEAD}const params = { xRequestId: 'a' };
await client.vehicles.addNote('7', undefined, params);
await client.vehicles.addNote('7', undefined, {}, { timeout: 1 });
await client.vehicles.addNote('7');
`,
    left: [],
  },
  {
    title: 'the type of params that had the body alone stays, beside names that moved',
    program: `import {
  createVehicle,
  FleetClient,
  type CreateVehicleParams,
} from '@acme/fleet';
export const create = (params: CreateVehicleParams) => createVehicle(new FleetClient(), params);
`,
    want: `import {
  FleetClient,
  type CreateVehicleParams,
} from '@acme/fleet';
import {
  createVehicle,
} from '@acme/fleet/functions';
export const create = (params: CreateVehicleParams) => createVehicle(new FleetClient(), params.body);
`,
    left: [3],
  },
  {
    title: 'the alias of an error stays where the file has its own ApiError',
    program: `import type { GetVehicleError } from '@acme/fleet';
class ApiError {}
export const is = (error: GetVehicleError) => error instanceof ApiError;
`,
    want: `import type { GetVehicleError } from '@acme/fleet';
class ApiError {}
export const is = (error: GetVehicleError) => error instanceof ApiError;
`,
    left: [1],
  },
  {
    title: 'pages outside of a loop stay, and loops in generators do not',
    program: `${HEAD}export const items = client.vehicles.list().pages();
export async function* all() { yield* client.vehicles.list().pages(); }
`,
    want: `${HEAD}export const items = client.vehicles.list().pages();
export async function* all() { yield* client.vehicles.list(); }
`,
    left: [],
  },
];
const PAIRS = [...GUIDE, ...OTHERS];

const work = mkdtempSync(join(realpathSync(tmpdir()), 'sdkgen-migration-'));
const toPath = (index: number) => `src/program-${index}.ts`;
let upgrade: Upgrade;
let before: ImpactReport;
beforeAll(async () => {
  writeFileSync(join(work, 'package.json'), '{"type":"module"}');
  const compilerOptions = {
    ...{ target: 'es2022', module: 'nodenext', strict: true, types: [] },
    lib: ['es2022', 'dom'],
  };
  writeFileSync(join(work, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  mkdirSync(join(work, 'src'));
  PAIRS.forEach(({ program }, index) => writeFileSync(join(work, toPath(index)), program));
  const packages = { before: EARLIER, after: EARLIER };
  const words = { project: work, documents: [], packages };
  const sides = await readImpactSides(words, defaultConfig(), { cwd: work });
  const after = { recipe: sides.after.recipe, version: '2.0.0' };
  upgrade = await createUpgrade(sides.name, sides.before, after);
  before = findImpact(work, work, upgrade);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

it('the guide has pairs, and each breaks without a fix', () => {
  const broken = GUIDE.filter((_, index) =>
    before.places.some(({ path, verdict }) => path === toPath(index) && verdict === 'breaks'),
  );
  expect(GUIDE.length).toBeGreaterThanOrEqual(7);
  expect(broken).toEqual(GUIDE);
});

describe('--fix of a program for an earlier package:', () => {
  let files: ReturnType<typeof planFixes>;
  let report: ImpactReport;
  beforeAll(() => {
    files = planFixes(work, upgrade, { placeholders: false });
    const texts = new Map([...files].map(([path, { after }]) => [path, after]));
    report = findImpact(work, work, upgrade, { texts, dryRun: true, before });
  });

  it.each(PAIRS.map((pair, index) => ({ ...pair, path: toPath(index) })))(
    '$title',
    ({ path, program, want, left }) => {
      expect(files.get(join(work, path))?.after ?? program).toBe(want);
      const broken = report.places.filter(
        (place) => place.path === path && place.verdict === 'breaks',
      );
      const lines = broken.map(({ line, message }) => ({ line, message }));
      expect(lines).toEqual(left.map((line) => ({ line, message: expect.any(String) as string })));
    },
  );
});

it('calls stay between two packages of earlier versions', async () => {
  const packages = { before: EARLIER, after: EARLIER };
  const words = { project: work, documents: [], packages };
  const { name, before: old, after } = await readImpactSides(words, defaultConfig(), { cwd: work });
  const same = await createUpgrade(name, old, after);
  expect([...planFixes(work, same, { placeholders: false }).keys()]).toEqual([]);
});
