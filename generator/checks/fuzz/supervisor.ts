import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Fault } from './index.js';

/** What a worker does: the runs from `first` on, except those that ended an earlier worker. */
export interface WorkerTask {
  readonly folder: string;
  readonly seed: string;
  readonly first: number;
  readonly count: number;
  readonly excluded: readonly number[];
}

/** What a worker sends. */
export type Message =
  /** The last message of a worker that hangs or runs out of memory. */
  | { readonly kind: 'started'; readonly number: number }
  /** The runs before `next` are done, with these outcomes. */
  | { readonly kind: 'done'; readonly next: number; readonly outcomes: Outcomes }
  | { readonly kind: 'fault'; readonly found: FoundFault };

/** The number of runs by outcome. */
export type Outcomes = Readonly<Record<string, number>>;

/** A fault, with what is needed to reproduce it. */
export interface FoundFault {
  readonly number: number;
  readonly from: string;
  readonly fault: Fault;
  /** The mutations of the run, for people. */
  readonly mutations: readonly string[];
  /** The smallest document that was found to show it; undefined when the run ended its worker. */
  readonly document?: string;
  /** The older document with which it must be compared; undefined when no comparison is needed. */
  readonly before?: string;
}

/** The most time and memory that a run may take. */
const TIMEOUT_MS = 300_000;
const MEMORY_MB = 1024;

/** For the compiler with its libraries, which runs in the same worker. */
const COMPILER_MB = 1024;
/** The stack of a process without workers, so that recursion that is too deep there is too deep here. */
const STACK_MB = 1;

export interface Report {
  readonly outcomes: ReadonlyMap<string, number>;
  readonly found: readonly FoundFault[];
}

/**
 * Does the runs in a worker. When a run hangs or needs too much memory, its worker is ended and the run is reported; another
 * worker continues without it.
 *
 * @param onProgress Called with the number of finished runs.
 * @throws Error when a worker ends before its first run.
 */
export async function superviseRuns(
  task: WorkerTask,
  onProgress: (done: number) => void,
): Promise<Report> {
  const outcomes = new Map<string, number>();
  const found: FoundFault[] = [];
  const end = task.first + task.count;
  let next = task.first;
  const excluded: number[] = [];
  while (next < end) {
    const last = await runWorker(
      { ...task, first: next, count: end - next, excluded },
      (message) => {
        if (message.kind === 'fault') found.push(message.found);
        if (message.kind !== 'done') return;
        next = message.next;
        add(outcomes, message.outcomes);
        onProgress(next - task.first);
      },
    );
    if (last === undefined) continue;
    excluded.push(last.number);
    add(outcomes, { [`FAULT: ${last.fault.signature}`]: 1 });
    found.push({ ...last, from: 'an unknown document', mutations: [] });
  }
  return { outcomes, found };
}

/** @returns The run that ended the worker; undefined when it did all its runs. */
function runWorker(
  task: WorkerTask,
  onMessage: (message: Message) => void,
): Promise<{ readonly number: number; readonly fault: Fault } | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'worker.js'), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB + COMPILER_MB, stackSizeMb: STACK_MB },
    });
    const end = task.first + task.count;
    let number: number | undefined;
    let isDone = false;
    let timer = setTimeout(() => undefined, 0);
    const fail = (signature: string, details: string): void => {
      clearTimeout(timer);
      void worker.terminate();
      if (number === undefined) reject(new Error(details));
      else resolve({ number, fault: { kind: 'fault', signature, details } });
    };
    worker.on('message', (message: Message) => {
      clearTimeout(timer);
      timer = setTimeout(
        () => fail('hangs', `It sent nothing for ${TIMEOUT_MS / 1000} s.`),
        TIMEOUT_MS,
      );
      if (message.kind === 'started') number = message.number;
      if (message.kind === 'done') isDone = message.next >= end;
      onMessage(message);
    });
    worker.on('error', (error: Error) =>
      fail(`ends the process: ${error.name}`, error.stack ?? error.message),
    );
    worker.on('exit', (code) => {
      clearTimeout(timer);
      if (isDone) resolve(undefined);
      else fail('ends the process', `The worker ended with ${code}.`);
    });
  });
}

function add(outcomes: Map<string, number>, more: Outcomes): void {
  for (const [name, count] of Object.entries(more))
    outcomes.set(name, (outcomes.get(name) ?? 0) + count);
}
