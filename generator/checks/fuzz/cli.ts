import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitCode } from '../../errors.js';
import { byCodeUnit } from '../../util/order.js';
import { formatTable, printLine, runAsProgram } from '../program.js';
import { superviseRuns, type FoundFault } from './supervisor.js';

const USAGE = 'Usage: make fuzz CORPUS=<folder of documents> [RUNS=10000] [SEED=1] [FIRST=0]\n';

/** `make fuzz CORPUS=<folder> [RUNS=] [SEED=] [FIRST=]`: exit code 1 when there is a fault. */
async function main([folder, count, seed, start]: readonly string[]): Promise<ExitCode> {
  const [runs, first] = [parseCount(count, 10_000), parseCount(start, 0)];
  if (folder === undefined || folder === '' || runs === undefined || first === undefined) {
    process.stderr.write(USAGE);
    return ExitCode.Usage;
  }
  const task = { folder, seed: seed || '1', first, count: runs, excluded: [] };
  const onProgress = (done: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${runs}`);
  };
  const { outcomes, found } = await superviseRuns(task, onProgress);
  for (const fault of found) {
    for (const line of await formatFault(fault)) printLine(line);
    printLine(
      `To reproduce: make fuzz CORPUS=${folder} SEED=${task.seed} FIRST=${fault.number} RUNS=1\n`,
    );
  }
  const rows = [...outcomes].sort(([a, one], [b, other]) => other - one || byCodeUnit(a, b));
  printLine(
    formatTable([['outcome', 'runs'], ...rows.map(([name, times]) => [name, String(times)])]),
  );
  const faults = found.length === 1 ? '1 kind of fault' : `${found.length} kinds of faults`;
  printLine(`${runs} mutants with seed ${task.seed}: ${faults}.`);
  return found.length === 0 ? ExitCode.Done : ExitCode.Difference;
}

/** Writes the smallest document to a file, since it may be long. */
async function formatFault(found: FoundFault): Promise<readonly string[]> {
  const { number, from, fault, mutations, document, before } = found;
  const lines = [`Run ${number}, from ${from}: ${fault.signature}`, fault.details];
  lines.push(...mutations.map((mutation) => `  ${mutation}`));
  if (document === undefined) return lines;
  const folder = await mkdtemp(join(tmpdir(), `sdkgen-fuzz-${number}-`));
  await writeFile(join(folder, 'document'), document);
  if (before !== undefined) await writeFile(join(folder, 'before'), before);
  const what = before === undefined ? 'document' : 'document, compared with the older one,';
  return [...lines, `The smallest ${what} that shows it is in ${folder}`];
}

/** @returns Undefined when the argument is not a whole number. */
function parseCount(argument: string | undefined, fallback: number): number | undefined {
  if (argument === undefined || argument === '') return fallback;
  return /^\d+$/.test(argument) ? Number(argument) : undefined;
}

void runAsProgram(main);
