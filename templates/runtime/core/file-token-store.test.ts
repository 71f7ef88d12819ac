import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileTokenStore } from './file-token-store.js';
import { clientFor, credentialsAt, GET, rejection } from '../testing/client.js';
import { closeServers, json, serve } from '../testing/server.js';

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'token-store-'));
  folder = join(parent, 'tokens');
});
afterEach(async () => {
  await closeServers();
  await rm(parent, { recursive: true });
});

const HOUR = 3_600_000;
const obtainedAt = Date.UTC(2026, 0, 1);
const token = { accessToken: 'the-token', obtainedAt, expiresAt: obtainedAt + HOUR };
const key = JSON.stringify(['https://id.test/connect/token', 'my-client', 'api']);
const hash = createHash('sha256').update(key).digest('hex');

/** Stores a token, and replaces its file's text. */
async function storeText(text: string): Promise<FileTokenStore> {
  const store = new FileTokenStore(folder);
  await store.set(key, token);
  await writeFile(join(folder, `${hash}.json`), text);
  return store;
}

describe('FileTokenStore', () => {
  it('keeps a token for the next process', async () => {
    await new FileTokenStore(folder).set(key, token);
    await expect(new FileTokenStore(folder).get(key)).resolves.toEqual(token);
    await expect(new FileTokenStore(folder).get('another')).resolves.toBeUndefined();
  });

  it('deletes a token', async () => {
    const store = new FileTokenStore(folder);
    await store.set(key, token);
    await store.set('another', token);
    await store.delete(key);
    await expect(store.get(key)).resolves.toBeUndefined();
    await expect(store.get('another')).resolves.toEqual(token);
  });

  it('is empty at first', async () => {
    const store = new FileTokenStore(folder);
    await expect(store.get(key)).resolves.toBeUndefined();
    await store.delete(key);
    await expect(readdir(parent)).resolves.toEqual([]);
  });

  it('writes files that only their owner can read, named by a hash of URL, client id and scope', async () => {
    await new FileTokenStore(folder).set(key, token);
    const path = join(folder, `${hash}.json`);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await expect(readdir(folder)).resolves.toEqual([`${hash}.json`]);
    await expect(readFile(path, 'utf8')).resolves.toBe(JSON.stringify(token));
  });

  it('refuses a file that others can read, until the token is stored again', async () => {
    const store = new FileTokenStore(folder);
    const path = join(folder, `${hash}.json`);
    await store.set(key, token);
    await chmod(path, 0o640);
    expect(String(await rejection(store.get(key)))).toBe(
      `ConfigurationError: The file '${path}' can be read by others: delete it, or set its mode to 600`,
    );
    await store.set(key, token);
    await expect(store.get(key)).resolves.toEqual(token);
  });

  it('says so when the path is that of a file', async () => {
    const store = new FileTokenStore(folder);
    await writeFile(folder, '{}');
    for (const use of [() => store.get(key), () => store.set(key, token), () => store.delete(key)])
      expect(String(await rejection(use()))).toBe(
        `ConfigurationError: '${folder}' is not a folder: delete it, or give another path`,
      );
  });

  it.each([
    ['a truncated file', '{"accessToken":"the-to'],
    ['an empty file', ''],
    ['no object', 'null'],
    ['no access token', JSON.stringify({ obtainedAt })],
    ['an empty access token', JSON.stringify({ ...token, accessToken: '' })],
    ['an access token of another type', JSON.stringify({ ...token, accessToken: 7 })],
    ['no time of its request', JSON.stringify({ accessToken: 'the-token' })],
    ['a time of its request as text', JSON.stringify({ ...token, obtainedAt: '1' })],
    ['a negative time of its request', JSON.stringify({ ...token, obtainedAt: -1 })],
    [
      'a future time of its request',
      JSON.stringify({ ...token, obtainedAt: 8e15, expiresAt: 8.1e15 }),
    ],
    ['no end, as null', JSON.stringify({ ...token, expiresAt: null })],
    ['an end as text', JSON.stringify({ ...token, expiresAt: 'never' })],
    ['an end before its request', JSON.stringify({ ...token, expiresAt: obtainedAt - 1 })],
    ['an end at infinity', JSON.stringify(token).replace(/\d+}$/, '1e999}')],
  ])('counts as empty when the file holds %s', async (_what, text) => {
    const store = await storeText(text);
    await expect(store.get(key)).resolves.toBeUndefined();
    await store.set(key, token);
    await expect(store.get(key)).resolves.toEqual(token);
  });

  it('reads the members of a token, and no others', async () => {
    const store = await storeText(JSON.stringify({ ...token, expiresAt: undefined, more: 1 }));
    await expect(store.get(key)).resolves.toEqual({ accessToken: 'the-token', obtainedAt });
  });

  it('loses no token when many processes store one at once', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `client ${index}`);
    await Promise.all(keys.map((name) => new FileTokenStore(folder).set(name, token)));
    const kept = await Promise.all(keys.map((name) => new FileTokenStore(folder).get(name)));
    expect(kept.filter(Boolean)).toHaveLength(20);
  });

  it('leaves no temporary file when it cannot replace the file', async () => {
    jest.doMock('node:fs/promises', () => ({
      ...jest.requireActual<object>('node:fs/promises'),
      rename: () => Promise.reject(new Error('disk broken')),
    }));
    await jest.isolateModulesAsync(async () => {
      const broken = await import('./file-token-store.js');
      const error = await rejection(new broken.FileTokenStore(folder).set(key, token));
      expect(String(error)).toBe('Error: disk broken');
    });
    jest.dontMock('node:fs/promises');
    await expect(readdir(folder)).resolves.toEqual([]);
  });

  it('deletes the temporary file that a killed process left behind, and none in use', async () => {
    const store = new FileTokenStore(folder);
    await store.set(key, token);
    const [left, inUse] = [`${hash}.json.1.tmp`, `${hash}.json.2.tmp`];
    for (const name of [left, inUse]) await writeFile(join(folder, name), '{');
    const longAgo = new Date(Date.now() - HOUR);
    await utimes(join(folder, left), longAgo, longAgo);
    await store.set('another', token);
    const names = await readdir(folder);
    expect(names).toContain(inUse);
    expect(names).not.toContain(left);
  });

  it('saves the token request of a second process', async () => {
    const tokens = await serve((response) =>
      json(response, { access_token: 't', expires_in: 30_734_400 }),
    );
    const api = await serve((response) => json(response, 'data'));
    for (let process = 0; process < 2; process += 1)
      await clientFor(api, {
        ...credentialsAt(tokens),
        tokenStore: new FileTokenStore(folder),
      }).call(GET);
    expect([tokens.requests.length, api.requests.length]).toEqual([1, 2]);
  });
});
