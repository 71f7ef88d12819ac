// Compiles a generated package as its own `npm run build` does, without installing anything in it.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/**
 * @param source The folder of a generated package.
 * @param modules A folder `node_modules`, in which the compiled package is put under its name.
 * @returns Its name, its folder and the entries of `exports` that are modules, such as `.` and `./functions`.
 * @throws Error with the compiler's output.
 */
export async function buildPackage(source, modules) {
  const { name, exports } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const folder = join(modules, name);
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'openapi.json'])
    cpSync(join(source, file), join(folder, file));
  const compile = (project, format) =>
    run(process.execPath, [
      TSC,
      ...['-p', join(source, project), '--outDir', join(folder, 'dist', format)],
      ...['--declarationMap', 'false', '--sourceMap', 'false'],
    ]);
  await Promise.all([compile('tsconfig.json', 'esm'), compile('tsconfig.cjs.json', 'cjs')]);
  writeFileSync(join(folder, 'dist', 'cjs', 'package.json'), '{ "type": "commonjs" }');
  return { name, folder, entries: Object.keys(exports).filter((entry) => !/\.json$/.test(entry)) };
}
