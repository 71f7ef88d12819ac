import type { OutputSwitches } from '../model/switches.js';
import { planNames, type NameOverrides } from '../naming/index.js';
import { documentOf, readModel } from '../pipeline/testing/read-model.js';
import { VENDOR } from '../vendor.js';
import { createEmitContext, type PackageSettings } from './index.js';
import { emitReadme } from './readme.js';

const list = (tag: string) => ({ get: { tags: [tag], responses: { 200: { description: 'OK' } } } });
const PATHS = { '/Vehicles': list('Vehicles'), '/Geolocation/Trips': list('Geolocation') };

const PLAIN: PackageSettings = {
  packageName: '@me/fleet',
  packageVersion: '1.0.0',
  environments: {},
};
const SETTINGS: PackageSettings = { ...PLAIN, program: VENDOR.program };

interface Given {
  readonly paths?: object;
  readonly overrides?: NameOverrides;
  readonly switches?: OutputSwitches;
  readonly settings?: PackageSettings;
}

async function readme({
  paths = PATHS,
  overrides,
  switches,
  settings = SETTINGS,
}: Given): Promise<string> {
  const { model } = await readModel(documentOf({ ...paths }));
  const { names } = planNames(model, {
    reservedExports: new Set(),
    ...(overrides && { overrides }),
  });
  return emitReadme(createEmitContext(model, names, switches), settings);
}

describe('the example program in a README', () => {
  it("imports the README's own package", async () => {
    const text = await readme({});
    expect(text).toContain(`## ${VENDOR.program.title}`);
    expect(text).toContain("from '@me/fleet/file-token-store'");
    expect(text).not.toContain(VENDOR.program.packageName);
  });

  it.each<[title: string, given: Given]>([
    ['an API without one of its calls', { paths: { '/Vehicles': list('Vehicles') } }],
    ['an API that calls one otherwise', { overrides: { operations: { 'GET /Vehicles': 'all' } } }],
    ['enumerations that no text is compared with', { switches: { enums: 'enum' } }],
    ['settings that have none', { settings: PLAIN }],
  ])('is not shown to %s', async (_title, given) => {
    const text = await readme(given);
    expect(text).not.toContain(VENDOR.program.title);
    expect(text).toContain('## Logging and middleware');
  });
});
