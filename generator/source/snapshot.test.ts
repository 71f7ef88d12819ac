import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentRefusedError, WriteError } from '../errors.js';
import { canonicalDocument, countDeclared, readSnapshot, writeSnapshot } from './snapshot.js';
import { readStandIn } from './obtain.js';
import { documentText, failureOf } from './testing/server.js';

const PUBLISHED = JSON.parse(documentText()) as Record<string, unknown>;
const DOCUMENT = canonicalDocument(PUBLISHED);
const FACTS = {
  source: 'https://api.example/swagger/v1/swagger.json',
  document: 'Fleet v1',
  etag: '"1"',
  lastModified: 'Mon, 23 Nov 2026 12:00:00 GMT',
  generator: 'sdkgen 1.0.0',
  configHash: 'sha256:00',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a snapshot', () => {
  it('is the same with the line ends of Windows, which Git may give it', async () => {
    await writeSnapshot(folder, DOCUMENT, FACTS);
    const before = await readSnapshot(folder);
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8');
      writeFileSync(join(folder, name), text.replaceAll('\n', '\r\n'));
    }
    expect(await readSnapshot(folder)).toEqual(before);
    expect(before?.lock).toHaveProperty('etag');
    expect(await writeSnapshot(folder, DOCUMENT, FACTS)).toEqual([]);
  });

  it('says where the document came from and what it holds, and no time', async () => {
    const target = join(folder, 'fixtures', 'prod');
    const changed = await writeSnapshot(target, DOCUMENT, FACTS);
    expect(changed).toEqual([join(target, 'swagger.json'), join(target, 'swagger.lock.json')]);
    expect(readFileSync(join(target, 'swagger.lock.json'), 'utf8')).toBe(
      `{
  "apiVersion": "v1",
  "configHash": "sha256:00",
  "document": "Fleet v1",
  "etag": "\\"1\\"",
  "generator": "sdkgen 1.0.0",
  "hash": "sha256:70ef",
  "lastModified": "Mon, 23 Nov 2026 12:00:00 GMT",
  "operations": 1,
  "publishedVersion": "3.0.1",
  "schemas": 0,
  "source": "https://api.example/swagger/v1/swagger.json",
  "title": "Fleet"
}
`.replace('sha256:70ef', DOCUMENT.hash),
    );
    expect(readdirSync(target).sort()).toEqual(['swagger.json', 'swagger.lock.json']);
  });

  it('comes back as it was written', async () => {
    await writeSnapshot(folder, DOCUMENT, FACTS);
    const { bytes, ...said } = DOCUMENT;
    const text = new TextDecoder().decode(bytes);
    expect(await readSnapshot(folder)).toEqual({ text, lock: { ...FACTS, ...said } });
  });

  it('is not touched when nothing changed, and only where something did', async () => {
    await writeSnapshot(folder, DOCUMENT, FACTS);
    const { ino } = statSync(join(folder, 'swagger.json'));
    expect(await writeSnapshot(folder, DOCUMENT, FACTS)).toEqual([]);
    const renewed = { ...FACTS, etag: '"2"' };
    expect(await writeSnapshot(folder, DOCUMENT, renewed)).toEqual([
      join(folder, 'swagger.lock.json'),
    ]);
    expect(statSync(join(folder, 'swagger.json')).ino).toBe(ino);
  });

  it('has the same hash whatever the order of the document', () => {
    const turned = Object.fromEntries(Object.entries(PUBLISHED).reverse());
    expect(canonicalDocument(turned)).toEqual(DOCUMENT);
  });

  it('drops the ETag of a document that was edited since', async () => {
    await writeSnapshot(folder, DOCUMENT, FACTS);
    writeFileSync(join(folder, 'swagger.json'), documentText('Edited'));
    const lock = (await readSnapshot(folder))?.lock;
    expect(lock?.source).toBe(FACTS.source);
    expect([lock?.etag, lock?.lastModified]).toEqual([undefined, undefined]);
  });

  it('is none without its lock', async () => {
    writeFileSync(join(folder, 'swagger.json'), documentText());
    expect(await readSnapshot(folder)).toBeUndefined();
    expect(await readSnapshot(join(folder, 'nowhere'))).toBeUndefined();
  });

  it.each(['<<<<<<< HEAD', '{}', 'null', '{"source":1}'])(
    'with the lock %j is refused',
    async (lock) => {
      writeFileSync(join(folder, 'swagger.json'), documentText());
      writeFileSync(join(folder, 'swagger.lock.json'), lock);
      const error = await failureOf(readSnapshot(folder));
      expect(error).toBeInstanceOf(DocumentRefusedError);
      expect(error.message).toContain('swagger.lock.json');
      expect(error.hint).toContain('delete it');
    },
  );

  it('that cannot be put in place leaves nothing behind', async () => {
    mkdirSync(join(folder, 'swagger.lock.json'));
    const error = await failureOf(writeSnapshot(folder, DOCUMENT, FACTS));
    expect(error).toBeInstanceOf(WriteError);
    expect(error.message).toContain(join(folder, 'swagger.lock.json'));
    expect(readdirSync(folder).sort()).toEqual(['swagger.json', 'swagger.lock.json']);
  });

  it('deletes the drafts of killed runs, and not those of running ones', async () => {
    const gone = spawnSync(process.execPath, ['-e', 'console.log(process.pid)'])
      .stdout.toString()
      .trim();
    const host = hostname().replace(/[^\w.]/g, '_');
    const dead = `.swagger.json.${host}-${gone}-0123456789ab`;
    const living = `.swagger.json.${host}-${process.ppid}-0123456789ab`;
    for (const name of [dead, living]) writeFileSync(join(folder, name), '{');
    await writeSnapshot(folder, DOCUMENT, FACTS);
    expect(readdirSync(folder).sort()).toEqual([living, 'swagger.json', 'swagger.lock.json']);
  });

  it('where nobody can write says so', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'mine');
    const error = await failureOf(writeSnapshot(join(file, 'snapshot'), DOCUMENT, FACTS));
    expect(error).toBeInstanceOf(WriteError);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

it.each<[string, Record<string, unknown>, { operations: number; schemas: number }]>([
  [
    'OpenAPI 3',
    {
      paths: {
        '/a': { get: {}, post: {}, parameters: [], summary: '' },
        '/b': { trace: {} },
        'x-a': { get: {} },
      },
      components: { schemas: { A: {}, B: true } },
    },
    { operations: 3, schemas: 2 },
  ],
  [
    'Swagger 2.0',
    { paths: { '/a': { get: {} } }, definitions: { A: {} } },
    { operations: 1, schemas: 1 },
  ],
  ['nonsense', { paths: null, components: [] }, { operations: 0, schemas: 0 }],
])('counts the operations and schemas of %s', (_, published, want) => {
  expect(countDeclared(published)).toEqual(want);
});

it("finds the document that stands in for the vendor's", async () => {
  const { text, location } = await readStandIn();
  expect(location).toMatch(/fixtures.sandbox.swagger\.json$/);
  expect(countDeclared(JSON.parse(text) as Record<string, unknown>).operations).toBeGreaterThan(0);
});
