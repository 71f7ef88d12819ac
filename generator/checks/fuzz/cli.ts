import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAsProgram, tableText } from '../corpus/index.js';
import { ExitCode } from '../../errors.js';
import { byCodeUnit } from '../../util/order.js';
import type { Found } from './messages.js';
import { watched } from './watched.js';

const USAGE =
  'Say which folder of documents to make mutants of: make fuzz CORPUS=<folder> [RUNS=10000] [SEED=1] [FIRST=0]\n';

/** `make fuzz CORPUS=<folder> [RUNS=] [SEED=] [FIRST=]`: exit code 1 when there is a fault. */
async function main([folder, count, seed, start]: readonly string[]): Promise<ExitCode> {
  const [runs, first] = [numberOf(count, 10_000), numberOf(start, 0)];
  if (folder === undefined || folder === '' || runs === undefined || first === undefined) {
    process.stderr.write(USAGE);
    return ExitCode.Usage;
  }
  const orders = { folder, seed: seed || '1', first, count: runs, without: [] };
  const told = (done: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${runs}`);
  };
  const { outcomes, found } = await watched(orders, told);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  for (const fault of found) {
    for (const line of await faultLines(fault)) print(line);
    print(`Again: make fuzz CORPUS=${folder} SEED=${orders.seed} FIRST=${fault.number} RUNS=1\n`);
  }
  const rows = [...outcomes].sort(([a, one], [b, other]) => other - one || byCodeUnit(a, b));
  print(tableText([['outcome', 'runs'], ...rows.map(([name, times]) => [name, String(times)])]));
  const faults = found.length === 1 ? '1 kind of fault' : `${found.length} kinds of faults`;
  print(`${runs} mutants with seed ${orders.seed}: ${faults}.`);
  return found.length === 0 ? ExitCode.Done : ExitCode.Difference;
}

/** The smallest document is left in a file: it may be long. */
async function faultLines(found: Found): Promise<readonly string[]> {
  const { number, from, fault, mutations, document, before } = found;
  const lines = [`Run ${number}, from ${from}: ${fault.signature}`, fault.details];
  lines.push(...mutations.map((mutation) => `  ${mutation}`));
  if (document === undefined) return lines;
  const folder = await mkdtemp(join(tmpdir(), `sdkgen-fuzz-${number}-`));
  await writeFile(join(folder, 'document'), document);
  if (before !== undefined) await writeFile(join(folder, 'before'), before);
  const told = before === undefined ? 'document' : 'document, compared with the one before it,';
  return [...lines, `The smallest ${told} that shows it is in ${folder}`];
}

/** Undefined for what is no whole number. */
function numberOf(word: string | undefined, otherwise: number): number | undefined {
  if (word === undefined || word === '') return otherwise;
  return /^\d+$/.test(word) ? Number(word) : undefined;
}

void runAsProgram(main);
