import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle, generatePackage, work } from './packages.mjs';
import { listTypeScriptFiles } from './util.mjs';

/** Measures what a tool's output costs its users: its size, the compiler's time, the bytes of a call. */

const fromProject = createRequire(new URL('../../../package.json', import.meta.url));
const TSC = fromProject.resolve('typescript/lib/tsc.js');
const resolvePath = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The version of the compiler that is used. */
export const TYPESCRIPT = fromProject('typescript').version;

/** Options that most users set; the outputs need only the types of the platform. */
const COMPILER_OPTIONS = {
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  types: [],
};

/**
 * Makes the runtimes that an output may import available. Called after the tools have run, since a tool might look for packages
 * beside its output.
 */
export function linkModules() {
  const link = join(work, 'node_modules');
  if (!existsSync(link)) symlinkSync(resolvePath('node_modules'), link, 'junction');
}

/** @returns How many TypeScript files a folder contains, and their lines. */
export function countLines(folder) {
  const texts = listTypeScriptFiles(folder).map((path) => readFileSync(path, 'utf8'));
  return {
    files: texts.length,
    lines: texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0),
  };
}

/**
 * Type-checks a folder, in a process of its own.
 *
 * @returns CPU seconds, user and system, as the process itself counts them, how many errors were found, and whether these
 * prevented it from checking types.
 */
export const typeCheck = (folder) => runCompiler(folder, { include: [`${folder}/**/*.ts`] });

/**
 * Type-checks a program that imports the declarations of a tool's output.
 *
 * @param entry The module that is imported, as TypeScript.
 * @returns As {@link typeCheck}.
 */
export function measureImporting(folder, entry) {
  const declarations = `${folder}.declarations`;
  const program = `${folder}.program.ts`;
  if (!existsSync(declarations)) {
    const emission = { noEmit: false, declaration: true, emitDeclarationOnly: true };
    const options = { ...emission, rootDir: folder, outDir: declarations };
    const { error } = runCompiler(declarations, { include: [`${folder}/**/*.ts`] }, options);
    if (error !== undefined) return { error };
    const module = `./${basename(declarations)}/${entry.replace(/\.ts$/, '.js')}`;
    writeFileSync(
      program,
      `import type * as sdk from '${module}';\nexport type Sdk = typeof sdk;\n`,
    );
  }
  return runCompiler(program, { files: [program] });
}

/** Runs the compiler. @param name The path of its own files, without their extensions. */
function runCompiler(name, what, options = {}) {
  const config = `${name}.tsconfig.json`;
  const cpu = `${name}.cpu`;
  const settings = { compilerOptions: { ...COMPILER_OPTIONS, ...options }, ...what };
  writeFileSync(config, JSON.stringify(settings));
  const args = ['--max-old-space-size=8192', '--require', resolvePath('cpu-at-exit.cjs'), TSC];
  const { stdout, stderr, status, signal } = spawnSync(
    process.execPath,
    [...args, '--project', config],
    { encoding: 'utf8', env: { ...process.env, BENCH_CPU: cpu }, maxBuffer: 2 ** 28 },
  );
  // 0: no errors; 1 and 2: errors in the program.
  if (status === null || status > 2)
    return { error: stderr.trim().split('\n')[0] || `tsc ended by ${signal ?? status}` };
  const codes = [...stdout.matchAll(/error TS(\d+):/g)].map(([, code]) => Number(code));
  return {
    seconds: Number(readFileSync(cpu, 'utf8')),
    errors: codes.length,
    // Errors below 2000 are syntax errors; with one of them the compiler checks no types.
    unchecked: codes.length > 0 && codes.every((code) => code < 2000),
  };
}

/** @returns `bytes` of a program, minified and gzipped, or the `error` of the bundler. */
async function gzipped(code, entry) {
  try {
    const program = await bundle(code, entry, { logLevel: 'silent' });
    return { bytes: gzipSync(program, { level: 9 }).length };
  } catch (error) {
    // Without the location: the folder will no longer exist.
    return { error: /ERROR: (.*)/.exec(error.message)?.[1] ?? error.message };
  }
}

/** The bytes that the one call of a document adds to a bundle; undefined where a tool writes no client. */
export const measureCall = (tool, document, folder) =>
  tool.call && gzipped(tool.call(document.calls), join(folder, tool.entry));

/** The same for our client, with auth, retries, rate limit and errors. */
export async function measureClient(document) {
  const include = { operations: [document.operation] };
  const entry = await generatePackage(`client-${document.name}`, { input: document.path, include });
  return gzipped(
    `import { OptimumClient, isApiError } from 'sdk';
      export const client = (options) => new OptimumClient(options);
      export { isApiError };`,
    entry,
  );
}
