import { WriteError } from '../errors.js';
import { byCodeUnit } from '../util/order.js';
import type { Content } from './disk.js';
import type { PathStates } from './paths.js';
import { foldPath, getParentFolders } from './paths.js';

/** What happens to one path. */
export interface Step {
  readonly kind: 'add' | 'replace' | 'delete';
  readonly path: string;
}

export interface Plan {
  /** Deletions first, so that a folder, or the same name in another case, can be created in their place. */
  readonly steps: readonly Step[];
  /** The folders that the steps create, outermost first. */
  readonly folders: readonly string[];
  readonly unchanged: readonly string[];
}

type Decision = Step['kind'] | 'unchanged' | { readonly obstacle: string };

/**
 * Decides what happens to each path of a folder. Only files that an earlier run generated are replaced or deleted; a file
 * that already has the right bytes is left alone.
 *
 * @param owned the paths that an earlier run generated.
 * @throws WriteError listing the paths that something else occupies.
 */
export function planTree(
  root: string,
  files: ReadonlyMap<string, Content>,
  owned: ReadonlySet<string>,
  states: PathStates,
): Plan {
  const paths = [...files.keys()].sort(byCodeUnit);
  const deleted = [...owned]
    .filter((path) => !files.has(path) && states.get(path)?.kind === 'file')
    .sort(byCodeUnit);
  const decide = createDecider(owned, new Set(deleted), states);
  const decisions = paths.map((path) => ({ path, decision: decide(path) }));

  const obstacles = decisions.flatMap(({ decision }) =>
    typeof decision === 'object' ? [decision.obstacle] : [],
  );
  if (obstacles.length > 0) throw createObstacleError(root, [...new Set(obstacles)]);

  const steps = deleted.map((path): Step => ({ kind: 'delete', path }));
  for (const { path, decision } of decisions) {
    if (decision === 'add' || decision === 'replace') steps.push({ kind: decision, path });
  }
  return {
    steps,
    folders: listNewFolders(steps, states),
    unchanged: decisions.flatMap(({ path, decision }) => (decision === 'unchanged' ? [path] : [])),
  };
}

function createDecider(
  owned: ReadonlySet<string>,
  deleted: ReadonlySet<string>,
  states: PathStates,
): (path: string) => Decision {
  const emptied = new Set([...deleted].flatMap(getParentFolders));
  const deletedByFold = new Map([...deleted].map((path) => [foldPath(path), path]));

  /** True if the disk ignores case and the file there is deleted under its old name. */
  const isRenamedByCase = (path: string, identity: string): boolean => {
    const old = states.get(deletedByFold.get(foldPath(path)) ?? '');
    return old?.kind === 'file' && old.identity === identity;
  };

  const findObstacleAbove = (path: string): string | undefined => {
    for (const folder of getParentFolders(path)) {
      const kind = states.get(folder)?.kind;
      if (kind === undefined || kind === 'nothing' || kind === 'folder') continue;
      if (kind === 'file' && deleted.has(folder)) continue;
      return `${folder}: ${describeKind(kind)} is where a folder must be`;
    }
    return undefined;
  };

  return (path) => {
    const obstacle = findObstacleAbove(path);
    if (obstacle !== undefined) return { obstacle };
    const state = states.get(path) ?? { kind: 'nothing' };
    if (state.kind === 'nothing') return 'add';
    // If it has a file of the user, the rename fails and all steps are rolled back.
    if (state.kind === 'folder' && emptied.has(path)) return 'add';
    if (state.kind !== 'file') {
      return {
        obstacle: `${path}: ${describeKind(state.kind)} is where a generated file must be`,
      };
    }
    if (isRenamedByCase(path, state.identity)) return 'add';
    if (state.isCurrent) return 'unchanged';
    if (owned.has(path)) return 'replace';
    return { obstacle: `${path}: a file is there that this program did not generate` };
  };
}

function describeKind(kind: 'folder' | 'link' | 'device' | 'file'): string {
  switch (kind) {
    case 'folder':
      return 'a folder';
    case 'link':
      return 'a symbolic link';
    case 'device':
      return 'a device or a pipe';
    case 'file':
      return 'a file';
    default:
      return kind satisfies never;
  }
}

function listNewFolders(steps: readonly Step[], states: PathStates): string[] {
  const folders = new Set<string>();
  for (const { kind, path } of steps) {
    if (kind !== 'add') continue;
    for (const folder of getParentFolders(path)) {
      if (states.get(folder)?.kind !== 'folder') folders.add(folder);
    }
  }
  return [...folders].sort(byCodeUnit);
}

const MAX_LISTED = 10;

function createObstacleError(root: string, obstacles: readonly string[]): WriteError {
  const rest = obstacles.length - MAX_LISTED;
  const lines = [...obstacles.slice(0, MAX_LISTED), ...(rest > 0 ? [`and ${rest} more`] : [])];
  return new WriteError(`${root} has files that must not be overwritten:\n${lines.join('\n')}`, {
    hint: 'Move them away, or choose another output folder. If they were generated, restore sdk.lock.json, which lists them.',
  });
}
