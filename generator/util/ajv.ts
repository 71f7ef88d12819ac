import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020.js';
import type { Options } from 'ajv';
import { DOTNET_FORMATS } from './dotnet-formats.js';

/** A validator of JSON Schema 2020-12 with the formats of .NET. It finds all errors, and ignores what it does not know. */
export function createAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateSchema: false,
    // An unknown format of the document is of no interest to those who read a validator's output.
    logger: false,
    allowUnionTypes: true,
    ...options,
  });
  addFormats(ajv);
  for (const [name, format] of Object.entries(DOTNET_FORMATS)) ajv.addFormat(name, format);
  return ajv;
}
