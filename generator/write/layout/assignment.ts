import { group, indent, indentIfBreak, line, type Doc } from './docs.js';
import type { ValuePiece } from './expressions.js';
import type { TypePiece } from './types.js';

/** A value behind its name: on the name's line as far as it can be. */
export function assigned(left: Doc, operator: string, value: ValuePiece, hasShortKey = false): Doc {
  const { doc, kind, isStiff } = value;
  if (kind === 'string' ? !hasShortKey : isStiff && !hasShortKey) {
    return group([left, operator, group(indent([line, doc]))]);
  }
  if (hasShortKey || kind === 'template' || kind === 'literal') {
    return group([left, operator, ' ', doc]);
  }
  const groupId = Symbol('assignment');
  return group([
    left,
    operator,
    group(indent(line), { id: groupId }),
    indentIfBreak(doc, { groupId }),
  ]);
}

/** A type behind what it is called: a union that does not fit begins on a line of its own. */
export function typeAssigned(left: string, { kind, hugs, doc }: TypePiece): Doc {
  if (kind === 'union' && hugs !== true) return group([left, ' =', group(indent([line, doc]))]);
  const groupId = Symbol('assignment');
  return group([left, ' =', group(indent(line), { id: groupId }), indentIfBreak(doc, { groupId })]);
}
