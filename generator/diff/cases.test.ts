import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diff } from '../pipeline/compare.js';

/** Pairs of documents on which comparisons went wrong. They are not part of this repository. */
const CASES = join(__dirname, '..', '..', '..', 'shared', 'cases', 'diff');

/** The case, the verdicts for wire and source (B: breaking, P: potentially, N: not), and the ids of all changes. */
const WANTED = `
01 N B security-loosened
03 B P security-added
05 P N security-scopes-changed
07 N P became-not-read-only
09 B B schema-removed type-changed
11 B B type-changed
13 N N optional-property-added schema-added
15 P N error-status-added error-type-changed
17 N N base-added
19 N N base-added
21 B N parameter-serialization-changed
23 B N encoding-changed
25 B N header-serialization-changed
27 P N security-urls-changed
n1 N N type-generalized
n2 N N
n3 N N
n4 N N
n5 N N
n6 N N
n7 N N
`;

const LETTERS = { breaking: 'B', 'potentially-breaking': 'P', 'non-breaking': 'N' } as const;

(existsSync(CASES) ? it : it.skip).each(WANTED.trim().split('\n'))('%s', async (wanted) => {
  const [name = ''] = wanted.split(' ');
  const [before, after] = ['old', 'new'].map((side) => {
    const location = join(CASES, name, `${side}.json`);
    return { text: readFileSync(location, 'utf8'), location };
  });
  if (before === undefined || after === undefined) throw new Error('a pair has two sides');
  const { verdict, changes } = await diff(before, after);
  const ids = changes.map(({ id }) => id).sort();
  expect([name, LETTERS[verdict.wire], LETTERS[verdict.source], ...ids].join(' ')).toBe(wanted);
});
