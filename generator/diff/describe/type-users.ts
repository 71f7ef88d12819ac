import type { DeclarationId } from '../../model/model.js';
import {
  createDependentsLookup,
  getOperations,
  getUsedTypes,
  visitReferences,
} from '../../model/walk.js';
import { byCodeUnit } from '../../util/order.js';
import type { Change } from '../change.js';
import type { SdkVersion } from './sdk-version.js';

type Versions = Readonly<Record<'before' | 'after', SdkVersion>>;

/** Completes the changes of types that were added or removed with the operations that use them, at any depth. */
export function addTypeUsers(changes: readonly Change[], versions: Versions): readonly Change[] {
  const lookups = {
    'schema-removed': { side: 'before', find: once(() => createUsersLookup(versions.before)) },
    'schema-added': { side: 'after', find: once(() => createUsersLookup(versions.after)) },
  } as const;
  return changes.map((change) => {
    if (change.id !== 'schema-removed' && change.id !== 'schema-added') return change;
    const { side, find } = lookups[change.id];
    const version = versions[side];
    const ids = find()(`#${change.pointers[side] ?? ''}`);
    const tags = ids.flatMap((id) => version.getTag(id) ?? []);
    return {
      ...change,
      tags: [...new Set(tags)].sort(byCodeUnit),
      operations: ids.map((id) => ({ id, call: version.getCall(id) ?? id, directions: [] })),
    };
  });
}

/** Looks up the ids of the operations that use a declaration, sorted. */
function createUsersLookup({ model }: SdkVersion): (id: DeclarationId) => readonly string[] {
  const getDependents = createDependentsLookup(model);
  const users = new Map<DeclarationId, string[]>();
  for (const operation of getOperations(model)) {
    const used = new Set<DeclarationId>();
    for (const type of getUsedTypes({ operations: [operation], webhooks: [] }))
      visitReferences(type, (id) => used.add(id));
    for (const id of used) users.set(id, [...(users.get(id) ?? []), operation.id]);
  }
  return (id) =>
    [...new Set([...getDependents(id)].flatMap((each) => users.get(each) ?? []))].sort(byCodeUnit);
}

function once<T>(create: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= create());
}
