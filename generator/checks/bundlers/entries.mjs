// Builds every entry of the `exports` of generated packages with each bundler, and runs what they built.
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import nodeResolve from '@rollup/plugin-node-resolve';
import { build as esbuild } from 'esbuild';
import { rollup } from 'rollup';
import { build as vite, createLogger } from 'vite';
import webpack from 'webpack';

const run = promisify(execFile);

/** Entries that need a file system; a build for a browser is made of all others. */
const needsFiles = (entry) => entry.startsWith('./file-');

/** What a program does with an entry of the sandbox's package; it prints `done`. Of another entry, it prints what is there. */
const PROGRAMS = {
  '.': (client) => `
const vehicles = await new entry.OptimumClient(${client}).vehicles.list();
if (vehicles.length !== 12) throw new Error(vehicles.length + ' vehicles');`,
  './functions': (client) => `
const caller = entry.createBareCaller({ baseUrl: ${client}.baseUrl, token: 'wrong' });
const error = await entry.listVehicles(caller).catch((reason) => reason);
if (error.response?.status !== 401) throw error;`,
  './file-token-store': () => `
const store = new entry.FileTokenStore('./tokens');
await store.set('key', { accessToken: 'a', obtainedAt: 0 });
if ((await store.get('key')).accessToken !== 'a') throw new Error('not stored');`,
  './webhooks': () => `
const { payload } = entry.handleWebhook('vehicleMoved', '{"at":"2026-01-01T00:00:00Z"}');
if (!payload) throw new Error('no payload');`,
};
const PRINT_NAMES = () => `
if (Object.keys(entry).length === 0) throw new Error('It exports nothing');`;

function createProgram(name, entry, client) {
  const use = (PROGRAMS[entry] ?? PRINT_NAMES)(JSON.stringify(client));
  return {
    import: `import * as entry from '${name + entry.slice(1)}';${use}\nconsole.log('done');\n`,
    require: `const entry = require('${name + entry.slice(1)}');
(async () => {${use}\nconsole.log('done');\n})();\n`,
  };
}

/** Each builds `input` into one file in `folder` for a platform, and throws for a warning. */
const BUNDLERS = {
  async webpack(input, folder, platform) {
    const options = {
      mode: 'production',
      target: platform === 'node' ? 'node20' : ['web', 'es2022'],
      entry: input,
      experiments: { outputModule: true },
      output: { path: folder, filename: 'main.mjs', module: true, chunkFormat: 'module' },
      performance: false,
      optimization: { minimize: false },
    };
    const stats = await promisify(webpack)(options);
    const text = stats.toString({ all: false, errors: true, warnings: true });
    if (text) throw new Error(text);
  },
  async vite(input, folder, platform) {
    const warnings = [];
    const customLogger = createLogger('warn');
    for (const level of ['warn', 'warnOnce', 'error'])
      customLogger[level] = (text) => warnings.push(text);
    await vite({
      configFile: false,
      root: join(input, '..'),
      customLogger,
      logLevel: 'warn',
      // A server's bundle has its packages in it too here, as otherwise Node would load them.
      ssr: { noExternal: true },
      build: {
        outDir: folder,
        emptyOutDir: false,
        target: 'es2022',
        ...(platform === 'node' && { ssr: true }),
        reportCompressedSize: false,
        rolldownOptions: { input, output: { entryFileNames: 'main.mjs' } },
      },
    });
    if (warnings.length > 0) throw new Error(warnings.join('\n'));
  },
  async rollup(input, folder, platform) {
    const bundle = await rollup({
      input,
      plugins: [nodeResolve({ browser: platform === 'browser' })],
      onwarn: ({ message }) => {
        throw new Error(message);
      },
      // Rollup warns of what it leaves for the platform to load.
      ...(platform === 'node' && { external: /^node:/ }),
    });
    await bundle.write({ dir: folder, format: 'es', entryFileNames: 'main.mjs' });
    await bundle.close();
  },
  async esbuild(input, folder, platform) {
    const isModule = input.endsWith('.mjs');
    const { warnings } = await esbuild({
      entryPoints: [input],
      outfile: join(folder, isModule ? 'main.mjs' : 'main.cjs'),
      bundle: true,
      platform,
      format: isModule ? 'esm' : 'cjs',
      logLevel: 'silent',
    });
    if (warnings.length > 0) throw new Error(JSON.stringify(warnings));
  },
};

/** CommonJS modules have no `await` of their own, and Rollup reads none without another plugin. */
const KINDS = [
  { bundlers: ['webpack', 'vite', 'rollup', 'esbuild'], kind: 'import', extension: 'mjs' },
  { bundlers: ['webpack', 'esbuild'], kind: 'require', extension: 'cjs' },
];

/**
 * @param name A package that is in a `node_modules` beside the folder `work`.
 * @param entries Those of its `exports`.
 * @param client Options with which a client reaches the sandbox.
 * @returns The failures, a line each, and how many bundles were made.
 */
export async function tryEntries(name, entries, work, client) {
  const failures = [];
  let bundles = 0;
  for (const entry of entries)
    for (const platform of needsFiles(entry) ? ['node'] : ['node', 'browser'])
      for (const { bundlers, kind, extension } of KINDS)
        for (const bundler of bundlers) {
          const title = [bundler, platform, kind, name + entry.slice(1)].join(' ');
          const folder = join(work, title.replace(/\W+/g, '-'));
          mkdirSync(folder, { recursive: true });
          const input = join(folder, `in.${extension}`);
          writeFileSync(input, createProgram(name, entry, client)[kind]);
          try {
            await BUNDLERS[bundler](input, join(folder, 'out'), platform);
            const [file, ...others] = readdirSync(join(folder, 'out'));
            if (others.length > 0) throw new Error(`More than one file: ${file}, ${others}`);
            const path = join(folder, 'out', file);
            if (platform === 'browser' && /["']node:/.test(readFileSync(path, 'utf8')))
              throw new Error('It has node:');
            const { stdout } = await run(process.execPath, [path], { cwd: folder });
            if (stdout.trim() !== 'done') throw new Error(`It printed: ${stdout}`);
          } catch (error) {
            const text = String(error.stderr || error.message || error);
            failures.push(`${title}: ${text.split('\n').slice(0, 12).join('\n  ')}`);
          }
          bundles += 1;
        }
  return { failures, bundles };
}
