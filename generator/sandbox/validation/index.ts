import type { OpenApiDocument } from '../../document/openapi.js';
import type { Operation } from '../../model/model.js';
import type { Inputs } from '../inputs.js';
import type { ValidationErrors } from '../reply.js';
import type { Declarations } from '../shapes.js';
import type { Validator } from './validator.js';
import { withWireNames } from './wire-names.js';

export { inputErrors } from './binding.js';
export { ruleErrors } from './rules.js';

/** What the document says is wrong with a request that could be read. */
export type Judge = (
  operation: Operation,
  inputs: Inputs,
  body: unknown,
) => Promise<ValidationErrors>;

/** Loads `ajv` with the first request: a run that only downloads the document does without. */
export function createJudge(declarations: Declarations, document: OpenApiDocument): Judge {
  let validator: Promise<Validator> | undefined;
  return async (operation, inputs, body) => {
    validator ??= import('./validator.js').then((loaded) => new loaded.Validator(document));
    const known = await validator;
    const type = operation.body?.type;
    const value = type && withWireNames(declarations, type, body);
    return new Map([
      ...known.parameterErrors(operation, inputs),
      ...(value === undefined ? [] : known.bodyErrors(operation, value)),
    ]);
  };
}
