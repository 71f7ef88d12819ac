import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkName, compilerOptions, compilerPath, type Check } from './compilers.js';

/** What one run of a compiler found. */
export interface Findings {
  readonly check: Check;
  readonly seconds: number;
  /** `<document>/src/client.ts(3,1): error TS2304: ...`, by document. */
  readonly errors: ReadonlyMap<string, readonly string[]>;
}

/**
 * Checks all packages under `work` in one program, so that the compiler reads its libraries once.
 *
 * @throws Error when the compiler itself fails, or complains of something that is no package.
 */
export async function typeCheck(work: string, check: Check): Promise<Findings> {
  const start = performance.now();
  const config = join(work, `tsconfig.${checkName(check).replace(' ', '-')}.json`);
  const settings = { compilerOptions: compilerOptions(check), include: ['*/src/**/*.ts'] };
  await writeFile(config, JSON.stringify(settings, null, 2));
  const { output, code } = await runCompiler(work, config, check);
  const lines = output.split('\n').filter((line) => /\berror TS\d+:/.test(line));
  const errors = new Map<string, string[]>();
  for (const line of lines) {
    const document = /^([^/(]+)\/.*?\(\d+,\d+\): error /.exec(line)?.[1];
    if (document === undefined) throw new Error(`tsc ${checkName(check)}: ${line}`);
    const known = errors.get(document);
    if (known) known.push(line);
    else errors.set(document, [line]);
  }
  if (code !== 0 && lines.length === 0)
    throw new Error(`tsc ${checkName(check)} ended with ${code}: ${output.slice(-2000)}`);
  return { check, seconds: (performance.now() - start) / 1000, errors };
}

async function runCompiler(
  cwd: string,
  config: string,
  check: Check,
): Promise<{ readonly output: string; readonly code: number | null }> {
  // The largest corpus does not fit into the heap that node takes by default.
  const words = ['--max-old-space-size=8192', compilerPath(check.compiler)];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...words, '-p', config, '--pretty', 'false'], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ output: Buffer.concat(chunks).toString('utf8'), code }));
  });
}
