import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileRateLimitStore } from './file-rate-limit-store.js';
import { rejection } from '../testing/client.js';

let parent: string;
let folder: string;
let now = 0;
beforeEach(async () => {
  now = START;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  parent = await mkdtemp(join(tmpdir(), 'rate-limit-store-'));
  folder = join(parent, 'limits');
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(parent, { recursive: true });
});

const START = Date.UTC(2026, 0, 1);
const key = 'https://api.test my-client 3/1000';
const limit = { requests: 3, perMs: 1_000 };

/** The store as another process has it. */
const open = () => new FileRateLimitStore(folder);
const take = (ticket: string, ahead = 0) => open().take(key, limit, ticket, ahead);
const pass = (ms: number) => (now += ms);

/** The folder of the limit. */
async function getLimitFolder(): Promise<string> {
  const [name = ''] = await readdir(folder);
  return join(folder, name);
}

describe('FileRateLimitStore', () => {
  it('gives each slot to one process', async () => {
    const waits = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((ticket) => take(ticket)));
    expect(waits.filter((ms) => ms === 0)).toHaveLength(3);
  });

  it('notices what other processes have taken since it looked', async () => {
    const [one, other] = [open(), open()];
    expect(await one.take(key, limit, 'a', 0)).toBe(0);
    for (const ticket of ['b', 'c']) expect(await other.take(key, limit, ticket, 0)).toBe(0);
    expect(await one.take(key, limit, 'd', 0)).toBe(121_000);
    await other.release(key, 'b', 0);
    pass(20);
    expect(await one.take(key, limit, 'd', 0)).toBe(0);
  });

  it('says when the slot becomes free for a call that has others ahead', async () => {
    const store = open();
    for (const [index, ticket] of ['a', 'b', 'c'].entries()) {
      await store.take(key, limit, ticket, 0);
      await store.release(key, ticket, 1_000 + index);
    }
    const waits = await Promise.all([0, 1, 2, 3].map((ahead) => take('d', ahead)));
    expect(waits).toEqual([1_000, 1_001, 1_002, 1_002]);
    pass(1_000);
    expect([await take('d'), await take('e')]).toEqual([0, 1]);
  });

  it('frees a slot at once when nothing was sent', async () => {
    const store = open();
    for (let times = 0; times < 9; times += 1) {
      expect(await store.take(key, limit, `ticket ${times}`, 0)).toBe(0);
      await store.release(key, `ticket ${times}`, 0);
    }
  });

  it('frees the slot of a killed process a window and two minutes after it was taken', async () => {
    for (const ticket of ['a', 'b', 'c']) await take(ticket);
    pass(120_999);
    expect(await take('d')).toBe(1);
    pass(1);
    expect(await take('d')).toBe(0);
  });

  it('leaves a slot to whom it was given when its first process comes back late', async () => {
    const late = open();
    for (const ticket of ['a', 'b', 'c']) await late.take(key, limit, ticket, 0);
    pass(121_000);
    for (const ticket of ['d', 'e', 'f']) expect(await take(ticket)).toBe(0);
    await late.release(key, 'a', 0);
    expect(await take('g')).toBe(121_000);
  });

  it('gives nobody a slot during a pause', async () => {
    const store = open();
    await store.take(key, limit, 'a', 0);
    await store.pause(key, 5_000);
    await store.pause(key, 4_000);
    expect(await take('b')).toBe(5_000);
    pass(5_000);
    expect(await take('b')).toBe(0);
    await store.pause(key, 1_000);
    const names = await readdir(await getLimitFolder());
    expect(names.filter((name) => name.startsWith('pause'))).toHaveLength(1);
  });

  it('waits for no time of a clock that was set back', async () => {
    const store = open();
    for (const ticket of ['a', 'b', 'c']) await store.take(key, limit, ticket, 0);
    await store.pause(key, 60_000);
    pass(-86_400_000);
    expect(await take('d')).toBe(0);
  });

  it('counts limits and client ids apart', async () => {
    for (const ticket of ['a', 'b', 'c']) await take(ticket);
    expect(await open().take('another key', limit, 'd', 0)).toBe(0);
  });

  it('creates files that only their owner can read, which name neither host nor client id', async () => {
    await take('a');
    const limitFolder = await getLimitFolder();
    const names = await readdir(limitFolder);
    expect(names).toHaveLength(3);
    expect((await stat(join(limitFolder, names[0]!))).mode & 0o777).toBe(0o600);
    expect((await stat(limitFolder)).mode & 0o777).toBe(0o700);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(`${limitFolder} ${names.join()}`).not.toMatch(/api\.test|my-client/);
  });

  it('lets every slot count for a window after someone has deleted its files', async () => {
    await take('a');
    const limitFolder = await getLimitFolder();
    for (const name of (await readdir(limitFolder)).slice(1)) await rm(join(limitFolder, name));
    expect(await take('b')).toBe(1_010);
    pass(1_010);
    expect(await take('b')).toBe(0);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('deletes what a process left that was killed while it created a folder', async () => {
    const [old, recent] = ['old.tmp', 'recent.tmp'].map((name) => join(folder, name));
    await mkdir(old!, { recursive: true });
    await mkdir(recent!);
    await writeFile(join(old!, 'slot0-0-0'), '');
    const past = new Date(START - 3_600_000);
    await utimes(old!, past, past);
    await take('a');
    const names = await readdir(folder);
    expect(names).toHaveLength(2);
    expect(names).toContain('recent.tmp');
  });

  it('rejects when the path is not a folder', async () => {
    await writeFile(folder, '');
    expect(String(await rejection(take('a')))).toMatch(/ENOTDIR|EEXIST/);
  });
});
