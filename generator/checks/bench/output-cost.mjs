import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundled, packageOf, work } from './packages.mjs';
import { typeScriptIn } from './typescript-files.mjs';

/** What a tool's output costs those who use it: its size, a compiler's time, the bytes of a call. */

const fromProject = createRequire(new URL('../../../package.json', import.meta.url));
const TSC = fromProject.resolve('typescript/lib/tsc.js');
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The version of the compiler that is measured with. */
export const TYPESCRIPT = fromProject('typescript').version;

/** The strictness that most users ask for; what the tools write needs no types but those of the platform. */
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
 * Lets what was generated find the runtime that it imports, if any. After the tools have run: what lies beside their
 * output might be something that they look for.
 */
export function linkModules() {
  const link = join(work, 'node_modules');
  if (!existsSync(link)) symlinkSync(here('node_modules'), link, 'junction');
}

/** @returns How many files of TypeScript a folder holds, and their lines. */
export function sizeOf(folder) {
  const texts = typeScriptIn(folder).map((path) => readFileSync(path, 'utf8'));
  return {
    files: texts.length,
    lines: texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0),
  };
}

/**
 * Type-checks a folder, in a process of its own.
 *
 * @returns CPU seconds of user and system together, as the process itself counts them, how many errors were found, and
 * whether they kept it from checking types.
 */
export const compiled = (folder) => measured(folder, { include: [`${folder}/**/*.ts`] });

/**
 * Type-checks a program that imports a tool's output, compiled: of its declarations the compiler reads all, and looks into
 * those that the program asks for.
 *
 * @param entry The module that is imported, as TypeScript.
 * @returns As {@link compiled}.
 */
export function imported(folder, entry) {
  const declarations = `${folder}.declarations`;
  const program = `${folder}.program.ts`;
  if (!existsSync(declarations)) {
    const emission = { noEmit: false, declaration: true, emitDeclarationOnly: true };
    const options = { ...emission, rootDir: folder, outDir: declarations };
    const { error } = measured(declarations, { include: [`${folder}/**/*.ts`] }, options);
    if (error !== undefined) return { error };
    const module = `./${basename(declarations)}/${entry.replace(/\.ts$/, '.js')}`;
    writeFileSync(
      program,
      `import type * as sdk from '${module}';\nexport type Sdk = typeof sdk;\n`,
    );
  }
  return measured(program, { files: [program] });
}

/** Runs the compiler. @param name Where files of its own may lie, with endings added to it. */
function measured(name, what, options = {}) {
  const config = `${name}.tsconfig.json`;
  const cpu = `${name}.cpu`;
  const asked = { compilerOptions: { ...COMPILER_OPTIONS, ...options }, ...what };
  writeFileSync(config, JSON.stringify(asked));
  const words = ['--max-old-space-size=8192', '--require', here('cpu-at-exit.cjs'), TSC];
  const { stdout, stderr, status, signal } = spawnSync(
    process.execPath,
    [...words, '--project', config],
    { encoding: 'utf8', env: { ...process.env, BENCH_CPU: cpu }, maxBuffer: 2 ** 28 },
  );
  // 0: all is well; 1 and 2: there are errors in what was checked.
  if (status === null || status > 2)
    return { error: stderr.trim().split('\n')[0] || `tsc ended by ${signal ?? status}` };
  const codes = [...stdout.matchAll(/error TS(\d+):/g)].map(([, code]) => Number(code));
  return {
    seconds: Number(readFileSync(cpu, 'utf8')),
    errors: codes.length,
    // Errors below 2000 are of syntax; the compiler checks no types where it finds one, and has no others then.
    unchecked: codes.length > 0 && codes.every((code) => code < 2000),
  };
}

/** @returns `bytes` of a program, minified and gzipped, or the `error` of the bundler. */
async function gzipped(code, entry) {
  try {
    const program = await bundled(code, entry, { logLevel: 'silent' });
    return { bytes: gzipSync(program, { level: 9 }).length };
  } catch (error) {
    // Without the place before it: that is of a folder which is gone when this is read.
    return { error: /ERROR: (.*)/.exec(error.message)?.[1] ?? error.message };
  }
}

/** What the one call of a document adds to a bundle; undefined where a tool writes no client. */
export const callCost = (tool, document, folder) =>
  tool.call && gzipped(tool.call(document.calls), join(folder, tool.entry));

/** The same for our client: auth, retries, limiter and errors around the one operation. */
export async function clientCost(document) {
  const include = { operations: [document.operation] };
  const entry = await packageOf(`client-${document.name}`, { input: document.path, include });
  return gzipped(
    `import { OptimumClient, isApiError } from 'sdk';
      export const client = (options) => new OptimumClient(options);
      export { isApiError };`,
    entry,
  );
}
