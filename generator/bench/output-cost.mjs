import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundled } from './packages.mjs';
import { median } from './statistics.mjs';

const fromProject = createRequire(new URL('../../package.json', import.meta.url));
/** Where the runtimes of peers are. */
const MODULES = fileURLToPath(new URL('node_modules', import.meta.url));
const TSC = fromProject.resolve('typescript/bin/tsc');

/** What there is in a folder of a generator's output: TypeScript alone. */
export function sizeOf(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .map((name) => join(folder, name));
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const lines = texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
  return { files: files.length, lines, bytes: texts.reduce((sum, text) => sum + text.length, 0) };
}

/** Told by the compiler's process as it ends: processor seconds, its own and the system's for it. */
const CLOCK = `data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();process.stderr.write('cpu '+(user+system)/1e6+'\\n')})`;

/**
 * What TypeScript takes to check the output, as a strict user's build would: processor seconds, the median of three, and
 * how many errors it finds.
 */
export function checkOf(folder) {
  const config = {
    compilerOptions: {
      ...{ strict: true, noEmit: true, skipLibCheck: true, target: 'es2022', module: 'esnext' },
      ...{ moduleResolution: 'bundler', lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
      paths: { '@oazapfts/*': [join(MODULES, '@oazapfts', '*')] },
    },
    include: ['**/*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.bench.json'), JSON.stringify(config));
  const runs = [0, 1, 2].map(() => {
    const args = ['--import', CLOCK, TSC, '-p', 'tsconfig.bench.json', '--pretty', 'false'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    return {
      seconds: Number(/^cpu ([\d.]+)$/m.exec(stderr)?.[1] ?? Number.NaN),
      errors: (stdout.match(/error TS\d+/g) ?? []).length,
    };
  });
  return { seconds: median(runs.map(({ seconds }) => seconds)), errors: runs[0].errors };
}

/** Programs that make one call of the stand-in, `GET /Vehicles`, by generator: where a client's output begins, and what they say. */
const CALLS = {
  ours: [
    'sdk/src/index.ts',
    {
      'client with auth, retries and limiter':
        'export const list = () => new sdk.CLIENT().vehicles.list();',
      'function alone':
        "export const list = (token) => sdk.listVehicles(sdk.createBareCaller({ baseUrl: 'https://api.example.com', token }));",
    },
  ],
  '@hey-api/openapi-ts': [
    'sdk/index.ts',
    { function: 'export const list = () => sdk.getVehicles();' },
  ],
  orval: ['client.ts', { function: 'export const list = () => sdk.getVehicles();' }],
  oazapfts: ['client.ts', { function: 'export const list = () => sdk.getVehicles();' }],
  'openapi-typescript-codegen': [
    'sdk/index.ts',
    { service: 'export const list = () => sdk.VehiclesService.getVehicles();' },
  ],
};

/** @returns Bytes, minified and gzipped, of programs that make one call, with what each is; none where there is no client. */
export async function callsOf(generator, folder) {
  const [entry, programs] = CALLS[generator] ?? ['', {}];
  const calls = [];
  for (const [what, code] of Object.entries(programs)) {
    const program = `import * as sdk from 'sdk'; ${code.replace('CLIENT', clientIn(folder))}`;
    const bytes = await bundled(program, join(folder, entry), { nodePaths: [MODULES] });
    calls.push({ what, bytes: gzipSync(bytes, { level: 9 }).length });
  }
  return calls;
}

function clientIn(folder) {
  const file = join(folder, 'sdk', 'src', 'client.ts');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /export class (\w+) extends ApiClient/.exec(text)?.[1] ?? '';
}
