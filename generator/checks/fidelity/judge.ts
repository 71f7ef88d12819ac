import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonSchema } from './json-schemas.js';

/** Whether a value is an instance of a schema, said by ajv. */
export class Judge {
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

  /** @param reference such as `#/$defs/name`. */
  accepts(reference: string, value: unknown): boolean {
    const validate = this.#ajv.getSchema(DOCUMENT + reference);
    if (validate === undefined) throw new Error(`There is no schema ${reference}`);
    return validate(value) === true;
  }
}

const DOCUMENT = 'document';
