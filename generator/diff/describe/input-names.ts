import { reachedFrom } from '../../model/reached.js';
import type { Subject } from '../finding.js';
import type { Sides } from './subjects.js';

/**
 * Whether a type that leads to a schema loses the name that it had where it is given: `OrderInput` of `Order`, which is
 * there only while something in the type is for one way alone.
 */
export function losesInputName({ kind, wireName }: Subject, { before, after }: Sides): boolean {
  if (kind !== 'schema') return false;
  const left = new Set(
    [...after.names.declarations.values()].flatMap(({ type, inputType }) => [type, inputType]),
  );
  return [...before.names.declarations].some(
    ([id, { type, inputType }]) =>
      inputType !== type &&
      !left.has(inputType) &&
      [...reachedFrom(before.model, id)].some(
        (inner) => before.model.declarations.get(inner)?.wireName === wireName,
      ),
  );
}
