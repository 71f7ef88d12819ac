import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testify } from './index.js';

const HISTORY = join(__dirname, '..', '..', '..', '..', 'shared', 'diff', 'radarr-history');
const isAsked = process.env['UPGRADE'] === '1' && existsSync(HISTORY);
const NIGHTS = isAsked ? readdirSync(HISTORY).sort() : [];

/** Two of the nights, with what is to be told of them; `make upgrade` runs this beside all of them. */
const SOME = [
  ['a parameter is gone', 12, ['calendar.list: includeArtist']],
  ['much is added', 14, []],
] as const;

(NIGHTS.length > 0 ? describe : describe.skip)('a night of a real document', () => {
  it.each(SOME)('%s', async (_, night, want) => {
    const read = (index: number) => readFileSync(join(HISTORY, NIGHTS[index] ?? ''), 'utf8');
    const { report, errors } = await testify(read(night - 1), read(night));
    const breaking = report.changes.filter(({ source }) => source === 'breaking');
    expect(breaking.map(({ subject }) => subject)).toEqual(want);
    expect(errors.length > 0).toBe(want.length > 0);
  });
});
