import { isDeepStrictEqual } from 'node:util';
import type { LoadedDocument } from '../raw-openapi.js';
import type { OperationPair, SchemaVisitor } from './context.js';

type Section = 'schemas' | 'parameters' | 'requestBodies' | 'responses' | 'headers';

/** References to other locations count as changed, so that what is there is compared. */
const TO_COMPONENT =
  /^#\/components\/(schemas|parameters|requestBodies|responses|headers)\/([^/]+)$/;

type IsUnchanged = (reference: string) => boolean;

/**
 * Recognizes operations that did not change, nor anything to which they refer, so that they need no comparison. Between
 * two versions of Radarr's document, of 300 kB, it saves a third of the comparison, and three quarters if nothing changed.
 */
export function recognizeUnchangedOperations(
  before: LoadedDocument,
  after: LoadedDocument,
  schemas: Pick<SchemaVisitor, 'isUnchanged'>,
): (pair: OperationPair) => boolean {
  const known = new Map<string, boolean>();
  // References between components end: the reader of documents refuses cycles of them.
  const isUnchanged: IsUnchanged = (reference) => {
    const result = known.get(reference) ?? compareTargets(reference);
    known.set(reference, result);
    return result;
  };
  const compareTargets: IsUnchanged = (reference) => {
    const [, section, key = ''] = TO_COMPONENT.exec(reference) ?? [];
    if (section === undefined) return false;
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    if (section === 'schemas') return schemas.isUnchanged(name);
    const [was, is] = [before, after].map(({ document: { components } }) => {
      const all = components[section as Section];
      return Object.hasOwn(all, name) ? all[name] : undefined;
    });
    return typeof was === 'object' && typeof is === 'object' && isSame(was, is);
  };
  const isSame = (was: object, is: object): boolean =>
    isDeepStrictEqual(was, is) && hasOnlyReferences(is, isUnchanged);
  return ({ before: old, after: now }) => {
    if (old.id !== now.id || !isSame(old.node, now.node)) return false;
    return (['parameters', 'servers'] as const).every((key) =>
      isSame(old.item[key] ?? [], now.item[key] ?? []),
    );
  };
}

/** Whether every reference under a node is accepted. Not recursive. */
function hasOnlyReferences(node: object, isAccepted: IsUnchanged): boolean {
  const waiting: object[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [key, value] of Object.entries(next) as [string, unknown][]) {
      if (typeof value === 'object' && value !== null) waiting.push(value);
      else if (key === '$ref' && typeof value === 'string' && !isAccepted(value)) return false;
    }
  }
  return true;
}
