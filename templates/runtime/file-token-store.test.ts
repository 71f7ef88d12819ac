import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileTokenStore } from './file-token-store.js';
import { clientFor, credentialsAt, GET, rejection } from './testing/client.js';
import { closeServers, json, serve } from './testing/server.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-store-'));
  file = join(folder, 'tokens', 'sdk.json');
});
afterEach(async () => {
  await closeServers();
  await rm(folder, { recursive: true });
});

const token = { accessToken: 'the-token', obtainedAt: 1, expiresAt: 2 };
const key = JSON.stringify(['https://id.test/connect/token', 'my-client', 'api']);

describe('FileTokenStore', () => {
  it('keeps a token for the next process', async () => {
    await new FileTokenStore(file).set(key, token);
    await expect(new FileTokenStore(file).get(key)).resolves.toEqual(token);
    await expect(new FileTokenStore(file).get('another')).resolves.toBeUndefined();
  });

  it('deletes a token', async () => {
    const store = new FileTokenStore(file);
    await store.set(key, token);
    await store.set('another', token);
    await store.delete(key);
    await expect(store.get(key)).resolves.toBeUndefined();
    await expect(store.get('another')).resolves.toEqual(token);
  });

  it('is empty at first', async () => {
    const store = new FileTokenStore(file);
    await expect(store.get(key)).resolves.toBeUndefined();
    await store.delete(key);
    await expect(readdir(folder)).resolves.toEqual([]);
  });

  it('writes a file that only its owner can read, and leaves no temporary file', async () => {
    await new FileTokenStore(file).set(key, token);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'tokens'))).mode & 0o777).toBe(0o700);
    await expect(readdir(join(folder, 'tokens'))).resolves.toEqual(['sdk.json']);
  });

  it('stores a hash in place of URL, client id and scope', async () => {
    await new FileTokenStore(file).set(key, token);
    const text = await readFile(file, 'utf8');
    expect(text).not.toMatch(/id\.test|my-client/);
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      expect.stringMatching(/^[\da-f]{64}$/),
    ]);
  });

  it('refuses a file that others can read', async () => {
    const store = new FileTokenStore(file);
    await store.set(key, token);
    await chmod(file, 0o640);
    for (const use of [() => store.get(key), () => store.set(key, token)])
      expect(String(await rejection(use()))).toBe(
        `ConfigurationError: The token file '${file}' can be read by others: delete it, or set its mode to 600`,
      );
  });

  it.each([
    ['a truncated file', '{"a'],
    ['no JSON object', 'null'],
    ['no tokens', '{"a":1,"b":{"accessToken":7}}'],
  ])('counts as empty when it holds %s', async (_what, text) => {
    const store = new FileTokenStore(file);
    await store.set(key, token);
    await writeFile(file, text);
    await expect(store.get(key)).resolves.toBeUndefined();
    await store.set(key, token);
    await expect(store.get(key)).resolves.toEqual(token);
  });

  it('loses no token when many are stored at once', async () => {
    const store = new FileTokenStore(file);
    const keys = Array.from({ length: 20 }, (_, index) => `client ${index}`);
    await Promise.all(keys.map((name) => store.set(name, token)));
    const kept = await Promise.all(keys.map((name) => store.get(name)));
    expect(kept.filter(Boolean)).toHaveLength(20);
  });

  it('leaves no temporary file when it cannot replace the file', async () => {
    jest.doMock('node:fs/promises', () => ({
      ...jest.requireActual<object>('node:fs/promises'),
      rename: () => Promise.reject(new Error('disk broken')),
    }));
    await jest.isolateModulesAsync(async () => {
      const broken = await import('./file-token-store.js');
      const error = await rejection(new broken.FileTokenStore(file).set(key, token));
      expect(String(error)).toBe('Error: disk broken');
    });
    jest.dontMock('node:fs/promises');
    await expect(readdir(join(folder, 'tokens'))).resolves.toEqual([]);
  });

  it('saves the token request of a second process', async () => {
    const tokens = await serve((response) =>
      json(response, { access_token: 't', expires_in: 30_734_400 }),
    );
    const api = await serve((response) => json(response, 'data'));
    for (let process = 0; process < 2; process += 1)
      await clientFor(api, {
        ...credentialsAt(tokens),
        tokenStore: new FileTokenStore(file),
      }).call(GET);
    expect([tokens.requests.length, api.requests.length]).toEqual([1, 2]);
  });
});
