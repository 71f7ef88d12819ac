import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { CHECKS_FOLDER } from '../program.js';
import type { JsonSchema } from './json-schemas.js';

/** Options for the smallest instance, the largest, and some between; with a seed, so that each run gives the same. */
const ATTEMPTS = [
  { seed: 1, optionalsProbability: 0, refDepthMax: 20 },
  { seed: 2, alwaysFakeOptionals: true, refDepthMax: 4 },
  { seed: 3, optionalsProbability: 0.5, refDepthMax: 5 },
  { seed: 4, optionalsProbability: 0.8, refDepthMax: 5 },
  { seed: 5, optionalsProbability: 0.3, refDepthMax: 12, minItems: 1 },
  { seed: 6, alwaysFakeOptionals: true, refDepthMax: 4, minItems: 1 },
].map((attempt) => ({ maxDefaultItems: 2, ...attempt }));

/** A schema that takes longer is reported as one without instances. Long enough for a busy machine. */
const TIMEOUT_MS = 60_000;

interface AttemptResult {
  readonly value?: unknown;
  readonly error?: string;
}

/** Makes instances of schemas with json-schema-faker; not all of them need be valid. Must be closed after use. */
export class InstanceMaker {
  #worker: Worker | undefined;

  /** @param schema With everything that it refers to in its `$defs`. */
  async makeInstances(schema: JsonSchema): Promise<readonly unknown[]> {
    const worker = (this.#worker ??= new Worker(join(CHECKS_FOLDER, 'fidelity/faker.mjs')));
    worker.postMessage({ schema, attempts: ATTEMPTS });
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const [text] = (await once(worker, 'message', { signal })) as [string];
      const results = JSON.parse(text) as readonly AttemptResult[];
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

/** Decides with ajv whether a value is an instance of a schema. */
export class SchemaValidator {
  readonly #ajv = addFormats(
    new Ajv2020({
      strict: false,
      ownProperties: true,
      logger: false,
      validateSchema: false,
      unicodeRegExp: false,
    }),
  );

  constructor(definitions: Readonly<Record<string, JsonSchema>>) {
    this.#ajv.addSchema({ $id: DOCUMENT, $defs: definitions });
  }

  /** @param reference Such as `#/$defs/name`. */
  accepts(reference: string, value: unknown): boolean {
    const validate = this.#ajv.getSchema(DOCUMENT + reference);
    if (validate === undefined) throw new Error(`There is no schema ${reference}`);
    return validate(value) === true;
  }
}

const DOCUMENT = 'document';
