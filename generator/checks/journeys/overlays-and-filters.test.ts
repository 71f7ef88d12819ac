import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentRefusedError, UsageError } from '../../errors.js';
import { checkAgainst, generate, type GenerateOptions } from '../../pipeline/generate.js';
import { defaultConfig } from '../../config/index.js';
import { canonicalJson } from '../../source/index.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answer = (name: string) => ({
  200: { description: 'OK', content: { 'application/json': { schema: ref(name) } } },
});

const DOCUMENT = {
  openapi: '3.0.4',
  info: { title: 'Fleet', version: 'v1' },
  paths: {
    '/Vehicles': {
      get: {
        tags: ['Vehicles'],
        parameters: [
          { name: 'api-version', in: 'query', schema: { type: 'string' } },
          { name: 'page', in: 'query', schema: { type: 'integer' } },
          { name: 'broken', in: 'nowhere', schema: { type: 'string' } },
        ],
        responses: answer('Vehicle'),
      },
    },
    '/Drivers': { get: { tags: ['Drivers'], responses: answer('Driver') } },
  },
  components: {
    schemas: {
      Vehicle: { type: 'object', properties: { soldAt: { type: 'string', format: 'date-time' } } },
      Driver: { type: 'object', properties: { name: { type: 'string' } } },
    },
  },
};

/** Removes a parameter and corrects a nullability; the last action matches nothing. */
const OVERLAY = [
  'overlay: 1.0.0',
  'info: { title: Corrected, version: "1" }',
  'actions:',
  "  - target: $.paths.*.*.parameters[?@.name == 'api-version']",
  '    remove: true',
  '  - target: $.components.schemas.Vehicle.properties.soldAt',
  '    update: { nullable: true }',
  '  - target: $.components.schemas.Gone',
  '    update: { nullable: true }',
].join('\n');

describe('generate, with overlays and filters', () => {
  let folder: string;
  let config: GenerateOptions;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sdkgen-overlays-'));
    writeFileSync(join(folder, 'api.json'), JSON.stringify(DOCUMENT, null, 2));
    writeFileSync(join(folder, 'corrections.yaml'), OVERLAY);
    config = { input: 'api.json', out: 'sdk' };
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (options: GenerateOptions) => generate({ ...config, ...options }, { cwd: folder });
  const read = (path: string) => readFileSync(join(folder, 'sdk', path), 'utf8');
  const refusal = async (options: GenerateOptions): Promise<unknown> =>
    run(options).catch((error: unknown) => error);

  it('corrects the types, and keeps the document as published', async () => {
    await run({ overlays: ['corrections.yaml'] });
    expect(read('src/models/vehicle.ts')).toContain('soldAt?: string | null;');
    expect(read('src/resources/vehicles.ts')).not.toContain('api-version');
    expect(read('openapi.json')).toBe(canonicalJson(DOCUMENT));
  });

  it('reports locations in the published document or in the overlay', async () => {
    const { diagnostics } = await run({ overlays: ['corrections.yaml'] });
    const lines = JSON.stringify(DOCUMENT, null, 2).split('\n');
    const broken = lines.findIndex((line) => line.includes('"nowhere"')) + 1;
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: 'node-malformed',
        pointer: '/paths/~1Vehicles/get/parameters/2/in',
        position: { line: broken, column: 13 },
      }),
      expect.objectContaining({
        code: 'overlay-unmatched',
        file: join(folder, 'corrections.yaml'),
        pointer: '/actions/2',
        position: { line: 8, column: 5 },
      }),
    ]);
  });

  it('generates nothing with a malformed overlay', async () => {
    writeFileSync(
      join(folder, 'corrections.yaml'),
      OVERLAY.replace('$.components', '$[components'),
    );
    const error = await refusal({ overlays: ['corrections.yaml'] });
    expect(error).toBeInstanceOf(DocumentRefusedError);
    expect((error as DocumentRefusedError).diagnostics).toContainEqual(
      expect.objectContaining({ code: 'overlay-malformed', position: { line: 6, column: 5 } }),
    );
  });

  it('rejects a missing overlay', async () => {
    expect(await refusal({ overlays: ['missing.yaml'] })).toBeInstanceOf(UsageError);
  });

  it('leaves out what is not selected', async () => {
    const report = await run({ include: { tags: ['Drivers'] } });
    expect(report).toMatchObject({ operations: 1, schemas: 1 });
    expect(report.written.filter((path) => /vehicle/i.test(path))).toEqual([]);
    expect(read('src/resources/drivers.ts')).toContain("path: '/Drivers'");
  });

  it('rejects a filter that matches nothing, and writes nothing', async () => {
    const error = await refusal({ exclude: { operations: ['GET /Driver'] } });
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain('Did you mean "GET /Drivers"?');
    expect(() => read('package.json')).toThrow('ENOENT');
  });

  it('detects with check that an overlay has changed', async () => {
    const given = { ...defaultConfig(), ...config, overlays: ['corrections.yaml'] };
    await run(given);
    const changed = async () => (await checkAgainst(given, { cwd: folder })).difference.differing;
    expect(await changed()).toEqual([]);
    writeFileSync(
      join(folder, 'corrections.yaml'),
      OVERLAY.replace('nullable: true', 'nullable: false'),
    );
    expect(await changed()).toEqual([
      'sdk.lock.json',
      'src/conformance/schemas.ts',
      'src/models/vehicle.ts',
    ]);
  });
});
