import { DocumentRefusedError } from '../errors.js';

/** Who is told of stages, and who may stop them. */
export interface StageListener {
  /** Called at the start of each stage. */
  readonly onStart?: (stage: string) => void;
  /** Called at the end of each stage, with its duration in milliseconds. */
  readonly onStage?: (stage: string, milliseconds: number) => void;
  /** No stage is started once it is aborted; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** Stages that wait for the network, the disk or the compiler, and do not depend on the document alone. */
const NOT_WORK: ReadonlySet<string> = new Set(['download', 'write', 'record', 'compile']);

/** Milliseconds of the clock, and of the processor's work for this process. */
interface Moment {
  readonly clock: number;
  readonly processor: number;
}

function moment(): Moment {
  const { user, system } = process.cpuUsage();
  return { clock: performance.now(), processor: (user + system) / 1000 };
}

/** The smaller one counts: the clock includes other processes, and the processor's time other threads of this one. */
function workedSince(start: Moment): number {
  const now = moment();
  return Math.min(now.clock - start.clock, now.processor - start.processor);
}

/**
 * Runs stages, measures each, and refuses a document that takes too long. No measurement is written to a file.
 */
export class Stopwatch {
  readonly #listener: StageListener;
  #mayStop = true;
  readonly #limitMs: number;
  readonly #timings: Record<string, number> = {};
  #worked = 0;
  #begun: { readonly stage: string; readonly at: Moment } | undefined;

  /** @param limitMs how long all stages together may work on a document, in milliseconds. */
  constructor(listener: StageListener = {}, limitMs = Infinity) {
    this.#listener = listener;
    this.#limitMs = limitMs;
  }

  /** From here on files are put in place, so that the run is completed even when the signal is aborted. */
  beginWriting(): void {
    this.#throwIfStopped();
    this.#mayStop = false;
  }

  #throwIfStopped(): void {
    if (this.#mayStop) this.#listener.signal?.throwIfAborted();
  }

  /** @throws DocumentRefusedError when the work took longer than it may, and the reason of the signal when it is aborted. */
  async stage<T>(name: string, run: () => T | Promise<T>): Promise<T> {
    this.#throwIfStopped();
    this.#listener.onStart?.(name);
    const start = moment();
    const isWork = !NOT_WORK.has(name);
    if (isWork) this.#begun = { stage: name, at: start };
    const result = await run();
    const milliseconds = performance.now() - start.clock;
    this.#timings[name] = milliseconds;
    this.#listener.onStage?.(name, milliseconds);
    if (!isWork) return result;
    this.check();
    this.#begun = undefined;
    this.#worked += workedSince(start);
    return result;
  }

  /**
   * Called regularly by a stage that may take long.
   *
   * @throws DocumentRefusedError when the work takes longer than it may.
   */
  check(): void {
    if (this.#begun === undefined) return;
    const { stage, at } = this.#begun;
    // The clock alone is cheap to read, and never behind the work.
    if (this.#worked + performance.now() - at.clock <= this.#limitMs) return;
    if (this.#worked + workedSince(at) <= this.#limitMs) return;
    const limit = `${this.#limitMs / 1000} s`;
    throw new DocumentRefusedError(
      `Work on the document takes more than ${limit}; the stage '${stage}' was not done by then.`,
      {
        hint: 'Raise `workTimeoutMs` in sdk.config.json, or leave operations out with `include` and `exclude`.',
      },
    );
  }

  /** Milliseconds by stage, in the order they ran. */
  get timings(): Readonly<Record<string, number>> {
    return this.#timings;
  }
}
