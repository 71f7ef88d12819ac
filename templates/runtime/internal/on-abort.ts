import { getShared } from './registry.js';
import { getOrInsert } from './values.js';

interface Shared {
  readonly actions: Set<() => void>;
  readonly runAll: () => void;
}

/**
 * Runs an action when a signal fires. Calls that share a signal share one listener, since Node warns of a leak from
 * eleven on.
 *
 * @returns Removes the action; with the last action, the listener goes too.
 */
export function onAbort(signal: AbortSignal, action: () => void): () => void {
  const bySignal = getShared('abort', () => new WeakMap<AbortSignal, Shared>());
  const { actions, runAll } = getOrInsert(bySignal, signal, createShared);
  actions.add(action);
  signal.addEventListener('abort', runAll);
  return () => {
    actions.delete(action);
    if (!actions.size) signal.removeEventListener('abort', runAll);
  };
}

function createShared(): Shared {
  const actions = new Set<() => void>();
  return { actions, runAll: () => actions.forEach((run) => run()) };
}
