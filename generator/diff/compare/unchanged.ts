import { isDeepStrictEqual } from 'node:util';
import type { LoadedDocument } from '../document.js';
import type { OperationPair } from './context.js';

type Section = 'schemas' | 'parameters' | 'requestBodies' | 'responses' | 'headers';

/** The only references that are judged: what leads into another node is compared. */
const TO_COMPONENT =
  /^#\/components\/(schemas|parameters|requestBodies|responses|headers)\/([^/]+)$/;

type Leads = (reference: string) => boolean;

/**
 * Tells the operations that are as they were, with everything that they lead to: nothing of them need be compared.
 *
 * @param isSchemaUnchanged whether a schema, by its key, is as it was with all that it leads to.
 */
export function unchangedOperations(
  before: LoadedDocument,
  after: LoadedDocument,
  isSchemaUnchanged: (name: string) => boolean,
): (pair: OperationPair) => boolean {
  const known = new Map<string, boolean>();
  // References between parts of operations end: the document would have been refused.
  const isUnchanged: Leads = (reference) => {
    const judgement = known.get(reference) ?? judge(reference);
    known.set(reference, judgement);
    return judgement;
  };
  const judge: Leads = (reference) => {
    const [, section, key = ''] = TO_COMPONENT.exec(reference) ?? [];
    if (section === undefined) return false;
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    if (section === 'schemas') return isSchemaUnchanged(name);
    const [was, is] = [before, after].map(({ document: { components } }) => {
      const all = components[section as Section];
      return Object.hasOwn(all, name) ? all[name] : undefined;
    });
    return typeof was === 'object' && typeof is === 'object' && isSame(was, is);
  };
  const isSame = (was: object, is: object): boolean =>
    isDeepStrictEqual(was, is) && leadsOnlyTo(is, isUnchanged);
  return ({ before: old, after: now }) => {
    if (old.id !== now.id || !isSame(old.node, now.node)) return false;
    return (['parameters', 'servers'] as const).every((key) =>
      isSame(old.item[key] ?? [], now.item[key] ?? []),
    );
  };
}

/** Whether every reference under a node leads to what is wanted. Not recursive. */
function leadsOnlyTo(node: object, wanted: Leads): boolean {
  const waiting: object[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [key, value] of Object.entries(next) as [string, unknown][]) {
      if (typeof value === 'object' && value !== null) waiting.push(value);
      else if (key === '$ref' && typeof value === 'string' && !wanted(value)) return false;
    }
  }
  return true;
}
