import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { median } from './statistics.mjs';
import { typeScriptIn } from './typescript-files.mjs';

const ts = createRequire(new URL('../../../package.json', import.meta.url))('typescript');

/** Processes of each tool. */
export const IMPORTS = 31;

/** What a user's build makes of a file. */
const COMPILER_OPTIONS = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };

/** Compiles a folder file by file, as `tsc` writes it. */
function compile(folder, out) {
  for (const path of typeScriptIn(folder)) {
    const to = join(out, relative(folder, path).replace(/\.ts$/, '.js'));
    mkdirSync(dirname(to), { recursive: true });
    const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
      compilerOptions: COMPILER_OPTIONS,
    });
    writeFileSync(to, outputText);
  }
  writeFileSync(join(out, 'package.json'), '{"type":"commonjs"}');
}

/** Wall milliseconds that `require` takes, as the process tells that does nothing else. */
function importTime(program) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.split('\n').find((line) => line.includes('Error')));
  return Number(stdout);
}

/**
 * What importing a client costs a program that starts: each file compiled to one of CommonJS, the one format in which
 * the imports of every tool are found as they are written.
 *
 * @param folder What was generated.
 * @param entry Its entry, as TypeScript.
 * @returns Median `milliseconds`; or the `error`.
 */
export function importCost(folder, entry) {
  const out = `${folder}.compiled`;
  compile(folder, out);
  const program = join(out, 'program.cjs');
  const module = JSON.stringify(`./${entry.replace(/\.ts$/, '.js')}`);
  writeFileSync(
    program,
    // The time is taken before the first use of standard output, which loads it.
    `const start = performance.now();
require(${module});
const took = performance.now() - start;
process.stdout.write(String(took));
`,
  );
  try {
    importTime(program);
    const times = Array.from({ length: IMPORTS }, () => importTime(program));
    return { milliseconds: median(times) };
  } catch (error) {
    return { error: error.message };
  }
}
