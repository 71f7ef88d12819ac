import type { Declaration } from '../../model/model.js';

/** The shape of a value as it is sent, as it comes, or, where no operation uses it, with everything. */
export type Side = 'request' | 'response' | 'either';

/** The sides that a declaration is printed from: both where they differ, else the one that serves for all. */
export function sidesPrinted(declaration: Declaration): readonly Side[] {
  if (declaration.splits) return ['response', 'request'];
  const { request, response } = declaration.use;
  if (!request && !response) return ['either'];
  return [response ? 'response' : 'request'];
}

/** The side of a declaration that a type of the given side refers to. */
export function sideSeen(declaration: Declaration, side: Side): Side {
  if (declaration.splits) return side === 'request' ? 'request' : 'response';
  return sidesPrinted(declaration)[0] ?? side;
}
