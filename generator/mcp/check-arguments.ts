import type { ErrorObject, ValidateFunction } from 'ajv';
import { createAjv } from '../util/ajv.js';
import { createArgumentSchema } from './argument-schema.js';
import type { Catalog, CatalogEntry } from './catalog.js';
import { findNearName, quoteLine } from './text.js';
import { printWireType } from './wire-types.js';

/** @returns what is wrong with the arguments, a sentence for each that is; empty when they may be sent. */
export type CheckArguments = (
  entry: CatalogEntry,
  values: Readonly<Record<string, unknown>>,
) => ReadonlyMap<string, string>;

/** Creates the check of all calls of a catalog; the schema of an operation is compiled when it is called first. */
export function createArgumentCheck({ api }: Catalog): CheckArguments {
  const ajv = createAjv();
  const compiled = new Map<string, ValidateFunction>();
  const compile = (entry: CatalogEntry): ValidateFunction => {
    const known = compiled.get(entry.name);
    if (known !== undefined) return known;
    const validate = ajv.compile(createArgumentSchema(api, entry));
    compiled.set(entry.name, validate);
    return validate;
  };
  return (entry, values) => {
    const validate = compile(entry);
    if (validate(values)) return new Map();
    const problems = new Map<string, string>();
    for (const error of validate.errors ?? []) {
      const [name, text] = describe(error);
      if (!problems.has(name)) problems.set(name, text);
    }
    return problems;

    function describe(error: ErrorObject): readonly [name: string, text: string] {
      const { keyword, params, instancePath, message = 'is wrong' } = error;
      const [, first = '', ...inner] = instancePath.split('/').map(decodeStep);
      if (first === '' && keyword === 'required') {
        const name = String(params['missingProperty']);
        return [name, `${name} is required: ${describeExpected(name)}.`];
      }
      if (first === '' && keyword === 'additionalProperties') {
        const name = String(params['additionalProperty']);
        const near = findNearName(
          name,
          entry.args.map((argument) => argument.name),
        );
        const hint = near === undefined ? '' : ` Did you mean ${near}?`;
        return [name, `There is no argument ${quoteLine(JSON.stringify(name), 60)}.${hint}`];
      }
      const path = [first, ...inner].join('.');
      const given = quoteLine(JSON.stringify(values[first] ?? null), 80);
      return [
        first,
        `${quoteLine(path, 80)} ${message}: expected ${describeExpected(first)}, and not ${given}.`,
      ];
    }

    function describeExpected(name: string): string {
      const argument = entry.args.find((each) => each.name === name);
      if (argument === undefined) return 'nothing';
      const text = printWireType(api, argument.type, 'request');
      const example = EXAMPLES.get(text);
      return example === undefined ? text : `${text}, such as ${example}`;
    }
  };
}

const EXAMPLES: ReadonlyMap<string, string> = new Map([
  ['string<date>', '"2026-04-23"'],
  ['string<date-time>', '"2026-04-23T00:00:00Z"'],
  ['string<time>', '"08:30:00"'],
  ['string<date-span>', '"01:30:00"'],
  ['string<uuid>', '"3f2504e0-4f89-41d3-9a0c-0305e82c3301"'],
]);

function decodeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
