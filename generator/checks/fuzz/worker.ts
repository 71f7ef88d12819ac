import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Diagnostics } from '../../diagnostics.js';
import { parseText } from '../../document/index.js';
import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import { listDocuments } from '../program.js';
import { Fuzzer, type Result } from './index.js';
import { formatMutation } from './mutation.js';
import { createRun, toText, type Original, type Run } from './runs.js';
import { shrink } from './shrink.js';
import type { FoundFault, Message, WorkerTask } from './supervisor.js';

/** How many packages the compiler checks as one program: more would need more memory, fewer more time. */
const BATCH_SIZE = 40;

/** In a worker, so that a run that never ends, or needs all memory, can be ended and reported. */
async function main({ folder, seed, first, count, excluded }: WorkerTask): Promise<void> {
  const send = (message: Message) => parentPort?.postMessage(message);
  const originals = await readOriginals(folder);
  const fuzzer = new Fuzzer();
  const known = new Set<string>();
  for (let at = first; at < first + count; at += BATCH_SIZE) {
    const end = Math.min(at + BATCH_SIZE, first + count);
    const runs = range(at, end)
      .filter((number) => !excluded.includes(number))
      .map((number) => createRun(number, seed, originals));
    const onStart = (number: number) => send({ kind: 'started', number });
    const results = await fuzzer.runAll(runs, onStart);
    for (const run of runs) {
      const result = results.get(run.number);
      if (result?.kind !== 'fault' || known.has(result.signature)) continue;
      known.add(result.signature);
      send({ kind: 'fault', found: await shrinkFault(run, result, fuzzer, onStart) });
    }
    send({ kind: 'done', next: end, outcomes: countOutcomes([...results.values()]) });
  }
}

/** @throws UsageError when the folder cannot be read. */
async function readOriginals(folder: string): Promise<readonly Original[]> {
  const documents = await listDocuments(folder);
  const originals = documents.map(async ({ path, name }) => {
    const text = await readFile(path, 'utf8');
    return { name, document: await parseText(text, new Diagnostics()) };
  });
  // The folder may also contain locks, and other files that are no documents.
  return (await Promise.all(originals)).filter(
    ({ document }) => document !== undefined && Object.hasOwn(document, 'paths'),
  );
}

async function shrinkFault(
  run: Run,
  fault: Extract<Result, { kind: 'fault' }>,
  fuzzer: Fuzzer,
  onStart: (number: number) => void,
): Promise<FoundFault> {
  const fails = async (smaller: Run): Promise<boolean> => {
    const result = (await fuzzer.runAll([smaller], onStart)).get(smaller.number);
    return result?.kind === 'fault' && result.signature === fault.signature;
  };
  const { run: smallest } = await shrink(run, fails);
  return {
    number: run.number,
    from: run.from,
    fault,
    mutations: run.mutant.mutations.map(formatMutation),
    document: toText(smallest),
    ...defined({ before: smallest.options.before }),
  };
}

function countOutcomes(results: readonly Result[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const result of results) {
    const name = formatOutcome(result);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => byCodeUnit(a, b)));
}

function formatOutcome(result: Result): string {
  switch (result.kind) {
    case 'generated':
      return 'a package that compiles';
    case 'refused':
      return `refused: ${result.codes.join(', ')}`;
    case 'fault':
      return `FAULT: ${result.signature}`;
    default:
      return result satisfies never;
  }
}

function range(first: number, end: number): readonly number[] {
  return Array.from({ length: end - first }, (_, index) => first + index);
}

void main(workerData as WorkerTask);
