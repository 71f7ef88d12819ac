import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf } from '../../diff/compiler/testing/documents.js';
import { PAIRS } from '../../diff/compiler/testing/pairs/index.js';
import { checkUpgrade } from './index.js';

/** Slow, so only `make upgrade` runs them. */
const isEnabled = process.env['UPGRADE'] === '1';

(isEnabled ? describe : describe.skip)(
  'a program that uses everything in the old package compiles exactly if nothing breaks',
  () => {
    it.each(PAIRS)('$what', async ({ before, after }) => {
      const { report, errors } = await checkUpgrade(documentOf(before), documentOf(after));
      const isBreaking = report.verdict.source === 'breaking';
      expect(isBreaking ? errors.length > 0 : errors).toEqual(isBreaking ? true : []);
    });
  },
);

const HISTORY = join(__dirname, '..', '..', '..', '..', 'shared', 'diff', 'radarr-history');
const VERSIONS = isEnabled && existsSync(HISTORY) ? readdirSync(HISTORY).sort() : [];

/** Two versions, with what breaks in them; `make upgrade` also checks all the others. */
const EXAMPLES = [
  ['a parameter is removed', 12, ['calendar.list: includeArtist']],
  ['much is added', 14, []],
] as const;

(VERSIONS.length > 0 ? describe : describe.skip)('two versions of a real document', () => {
  it.each(EXAMPLES)('%s', async (_, version, want) => {
    const read = (index: number) => readFileSync(join(HISTORY, VERSIONS[index] ?? ''), 'utf8');
    const { report, errors } = await checkUpgrade(read(version - 1), read(version));
    const breaking = report.changes.filter(({ source }) => source === 'breaking');
    expect(breaking.map(({ subject }) => subject)).toEqual(want);
    expect(errors.length > 0).toBe(want.length > 0);
  });
});
