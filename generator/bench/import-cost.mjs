import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { median } from './statistics.mjs';
import { typeScriptIn } from './typescript-files.mjs';

/** Processes of each kind. */
export const IMPORTS = 31;

/** Wall milliseconds of a process that runs a file. */
function processTime(file) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.split('\n').find((line) => line.includes('Error')));
  return performance.now() - start;
}

/**
 * What importing a client costs a program that starts: each file compiled to one of CommonJS, the one format in which
 * the imports of every tool are found as they are written, and loaded by a process that does nothing else.
 *
 * @param folder What was generated.
 * @param entry Its entry, as TypeScript.
 * @returns `milliseconds` more than an empty process that is started beside each, the median; or the `error`.
 */
export async function importCost(folder, entry) {
  const out = `${folder}.compiled`;
  const entryPoints = typeScriptIn(folder);
  const options = { outdir: out, outbase: folder, format: 'cjs', target: 'es2022' };
  await build({ entryPoints, ...options, logLevel: 'silent' });
  writeFileSync(join(out, 'package.json'), '{"type":"commonjs"}');
  const [program, empty] = ['program.cjs', 'empty.cjs'].map((name) => join(out, name));
  writeFileSync(program, `require(${JSON.stringify(`./${entry.replace(/\.ts$/, '.js')}`)});`);
  writeFileSync(empty, '');
  try {
    processTime(program);
    const more = Array.from({ length: IMPORTS }, () => processTime(program) - processTime(empty));
    return { milliseconds: median(more) };
  } catch (error) {
    return { error: error.message };
  }
}
