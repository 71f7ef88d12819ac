import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import type { Direction, Finding, Reach } from '../finding.js';
import type { Difference } from './difference.js';
import { getSubjectKey, type SchemaPair } from './graph.js';

/** Returns a finding for every difference of a pair, with the operations that it reaches. */
export function collectFindings(pair: SchemaPair): readonly Finding[] {
  const known = new Map<string, readonly Reach[]>();
  return pair.differences.flatMap((difference): readonly Finding[] => {
    const { what, path, before, after, only = '', onlySent } = difference;
    const [name = ''] = path;
    const isMoved = pair.parents.some(({ moved }) => moved?.has(name));
    // The differences of a pair share their lists, since thousands of operations may use a schema.
    const key = isMoved ? `${only} ${name}` : `${only} ${path.length > 0}`;
    const reaches = known.get(key) ?? findReaches(pair, difference);
    known.set(key, reaches);
    if (reaches.length === 0 && (onlySent || isMoved)) return [];
    const subject = { ...pair.subject, path: [...pair.subject.path, ...path] };
    return [{ what, subject, ...defined({ before, after }), reaches }];
  });
}

/** Follows the pairs that lead to a difference, up to the operations that use them. */
function findReaches(pair: SchemaPair, { path, only }: Difference): readonly Reach[] {
  const found = new Map<string, Reach>();
  const [name = ''] = path;
  for (const direction of only === undefined ? DIRECTIONS : [only]) {
    const own = new Set<SchemaPair>(path.length === 0 ? [pair] : []);
    const nested = new Set<SchemaPair>(path.length === 0 ? [] : [pair]);
    for (const pairs of [own, nested])
      // The iteration of a Set also visits what is added meanwhile.
      for (const each of pairs) {
        for (const { operation, location, ...visit } of each.visits)
          if (visit.direction === direction) {
            const reach = { operation, direction, location, nested: pairs === nested };
            found.set(Object.values(reach).join('\0'), reach);
          }
        for (const parent of each.parents) {
          if (parent.only !== undefined && parent.only !== direction) continue;
          if (each === pair && parent.moved?.has(name)) continue;
          (parent.nested ? nested : pairs).add(parent.from);
        }
      }
  }
  return [...found].sort(([a], [b]) => byCodeUnit(a, b)).map(([, reach]) => reach);
}

const DIRECTIONS: readonly Direction[] = ['request', 'response'];

/** By subject, then by what happened, so that the order of keys in documents makes no difference. */
export function compareFindings(a: Finding, b: Finding): number {
  return byCodeUnit(getKey(a), getKey(b));
}

function getKey({ subject, what, before, after }: Finding): string {
  const pointers = [before?.pointer ?? '', after?.pointer ?? ''];
  return [...getSubjectKey(subject), what, ...pointers].join('\0');
}
