import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { listTypeScriptFiles, median } from './util.mjs';

const ts = createRequire(new URL('../../../package.json', import.meta.url))('typescript');

/** The number of processes for each tool. */
export const IMPORTS = 31;

/** As a user's build compiles a file. */
const COMPILER_OPTIONS = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };

/** Compiles a folder file by file, as `tsc` writes it. */
function compile(folder, out) {
  for (const path of listTypeScriptFiles(folder)) {
    const to = join(out, relative(folder, path).replace(/\.ts$/, '.js'));
    mkdirSync(dirname(to), { recursive: true });
    const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
      compilerOptions: COMPILER_OPTIONS,
    });
    writeFileSync(to, outputText);
  }
  writeFileSync(join(out, 'package.json'), '{"type":"commonjs"}');
}

/** @returns Wall milliseconds of `require` in a process that does nothing else. */
function runProgram(program) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.split('\n').find((line) => line.includes('Error')));
  return Number(stdout);
}

/**
 * Measures the import of a client when a program starts. Each file is compiled to CommonJS, the only format in which the imports
 * of every tool are resolved as they are written.
 *
 * @param folder The output of a tool.
 * @param entry Its entry, as TypeScript.
 * @returns Median `milliseconds`; or the `error`.
 */
export function measureImport(folder, entry) {
  const out = `${folder}.compiled`;
  compile(folder, out);
  const program = join(out, 'program.cjs');
  const module = JSON.stringify(`./${entry.replace(/\.ts$/, '.js')}`);
  writeFileSync(
    program,
    // The time is measured before the first use of standard output, which takes time itself.
    `const start = performance.now();
require(${module});
const took = performance.now() - start;
process.stdout.write(String(took));
`,
  );
  try {
    runProgram(program);
    const times = Array.from({ length: IMPORTS }, () => runProgram(program));
    return { milliseconds: median(times) };
  } catch (error) {
    return { error: error.message };
  }
}
