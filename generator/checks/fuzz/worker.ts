import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { documentNames, documentsIn } from '../corpus/index.js';
import { Diagnostics } from '../../diagnostics.js';
import { parseText } from '../../document/index.js';
import { byCodeUnit } from '../../util/order.js';
import {
  Fuzzer,
  mutationText,
  runOf,
  shrunk,
  textOf,
  type Original,
  type Result,
} from './index.js';
import type { Found, Message, Orders } from './messages.js';
import type { Run } from './runs.js';

/** So many packages are one program for the compiler: more would take memory, fewer time. */
const BATCH = 40;

/** Beside the command line, so that a run which never ends, or takes all memory, can be ended and told. */
async function main({ folder, seed, first, count, without }: Orders): Promise<void> {
  const tell = (message: Message) => parentPort?.postMessage(message);
  const originals = await originalsIn(folder);
  const fuzzer = new Fuzzer();
  const known = new Set<string>();
  for (let at = first; at < first + count; at += BATCH) {
    const end = Math.min(at + BATCH, first + count);
    const runs = numbersFrom(at, end)
      .filter((number) => !without.includes(number))
      .map((number) => runOf(number, seed, originals));
    const begun = (number: number) => tell({ kind: 'begun', number });
    const results = await fuzzer.resultsOf(runs, begun);
    for (const run of runs) {
      const result = results.get(run.number);
      if (result?.kind !== 'fault' || known.has(result.signature)) continue;
      known.add(result.signature);
      tell({ kind: 'fault', found: await foundBy(run, result, fuzzer, begun) });
    }
    tell({ kind: 'done', next: end, outcomes: counted([...results.values()]) });
  }
}

/** @throws UsageError when the folder cannot be read. */
async function originalsIn(folder: string): Promise<readonly Original[]> {
  const files = [...documentNames(await documentsIn(folder))];
  const originals = files.map(async ([file, name]) => {
    const text = await readFile(join(folder, file), 'utf8');
    return { name, document: await parseText(text, new Diagnostics()) };
  });
  // Beside documents there may be their locks, and other files of the same notation.
  return (await Promise.all(originals)).filter(
    ({ document }) => document !== undefined && Object.hasOwn(document, 'paths'),
  );
}

async function foundBy(
  run: Run,
  fault: Extract<Result, { kind: 'fault' }>,
  fuzzer: Fuzzer,
  begun: (number: number) => void,
): Promise<Found> {
  const fails = async (smaller: Run): Promise<boolean> => {
    const result = (await fuzzer.resultsOf([smaller], begun)).get(smaller.number);
    return result?.kind === 'fault' && result.signature === fault.signature;
  };
  const { run: smallest } = await shrunk(run, fails);
  return {
    number: run.number,
    from: run.from,
    fault,
    mutations: run.mutant.mutations.map(mutationText),
    document: textOf(smallest),
    ...(smallest.way.before !== undefined && { before: smallest.way.before }),
  };
}

function counted(results: readonly Result[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const result of results) {
    const name = outcomeName(result);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => byCodeUnit(a, b)));
}

function outcomeName(result: Result): string {
  switch (result.kind) {
    case 'made':
      return 'a package that compiles';
    case 'refused':
      return `refused: ${result.codes.join(', ')}`;
    case 'fault':
      return `FAULT: ${result.signature}`;
    default:
      return result satisfies never;
  }
}

function numbersFrom(first: number, end: number): readonly number[] {
  return Array.from({ length: end - first }, (_, index) => first + index);
}

void main(workerData as Orders);
