import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.js';
import { checkOutputFolder } from './output-folder.js';

const work = realpathSync(mkdtempSync(join(tmpdir(), 'sdkgen-output-')));
const cwd = join(work, 'project', 'app');
beforeAll(() => {
  mkdirSync(cwd, { recursive: true });
  for (const folder of ['empty', 'hidden', 'ours', 'theirs']) mkdirSync(join(work, folder));
  mkdirSync(join(work, 'hidden', '.git'));
  writeFileSync(join(work, 'ours', 'sdk.lock.json'), '{}');
  for (const name of ['d', 'c', 'b', 'a']) writeFileSync(join(work, 'theirs', name), '');
  symlinkSync('/', join(work, 'link'));
});
afterAll(() => rmSync(work, { recursive: true }));

it.each(['missing', 'missing/too', 'empty', 'hidden', 'ours', 'project/app', 'project/app/sdk'])(
  'a package may be written to %s',
  async (folder) => {
    await expect(checkOutputFolder(join(work, folder), cwd)).resolves.toBeUndefined();
  },
);

it.each<[string, () => string, string]>([
  ['the root', () => '/', 'is the root of the file system.'],
  ['a link to the root', () => join(work, 'link'), 'is the root of the file system.'],
  ['the home folder', () => homedir(), 'is the home folder.'],
  ['the folder above', () => join(work, 'project'), 'is above the working folder app, and'],
  ['the one above that', () => work, `is above the working folder ${join('project', 'app')}, and`],
  [
    'a folder of other files',
    () => join(work, 'theirs'),
    'has files, but no package of this program (no sdk.lock.json): a, b, c and 1 more.',
  ],
])('%s is refused', async (_, folder, message) => {
  const refusal: unknown = await checkOutputFolder(folder(), cwd).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UsageError);
  expect(refusal).toMatchObject({
    message: expect.stringContaining(`${folder()} ${message}`) as string,
    hint: expect.stringContaining('--force') as string,
  });
});
