import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { JsonSchema } from './json-schemas.js';

/** The ways to ask for an instance: the least, the most, and some between; seeded, so that each run gives the same. */
const ATTEMPTS = [
  { seed: 1, optionalsProbability: 0, refDepthMax: 20 },
  { seed: 2, alwaysFakeOptionals: true, refDepthMax: 4 },
  { seed: 3, optionalsProbability: 0.5, refDepthMax: 5 },
  { seed: 4, optionalsProbability: 0.8, refDepthMax: 5 },
  { seed: 5, optionalsProbability: 0.3, refDepthMax: 12, minItems: 1 },
  { seed: 6, alwaysFakeOptionals: true, refDepthMax: 4, minItems: 1 },
].map((attempt) => ({ maxDefaultItems: 2, ...attempt }));

/** A schema that takes longer has no instances, which is told. Long enough for a busy machine. */
const PATIENCE_MS = 60_000;

/** The same from the sources and from `dist/`. */
const FAKER = join(__dirname, 'faker.mjs');

interface Result {
  readonly value?: unknown;
  readonly error?: string;
}

/** Makes instances of schemas with json-schema-faker; not all of them need be valid. To be closed after use. */
export class InstanceMaker {
  #worker: Worker | undefined;

  /** @param schema stands by itself: whatever it refers to is in its `$defs`. */
  async instancesOf(schema: JsonSchema): Promise<readonly unknown[]> {
    const worker = (this.#worker ??= new Worker(FAKER));
    worker.postMessage({ schema, attempts: ATTEMPTS });
    const signal = AbortSignal.timeout(PATIENCE_MS);
    try {
      const [text] = (await once(worker, 'message', { signal })) as [string];
      const results = JSON.parse(text) as readonly Result[];
      return results.flatMap((result) => ('value' in result ? [result.value] : []));
    } catch (error) {
      await this.close();
      if (signal.aborted) return [];
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}
