import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { recover } from './journal.js';
import { putFiles, readTree, useTemporaryFolder } from './testing/folders.js';

const folder = useTemporaryFolder();
const root = () => join(folder(), 'out');
const putJournal = (journal: unknown) =>
  putFiles(root(), {
    '.sdkgen.staging/journal.json': typeof journal === 'string' ? journal : JSON.stringify(journal),
    '.sdkgen.staging/old-0': 'evil',
  });

/** A journal may come with a repository of someone else. */
describe('recover', () => {
  it.each<[string, unknown]>([
    ['leads out', { steps: [{ kind: 'replace', path: '../victim.txt' }], folders: [] }],
    ['is absolute', { steps: [{ kind: 'delete', path: '/victim.txt' }], folders: [] }],
    ['removes folders outside', { steps: [], folders: ['../empty'] }],
    [
      'leads through a link',
      { steps: [{ kind: 'replace', path: 'link/victim.txt' }], folders: [] },
    ],
    ['has an unknown kind of step', { steps: [{ kind: 'append', path: 'a' }], folders: [] }],
    ['has no steps', { folders: [] }],
    ['has a step that is null', { steps: [null], folders: [] }],
    ['is not an object', 'null'],
    ['is not JSON', '{'],
  ])('rejects a journal that %s, and changes nothing', async (_, journal) => {
    putFiles(folder(), { 'victim.txt': 'mine', 'out/a.ts': 'a' });
    symlinkSync(folder(), join(root(), 'link'));
    putJournal(journal);
    const before = readTree(folder());
    await expect(recover(root())).rejects.toMatchObject({
      name: 'WriteError',
      hint: expect.stringContaining('delete .sdkgen.staging') as unknown,
    });
    expect(readTree(folder())).toEqual(before);
  });

  it('removes a staging folder without a journal, and a link of that name without following it', async () => {
    putFiles(root(), { '.sdkgen.staging/new-0': 'x' });
    await recover(root());
    expect(readdirSync(root())).toEqual([]);
    putFiles(folder(), { 'elsewhere/journal.json': '{"steps":[],"folders":[]}' });
    symlinkSync(join(folder(), 'elsewhere'), join(root(), '.sdkgen.staging'));
    await recover(root());
    expect(readTree(folder())).toMatchObject({
      'elsewhere/journal.json': '{"steps":[],"folders":[]}',
    });
    expect(readdirSync(root())).toEqual([]);
  });
});
