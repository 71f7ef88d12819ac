import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Fault } from './attempt.js';
import type { Found, Message, Orders, Outcomes } from './messages.js';

/** What a run may take at most: what a user may have to wait for, and have to give. */
const PATIENCE_MS = 300_000;
const MEMORY_MB = 1024;

/** The compiler and all its libraries are in the same worker. */
const COMPILER_MB = 1024;
/** As much as a program has that is not in a worker: what recurses too deep there has to do so here. */
const STACK_MB = 1;

export interface Report {
  readonly outcomes: ReadonlyMap<string, number>;
  readonly found: readonly Found[];
}

/**
 * Does the runs in a worker; one that hangs or takes too much memory is ended, told, and left out when the next worker
 * goes on where it was.
 *
 * @throws Error when a worker ends before its first run.
 */
export async function watched(
  orders: Orders,
  told: (done: number) => void = () => undefined,
): Promise<Report> {
  const outcomes = new Map<string, number>();
  const found: Found[] = [];
  const end = orders.first + orders.count;
  let next = orders.first;
  const without: number[] = [];
  while (next < end) {
    const last = await untilEnd(
      { ...orders, first: next, count: end - next, without },
      (message) => {
        if (message.kind === 'fault') found.push(message.found);
        if (message.kind !== 'done') return;
        next = message.next;
        add(outcomes, message.outcomes);
        told(next - orders.first);
      },
    );
    if (last === undefined) continue;
    without.push(last.number);
    add(outcomes, { [`FAULT: ${last.fault.signature}`]: 1 });
    found.push({ ...last, from: 'see its number', mutations: [] });
  }
  return { outcomes, found };
}

/** @returns undefined when the worker did all its runs; otherwise the run that ended it. */
function untilEnd(
  orders: Orders,
  hear: (message: Message) => void,
): Promise<{ readonly number: number; readonly fault: Fault } | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'worker.js'), {
      workerData: orders,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB + COMPILER_MB, stackSizeMb: STACK_MB },
    });
    const end = orders.first + orders.count;
    let number: number | undefined;
    let isDone = false;
    let timer = setTimeout(() => undefined, 0);
    const endedBy = (signature: string, details: string): void => {
      clearTimeout(timer);
      void worker.terminate();
      if (number === undefined) reject(new Error(details));
      else resolve({ number, fault: { kind: 'fault', signature, details } });
    };
    worker.on('message', (message: Message) => {
      clearTimeout(timer);
      timer = setTimeout(
        () => endedBy('hangs', `Nothing was heard of it for ${PATIENCE_MS / 1000} s.`),
        PATIENCE_MS,
      );
      if (message.kind === 'begun') number = message.number;
      if (message.kind === 'done') isDone = message.next >= end;
      hear(message);
    });
    worker.on('error', (error: Error) =>
      endedBy(`ends the process: ${error.name}`, error.stack ?? error.message),
    );
    worker.on('exit', (code) => {
      clearTimeout(timer);
      if (isDone) resolve(undefined);
      else endedBy('ends the process', `The worker ended with ${code}.`);
    });
  });
}

function add(outcomes: Map<string, number>, more: Outcomes): void {
  for (const [name, count] of Object.entries(more))
    outcomes.set(name, (outcomes.get(name) ?? 0) + count);
}
