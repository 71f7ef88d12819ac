import type { OpenApiDocument } from '../document.js';
import type { Operation } from '../../model/model.js';
import type { Inputs } from '../inputs.js';
import type { ValidationErrors } from '../reply.js';
import type { Declarations } from '../shapes.js';
import type { Validator } from './validator.js';
import { withWireNames } from './wire-names.js';

export { inputErrors } from './binding.js';
export { ruleErrors } from './rules.js';

/** What the document says is wrong with a request that could be read. */
export type Judge = (operation: Operation, inputs: Inputs, body: unknown) => ValidationErrors;

/** Loads `ajv` with the first request: a run that only downloads the document does without. */
export function createJudge(declarations: Declarations, document: OpenApiDocument): Judge {
  let known: Validator | undefined;
  return (operation, inputs, body) => {
    known ??= validatorOf(document);
    const type = operation.body?.type;
    const value = type && withWireNames(declarations, type, body);
    return new Map([
      ...known.parameterErrors(operation, inputs),
      ...(value === undefined ? [] : known.bodyErrors(operation, value)),
    ]);
  };
}

function validatorOf(document: OpenApiDocument): Validator {
  const { Validator } = require('./validator.js') as typeof import('./validator.js');
  return new Validator(document);
}
