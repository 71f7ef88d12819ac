/** Told of each stage as it ends, with its duration in milliseconds. */
export type StageListener = (stage: string, milliseconds: number) => void;

/** Runs stages and tells how long each took. Nothing that it measures reaches a file. */
export class Stopwatch {
  readonly #listener: StageListener | undefined;
  readonly #timings: Record<string, number> = {};

  constructor(listener?: StageListener) {
    this.#listener = listener;
  }

  async stage<T>(name: string, run: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await run();
    const milliseconds = performance.now() - start;
    this.#timings[name] = milliseconds;
    this.#listener?.(name, milliseconds);
    return result;
  }

  /** Milliseconds by stage, in the order they ran. */
  get timings(): Readonly<Record<string, number>> {
    return this.#timings;
  }
}
