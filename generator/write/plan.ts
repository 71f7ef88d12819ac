import { WriteError } from '../errors.js';
import { byCodeUnit } from '../util/order.js';
import type { Content } from './content.js';
import { foldersOf, foldPath } from './paths.js';
import type { Survey } from './inspect-path.js';

/** What happens to one path: a file comes, comes in place of another, or goes. */
export interface Step {
  readonly kind: 'add' | 'replace' | 'delete';
  readonly path: string;
}

export interface Plan {
  /** Deletions first, so that a folder, or the same name in another case, can take their place. */
  readonly steps: readonly Step[];
  /** Those that the steps make, from the top. */
  readonly folders: readonly string[];
  readonly unchanged: readonly string[];
}

type Verdict = Step['kind'] | 'unchanged' | { readonly refusal: string };

/**
 * Decides what happens to a folder. Only what an earlier run generated is replaced or deleted; a
 * file with the right bytes is left alone, whoever made it.
 *
 * @param owned The paths that an earlier run generated.
 * @throws WriteError naming every place where something stands that is not ours to replace.
 */
export function planTree(
  root: string,
  files: ReadonlyMap<string, Content>,
  owned: ReadonlySet<string>,
  survey: Survey,
): Plan {
  const paths = [...files.keys()].sort(byCodeUnit);
  const deleted = [...owned]
    .filter((path) => !files.has(path) && survey.get(path)?.kind === 'file')
    .sort(byCodeUnit);
  const judge = createJudge(owned, new Set(deleted), survey);
  const verdicts = paths.map((path) => ({ path, verdict: judge(path) }));

  const refusals = verdicts.flatMap(({ verdict }) =>
    typeof verdict === 'object' ? [verdict.refusal] : [],
  );
  if (refusals.length > 0) throw refused(root, [...new Set(refusals)]);

  const steps = deleted.map((path): Step => ({ kind: 'delete', path }));
  for (const { path, verdict } of verdicts) {
    if (verdict === 'add' || verdict === 'replace') steps.push({ kind: verdict, path });
  }
  return {
    steps,
    folders: foldersToMake(steps, survey),
    unchanged: verdicts.flatMap(({ path, verdict }) => (verdict === 'unchanged' ? [path] : [])),
  };
}

function createJudge(
  owned: ReadonlySet<string>,
  deleted: ReadonlySet<string>,
  survey: Survey,
): (path: string) => Verdict {
  const emptied = new Set([...deleted].flatMap(foldersOf));
  const deletedByFold = new Map([...deleted].map((path) => [foldPath(path), path]));

  /** True where the disk ignores case and the file there goes under the name that it had. */
  const isRenamedByCase = (path: string, identity: string): boolean => {
    const old = survey.get(deletedByFold.get(foldPath(path)) ?? '');
    return old?.kind === 'file' && old.identity === identity;
  };

  const obstacleOnTheWay = (path: string): string | undefined => {
    for (const folder of foldersOf(path)) {
      const kind = survey.get(folder)?.kind;
      if (kind === undefined || kind === 'nothing' || kind === 'folder') continue;
      if (kind === 'file' && deleted.has(folder)) continue;
      return `${folder}: ${told(kind)} stands where a folder must be`;
    }
    return undefined;
  };

  return (path) => {
    const obstacle = obstacleOnTheWay(path);
    if (obstacle !== undefined) return { refusal: obstacle };
    const place = survey.get(path) ?? { kind: 'nothing' };
    if (place.kind === 'nothing') return 'add';
    // Should a user's file lie in it, the disk refuses, and everything is put back.
    if (place.kind === 'folder' && emptied.has(path)) return 'add';
    if (place.kind !== 'file') {
      return { refusal: `${path}: ${told(place.kind)} stands where a generated file must go` };
    }
    if (isRenamedByCase(path, place.identity)) return 'add';
    if (place.isCurrent) return 'unchanged';
    if (owned.has(path)) return 'replace';
    return { refusal: `${path}: a file stands there that no run of this program generated` };
  };
}

function told(kind: 'folder' | 'link' | 'device' | 'file'): string {
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

function foldersToMake(steps: readonly Step[], survey: Survey): string[] {
  const folders = new Set<string>();
  for (const { kind, path } of steps) {
    if (kind !== 'add') continue;
    for (const folder of foldersOf(path)) {
      if (survey.get(folder)?.kind !== 'folder') folders.add(folder);
    }
  }
  return [...folders].sort(byCodeUnit);
}

const MOST_TOLD = 10;

function refused(root: string, refusals: readonly string[]): WriteError {
  const rest = refusals.length - MOST_TOLD;
  const lines = [...refusals.slice(0, MOST_TOLD), ...(rest > 0 ? [`and ${rest} more`] : [])];
  return new WriteError(`${root} holds what must not be overwritten:\n${lines.join('\n')}`, {
    hint: 'Move it away, or choose another output folder. If these files were generated, restore sdk.lock.json, which says so.',
  });
}
