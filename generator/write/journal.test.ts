import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { recover } from './journal.js';
import { putFiles, treeAt, useTemporaryFolder } from './testing/folders.js';

const folder = useTemporaryFolder();
const root = () => join(folder(), 'out');
const putJournal = (journal: unknown) =>
  putFiles(root(), {
    '.sdkgen.staging/journal.json': typeof journal === 'string' ? journal : JSON.stringify(journal),
    '.sdkgen.staging/old-0': 'evil',
  });

/** A journal may come with a repository that someone else wrote. */
describe('recover', () => {
  it.each<[string, unknown]>([
    ['leads out', { steps: [{ kind: 'replace', path: '../victim.txt' }], folders: [] }],
    ['is absolute', { steps: [{ kind: 'delete', path: '/victim.txt' }], folders: [] }],
    ['removes folders outside', { steps: [], folders: ['../empty'] }],
    [
      'leads through a link',
      { steps: [{ kind: 'replace', path: 'link/victim.txt' }], folders: [] },
    ],
    ['knows another step', { steps: [{ kind: 'append', path: 'a' }], folders: [] }],
    ['has no steps', { folders: [] }],
    ['has steps that are none', { steps: [null], folders: [] }],
    ['is no object', 'null'],
    ['is not JSON', '{'],
  ])('refuses a journal that %s, and touches nothing', async (_, journal) => {
    putFiles(folder(), { 'victim.txt': 'mine', 'out/a.ts': 'a' });
    symlinkSync(folder(), join(root(), 'link'));
    putJournal(journal);
    const before = treeAt(folder());
    await expect(recover(root())).rejects.toMatchObject({
      name: 'WriteError',
      hint: expect.stringContaining('delete .sdkgen.staging'),
    });
    expect(treeAt(folder())).toEqual(before);
  });

  it('takes a staging folder without a journal away, and a link of that name, unfollowed', async () => {
    putFiles(root(), { '.sdkgen.staging/new-0': 'x' });
    await recover(root());
    expect(readdirSync(root())).toEqual([]);
    putFiles(folder(), { 'elsewhere/journal.json': '{"steps":[],"folders":[]}' });
    symlinkSync(join(folder(), 'elsewhere'), join(root(), '.sdkgen.staging'));
    await recover(root());
    expect(treeAt(folder())).toMatchObject({
      'elsewhere/journal.json': '{"steps":[],"folders":[]}',
    });
    expect(readdirSync(root())).toEqual([]);
  });
});
