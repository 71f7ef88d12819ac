import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ExitCode, UsageError } from '../../errors.js';
import { formatTable, listDocuments, printLine, printProgress, runAsProgram } from '../program.js';
import type { PairResult, Version } from './check-pair.js';
import { findFaults, listLines } from './compare.js';
import type { Task } from './worker.js';

const USAGE = 'Usage: make consumers HISTORY=<folder of versions of a document> [PAIRS="5-6 1-24"]';

/** Each needs a gigabyte of memory, and lets one compiler run. */
const WORKERS = 2;

/** More would hide the rest. */
const MAX_FAULTS = 20;

/**
 * `make consumers HISTORY=<folder>`: versions of Radarr's document, oldest first by name, and the programs in
 * `fixtures/consumers/`. Exit code 1 when `impact` says of two versions that other lines break than the compiler says with the
 * new package installed, or `--fix` leaves what is mechanical, or a test of a program fails.
 *
 * @param args The folder, and the pairs to check, as `5-6 1-24`; without them, all consecutive ones, the first with the last, and
 * the last with itself.
 * @throws UsageError for a pair that does not exist.
 */
async function main([folder = '', only = '']: readonly string[]): Promise<ExitCode> {
  if (folder === '') {
    process.stderr.write(`${USAGE}\n`);
    return ExitCode.Usage;
  }
  const versions = await readVersions(folder);
  const wanted = new Set(only.split(' ').filter(Boolean));
  const all = listTasks(versions);
  const missing = [...wanted].filter((label) => !all.some((task) => toLabel(task) === label));
  if (missing.length > 0)
    throw new UsageError(`There is no pair ${missing.join(', ')}.`, {
      hint: `There are ${all.map(toLabel).join(', ')}.`,
    });
  const tasks = all.filter((task) => wanted.size === 0 || wanted.has(toLabel(task)));
  const results = await runTasks(tasks);
  printLine(formatTable([HEAD, ...results.map(toRow)]));
  const faulty = results.map(({ task, result }) => {
    const faults = findFaults(result);
    for (const fault of faults.slice(0, MAX_FAULTS)) printLine(`${toLabel(task)}: ${fault}`);
    return faults.length > 0;
  });
  const confirmed = faulty.filter((each) => !each).length;
  printLine(`The compiler and the tests confirm impact for ${confirmed} of ${tasks.length} pairs.`);
  return confirmed === tasks.length && confirmed > 0 ? ExitCode.Done : ExitCode.Difference;
}

async function readVersions(folder: string): Promise<readonly Version[]> {
  const documents = await listDocuments(folder);
  return Promise.all(
    documents.map(async ({ path }, index) => ({
      number: index + 1,
      text: await readFile(path, 'utf8'),
    })),
  );
}

/** Tests run where something is edited, and with the first version and the last. */
function listTasks(versions: readonly Version[]): readonly Task[] {
  const pairs = versions.slice(1).flatMap((to, index): Task[] => {
    const from = versions[index];
    return from === undefined ? [] : [{ from, to, tested: index === 0 }];
  });
  const [first, last] = [versions[0], versions.at(-1)];
  if (first === undefined || last === undefined || pairs.length < 2) return pairs;
  return [
    ...pairs,
    { from: first, to: last, tested: false },
    { from: last, to: last, tested: true },
  ];
}

function toLabel({ from, to }: Task): string {
  return `${from.number}-${to.number}`;
}

interface Checked {
  readonly task: Task;
  readonly result: PairResult;
}

/** Checks pairs in several workers; the results are in the order of the pairs. */
async function runTasks(tasks: readonly Task[]): Promise<readonly Checked[]> {
  const queue = [...tasks];
  const results = new Map<Task, PairResult>();
  const work = async () => {
    const worker = new Worker(join(__dirname, 'worker.js'));
    try {
      for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
        results.set(task, await ask(worker, task));
        printProgress(`${toLabel(task)} is checked.`);
      }
    } finally {
      // After a failure, the others stop too.
      queue.length = 0;
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return tasks.flatMap((task) => {
    const result = results.get(task);
    return result === undefined ? [] : [{ task, result }];
  });
}

function ask(worker: Worker, task: Task): Promise<PairResult> {
  return new Promise((resolve, reject) => {
    worker.removeAllListeners();
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.postMessage(task);
  });
}

const HEAD = ['versions', 'breaks', 'compiler', 'explained', 'may break', 'mechanical', 'fixed'];

function toRow({ task, result }: Checked): readonly string[] {
  const { impact, after, mechanical, left } = result;
  const breaks = impact.places.filter(({ verdict }) => verdict === 'breaks');
  const columns = [
    breaks,
    after,
    breaks.filter(({ fingerprints }) => fingerprints.length > 0),
    impact.places.filter(({ verdict }) => verdict === 'may-break'),
    mechanical,
  ].map((places) => listLines(places).length);
  const fixed = listLines(mechanical).length - listLines(left).length;
  return [toLabel(task), ...[...columns, fixed].map(String)];
}

void runAsProgram(main);
