import type { ApiModel } from '../model/model.js';
import { getOperations } from '../model/walk.js';
import type { NamesLock } from './names.js';

/**
 * Whether a lock is that of an earlier version of the same API, rather than of another one that was made in the same
 * folder: at least half of the operations of the smaller one are in both.
 */
export function isSameApi(model: ApiModel, { operations }: NamesLock): boolean {
  const now = getOperations(model);
  const shared = now.filter(({ id }) => Object.hasOwn(operations, id)).length;
  return 2 * shared >= Math.min(now.length, Object.keys(operations).length);
}
