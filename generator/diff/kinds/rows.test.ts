import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Direction } from '../finding.js';
import { KINDS, type KindId } from './index.js';
import { ROWS } from './testing/rows.js';

/** The list from which the kinds were made. It is not part of this repository; the table of rows is its copy. */
const LIST = join(__dirname, '..', '..', '..', '..', 'shared', 'diff', 'change-kinds.tsv');
const isThere = existsSync(LIST);

describe('the list of changes', () => {
  it('has 141 rows', () => {
    expect(ROWS).toHaveLength(141);
  });

  it.each(
    ROWS.flatMap((row) => (row.id === 'silent' ? [] : [[row.group, row.name, row] as const])),
  )('%s: %s', (_group, _name, { id, wire, source }) => {
    const words = id.split(' ');
    const kind = KINDS[words.at(-1) as KindId];
    const found = 'always' in kind ? kind.always : kind[words[0] as Direction];
    // A change that is not on the wire breaks nothing there.
    expect(found).toMatchObject({ wire: wire ?? 'non-breaking', source });
  });

  (isThere ? it : it.skip)('is copied with its verdicts', () => {
    const [, ...lines] = readFileSync(LIST, 'utf8').trimEnd().split('\n');
    const listed = lines.map((line) => {
      const [group = '', kind = '', , wire = '', source = ''] = line.split('\t');
      return { group, name: shortOf(kind), wire: wire === 'silent' ? undefined : wire, source };
    });
    expect(ROWS.map(({ group, name, wire, source }) => ({ group, name, wire, source }))).toEqual(
      listed,
    );
  });
});

function shortOf(kind: string): string {
  return kind
    .replace(/\(.*?\)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
