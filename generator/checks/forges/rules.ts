import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BareRepository } from './bare-repository.js';

/** What a forge does not let happen to a branch. */
export type RuleType =
  'creation' | 'deletion' | 'non_fast_forward' | 'pull_request' | 'required_signatures';

export interface BranchRule {
  /** A branch, or a pattern such as `nightly/*`; `~DEFAULT_BRANCH` and `~ALL` are meant as at GitHub. */
  readonly pattern: string;
  readonly types: readonly RuleType[];
}

/** A change of a branch: `to` is undefined when it is deleted, `from` when it is created. */
export interface BranchChange {
  readonly branch: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What a push is told, by forge. */
export interface HookTexts {
  /** `printf` puts the reference in it. */
  readonly headline: string;
  readonly messages: Readonly<Record<RuleType, string>>;
}

/** GitHub's words. */
export const RULE_MESSAGES: Readonly<Record<RuleType, string>> = {
  creation: 'Cannot create ref due to creations being restricted.',
  deletion: 'Cannot delete this branch',
  non_fast_forward: 'Cannot force-push to this branch',
  pull_request: 'Changes must be made through a pull request.',
  required_signatures: 'Commits must have verified signatures.',
};

/** The rules that hold for a branch. */
export function rulesOf(
  rules: readonly BranchRule[],
  branch: string,
  defaultBranch: string,
): readonly RuleType[] {
  const matching = rules.filter(({ pattern }) => toRegExp(pattern, defaultBranch).test(branch));
  return [...new Set(matching.flatMap(({ types }) => types))];
}

/** @returns what a change violates; empty when the rules allow it. */
export async function findViolations(
  repository: BareRepository,
  types: readonly RuleType[],
  change: BranchChange,
): Promise<readonly string[]> {
  const broken = await Promise.all(
    types.map(async (type) =>
      (await isBroken(repository, type, change)) ? [RULE_MESSAGES[type]] : [],
    ),
  );
  return broken.flat();
}

async function isBroken(
  repository: BareRepository,
  type: RuleType,
  { from, to }: BranchChange,
): Promise<boolean> {
  switch (type) {
    case 'creation':
      return from === undefined;
    case 'deletion':
      return to === undefined;
    case 'non_fast_forward':
      return from !== undefined && to !== undefined && !(await repository.isAncestor(from, to));
    case 'pull_request':
      return to !== undefined;
    case 'required_signatures': {
      const added = to === undefined ? [] : await repository.log(to, '--not', '--branches');
      return added.some(({ isSigned }) => !isSigned);
    }
  }
  return type satisfies never;
}

/** Makes pushes obey the rules, too: git runs this hook before it moves any branch. */
export async function installHook(
  repository: BareRepository,
  rules: readonly BranchRule[],
  defaultBranch: string,
  { headline, messages }: HookTexts,
): Promise<void> {
  const checks = rules.flatMap(({ pattern, types }) =>
    types.map((type) => {
      const branches = toRegExp(pattern, defaultBranch).source.replaceAll('\\/', '/');
      return `if matches '${branches}' && ${BROKEN[type]}; then refuse '${messages[type]}'; fi`;
    }),
  );
  const file = join(repository.path, 'hooks', 'pre-receive');
  await writeFile(
    file,
    HOOK.replace('CHECKS', () => checks.join('\n  ') || ':').replace('HEADLINE', headline),
  );
  await chmod(file, 0o755);
}

/** The conditions of {@link isBroken} for a shell: `old` and `new` are all zeros where there is nothing. */
const BROKEN: Readonly<Record<RuleType, string>> = {
  creation: 'is_absent "$old"',
  deletion: 'is_absent "$new"',
  non_fast_forward:
    '! is_absent "$old" && ! is_absent "$new" && ! git merge-base --is-ancestor "$old" "$new"',
  pull_request: '! is_absent "$new"',
  required_signatures: '! is_absent "$new" && has_unsigned',
};

const HOOK = `#!/bin/sh
code=0
matches() { printf '%s\\n' "\${ref#refs/heads/}" | grep -Eq "$1"; }
is_absent() { ! printf '%s\\n' "$1" | grep -q '[^0]'; }
has_unsigned() {
  for commit in $(git rev-list "$new" --not --branches); do
    git cat-file commit "$commit" | sed '/^$/q' | grep -q '^gpgsig ' || return 0
  done
  return 1
}
refuse() {
  printf 'HEADLINE\\n- %s\\n' "$ref" "$1" >&2
  code=1
}
while read -r old new ref; do
  case $ref in refs/heads/*) ;; *) continue ;; esac
  CHECKS
done
exit $code
`;

function toRegExp(pattern: string, defaultBranch: string): RegExp {
  if (pattern === '~ALL') return /^/;
  const literal = pattern === '~DEFAULT_BRANCH' ? defaultBranch : pattern;
  const source = literal
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*/g, (stars) => (stars === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^${source}$`);
}
