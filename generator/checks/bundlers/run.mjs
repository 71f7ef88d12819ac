// `make bundlers`: generates sources into applications, builds each with its bundler, and lets it call the sandbox.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildPackage } from '../built-package.mjs';
import { nextApp, viteApp, webpackApp } from './apps.mjs';
import { tryEntries } from './entries.mjs';
import { tryNextServer } from './next-server.mjs';

const require = createRequire(import.meta.url);
const { openSandbox } = require('../../../dist/index.js');
const run = promisify(execFile);

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '..', '..', '..');
/** Below this folder, so that the applications find the bundlers. */
const WORK = join(HERE, 'build');

const tool = (name, path) => join(dirname(require.resolve(`${name}/package.json`)), path);
const TSC = tool('typescript', 'bin/tsc');
const VITE = tool('vite', 'bin/vite.js');
const NEXT = tool('next', 'dist/bin/next');

const ENV = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };

const node = (folder, ...words) =>
  run(process.execPath, words, { cwd: folder, env: ENV, maxBuffer: 1e8 });

async function buildWithWebpack(folder) {
  await node(folder, '-e', RUN_WEBPACK);
  return (await node(folder, 'dist/main.cjs')).stdout;
}

/** webpack without its command line, which is another package. */
const RUN_WEBPACK = `
const webpack = require(${JSON.stringify(require.resolve('webpack'))});
webpack({ ...require('./webpack.config.cjs'), context: process.cwd() }, (error, stats) => {
  const text = error ? String(error) : stats.toString({ all: false, errors: true, warnings: true });
  if (text !== '') { console.error(text); process.exit(1); }
});`;

async function buildWithVite(folder) {
  await node(folder, TSC, '-p', 'tsconfig.json');
  await node(folder, VITE, 'build');
  return (await node(folder, 'dist/main.mjs')).stdout;
}

async function buildWithNext(folder) {
  await node(folder, NEXT, 'build');
  const page = readFileSync(join(folder, '.next', 'server', 'app', 'index.html'), 'utf8');
  return /<p>([^<]*)<\/p>/.exec(page)?.[1] ?? page;
}

const APPLICATIONS = [
  { name: 'webpack', extensions: ['none', 'js'], app: webpackApp, build: buildWithWebpack },
  { name: 'vite', extensions: ['js', 'ts', 'none'], app: viteApp, build: buildWithVite },
  // Turbopack reads no .ts file for an import that ends in .js.
  { name: 'next', extensions: ['ts', 'none'], app: nextApp, build: buildWithNext },
];

async function tryApplication({ name, extensions, app, build }, client) {
  for (const extension of extensions) {
    const folder = join(WORK, `${name}-${extension}`);
    for (const [path, text] of Object.entries(app(extension, client))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const input = join(ROOT, 'fixtures', 'sandbox', 'swagger.json');
    const switches = ['--source-only', '--import-extension', extension, '--dates', 'date'];
    const words = ['--input', input, '--client-name', 'Optimum', '--out', 'src/api', ...switches];
    await node(folder, join(ROOT, 'dist', 'cli.js'), 'generate', ...words);
    const answer = (await build(folder)).trim();
    if (!/^12 vehicles, first [A-Z]{2}-\d{3}-[A-Z]{2}$/.test(answer))
      throw new Error(`${name}, ${extension}: ${answer}`);
    console.log(`${name.padEnd(8)} ${extension.padEnd(5)} ${answer}`);
  }
}

/** Packages that together have every entry: the sandbox's, and one with webhooks. */
const DOCUMENTS = ['sandbox/swagger.json', 'cases/webhooks/document.yaml'];

/** Generates a package from each document, and compiles it into `node_modules` of the applications. */
async function buildPackages() {
  const packages = [];
  for (const [index, document] of DOCUMENTS.entries()) {
    const out = join(WORK, 'sources', String(index));
    const input = join(ROOT, 'fixtures', document);
    const words = ['--input', input, '--out', out, '--client-name', 'Optimum'];
    await node(ROOT, join(ROOT, 'dist', 'cli.js'), 'generate', ...words);
    packages.push(await buildPackage(out, join(WORK, 'node_modules')));
  }
  return packages;
}

/** Tries each entry in the first package that has it. */
async function tryAllEntries(packages, client) {
  const tried = [];
  for (const { name, entries } of packages) {
    const own = entries.filter((entry) => !tried.includes(entry));
    tried.push(...own);
    const { failures, bundles } = await tryEntries(name, own, join(WORK, 'entries'), client);
    console.log(`entries  ${own.join(', ')}: ${bundles - failures.length} of ${bundles} bundles`);
    if (failures.length > 0) throw new Error(failures.join('\n'));
  }
}

/** Routes and pages on a server of Next.js, with the package from `node_modules`. */
async function tryNext([{ name }]) {
  const failures = await tryNextServer({
    next: NEXT,
    env: ENV,
    build: (folder) => node(folder, NEXT, 'build'),
    folder: join(WORK, 'next-server'),
    packageName: name,
  });
  if (failures.length > 0) throw new Error(failures.join('\n'));
  console.log('next     routes in Node and edge, and pages: revoked tokens are renewed');
}

rmSync(WORK, { recursive: true, force: true });
const sandbox = await openSandbox();
try {
  const { url, credentials } = sandbox;
  const client = { baseUrl: url, tokenUrl: `${url}connect/token`, ...credentials };
  const packages = await buildPackages();
  await tryNext(packages);
  await tryAllEntries(packages, client);
  for (const application of APPLICATIONS) await tryApplication(application, client);
} catch (error) {
  console.error(error.stdout ?? '', error.stderr ?? error);
  process.exitCode = 1;
} finally {
  await sandbox.close();
  if (process.exitCode !== 1) rmSync(WORK, { recursive: true, force: true });
}
