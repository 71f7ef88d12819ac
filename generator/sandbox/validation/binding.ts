import type { Operation, TypeRef } from '../../model/model.js';
import { echoOf } from '../echo.js';
import type { Inputs } from '../inputs.js';
import type { ValidationErrors } from '../reply.js';
import { presentMembers, resolved, type Declarations } from '../shapes.js';

/** What ASP.NET's model binding says of path, query and header: missing, or of another type. */
export function inputErrors(
  declarations: Declarations,
  operation: Operation,
  inputs: Inputs,
): ValidationErrors {
  const errors = new Map<string, readonly string[]>();
  for (const parameter of operation.parameters) {
    const { wireName, type, required } = parameter;
    const texts = (inputs.get(parameter) ?? []).filter((text) => text !== '');
    if (texts.length === 0) {
      if (required) errors.set(wireName, [`The ${wireName} field is required.`]);
      continue;
    }
    const wrong = texts.filter((text) => !isReadable(declarations, type, text));
    if (wrong.length > 0) {
      errors.set(
        wireName,
        wrong.map((text) => `The value '${text}' is not valid.`),
      );
    }
  }
  return errors;
}

/** Objects and free-form values are bound by other rules: they are let through. */
function isReadable(declarations: Declarations, type: TypeRef, text: string): boolean {
  const known = resolved(declarations, type);
  if (known.kind === 'array') return isReadable(declarations, known.items, text);
  const isSimple = presentMembers(known).every(
    ({ kind }) => kind === 'scalar' || kind === 'literal',
  );
  return !isSimple || echoOf(declarations, type, text) !== undefined;
}
