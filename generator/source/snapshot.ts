import { isRecord } from '../util/is-record.js';
import { join } from 'node:path';
import { DocumentRefusedError } from '../errors.js';
import { sha256 } from '../util/hash.js';
import { toUnixLines } from '../util/unix-lines.js';
import { canonicalJson } from './canonical.js';
import { readIfExists, replaceFile } from './files.js';

export const DOCUMENT_FILE = 'swagger.json';
const LOCK_FILE = 'swagger.lock.json';

/** What is recorded beside a document: its origin and its hashes. It contains no time, so the same document gives the same bytes. */
export interface SnapshotLock {
  /** The document's URL after redirects. */
  readonly source: string;
  /** Its name on the documentation page. */
  readonly document?: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** `sha256:` of the canonical text. */
  readonly hash: string;
  /** The version of OpenAPI that the document declares, such as `3.0.1`. */
  readonly publishedVersion: string;
  readonly title: string;
  readonly apiVersion: string;
  readonly operations: number;
  readonly schemas: number;
  /** Name and version of the program. */
  readonly generator: string;
  /** `sha256:` of the settings that change the output. */
  readonly configHash: string;
}

/** A recorded document. */
export interface Snapshot {
  /** In canonical form. */
  readonly text: string;
  readonly lock: SnapshotLock;
}

/** A published document in canonical form, with what the lock records of its content. */
export interface CanonicalDocument extends Omit<SnapshotLock, keyof SnapshotFacts> {
  /** UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the lock records beside the document's content. */
export type SnapshotFacts = Pick<
  SnapshotLock,
  'source' | 'document' | 'etag' | 'lastModified' | 'generator' | 'configHash'
>;

/** Converts a published document to its canonical form. Pure. */
export function canonicalDocument(published: Readonly<Record<string, unknown>>): CanonicalDocument {
  const bytes = new TextEncoder().encode(canonicalJson(published));
  const info = objectAt(published, 'info') ?? {};
  return {
    bytes,
    hash: sha256(bytes),
    publishedVersion: textAt(published, 'openapi') || textAt(published, 'swagger'),
    title: textAt(info, 'title'),
    apiVersion: textAt(info, 'version'),
    ...countDeclared(published),
  };
}

/**
 * Reads the document that is recorded in a folder. If its text was edited, ETag and Last-Modified are left out,
 * because they belong to the text that was recorded.
 *
 * @returns undefined unless both the document and its lock exist.
 * @throws WriteError when a file cannot be read.
 * @throws DocumentRefusedError when the lock is malformed, for example after a merge conflict.
 */
export async function readSnapshot(folder: string): Promise<Snapshot | undefined> {
  const lockPath = join(folder, LOCK_FILE);
  const read = await readIfExists(join(folder, DOCUMENT_FILE));
  const bytes = read && toUnixLines(read);
  const lockBytes = await readIfExists(lockPath);
  if (bytes === undefined || lockBytes === undefined) return undefined;
  const text = bytes.toString();
  const lock = parseLock(lockBytes.toString(), lockPath);
  if (lock.hash === sha256(bytes)) return { text, lock };
  const { etag: _etag, lastModified: _lastModified, ...rest } = lock;
  return { text, lock: rest };
}

/**
 * Records a document: each file is replaced as a whole, and only when its bytes differ.
 *
 * @returns the paths of the files that changed.
 * @throws WriteError when a file cannot be put in place; it is then as it was.
 */
export async function writeSnapshot(
  folder: string,
  { bytes, ...document }: CanonicalDocument,
  facts: SnapshotFacts,
): Promise<readonly string[]> {
  const lock: SnapshotLock = { ...facts, ...document };
  // The document first: a lock whose hash does not match is not trusted.
  const files = [
    [DOCUMENT_FILE, bytes],
    [LOCK_FILE, canonicalJson(lock)],
  ] as const;
  const changed: string[] = [];
  for (const [name, content] of files) {
    const path = join(folder, name);
    if (await replaceFile(path, content)) changed.push(path);
  }
  return changed;
}

/**
 * Replaces ETag and Last-Modified in the lock of a recorded document.
 *
 * @returns whether the lock was written: not when it has them, nor when it is not that of the recorded text.
 * @throws WriteError when it cannot be written; it is then as it was.
 */
export async function writeValidators(
  folder: string,
  { text, lock }: Snapshot,
  validators: Pick<SnapshotLock, 'etag' | 'lastModified'>,
): Promise<boolean> {
  if (lock.hash !== sha256(text)) return false;
  const { etag: _etag, lastModified: _lastModified, ...rest } = lock;
  return replaceFile(join(folder, LOCK_FILE), canonicalJson({ ...rest, ...validators }));
}

function parseLock(text: string, path: string): SnapshotLock {
  const lock = parseJson(text);
  if (isLock(lock)) return lock;
  throw new DocumentRefusedError(`${path} is malformed.`, {
    hint: 'Restore the file from version control, or delete it; the next download writes it again.',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isLock(value: unknown): value is SnapshotLock {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const texts = [
    'source',
    'hash',
    'publishedVersion',
    'title',
    'apiVersion',
    'generator',
    'configHash',
  ];
  const optional = ['document', 'etag', 'lastModified'];
  return (
    texts.every((key) => typeof fields.get(key) === 'string') &&
    optional.every((key) => ['string', 'undefined'].includes(typeof fields.get(key))) &&
    ['operations', 'schemas'].every((key) => typeof fields.get(key) === 'number')
  );
}

/** A text or a number as text, because YAML reads an unquoted 1.0 as a number; otherwise an empty text. */
function textAt(parent: Readonly<Record<string, unknown>>, key: string): string {
  const value = parent[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What a document declares. */
export interface Counts {
  readonly operations: number;
  readonly schemas: number;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];
/** Maps of further operations, by method. */
const ADDITIONAL = ['additionalOperations', 'x-oai-additionalOperations'];

/** Counts the operations and named schemas that a published document (2.0 or 3.x) declares. */
export function countDeclared(published: Readonly<Record<string, unknown>>): Counts {
  const { operations, schemas } = listDeclared(published);
  return { operations: operations.length, schemas: schemas.length };
}

/** Operations by method and path (`GET /Vehicles`), and the names of schemas, in the order of a document. */
export interface Declared {
  readonly operations: readonly string[];
  readonly schemas: readonly string[];
}

/** Lists the operations and named schemas that a published document (2.0 or 3.x) declares. */
export function listDeclared(published: Readonly<Record<string, unknown>>): Declared {
  const schemas =
    objectAt(objectAt(published, 'components') ?? {}, 'schemas') ??
    objectAt(published, 'definitions');
  return {
    operations: Object.entries(objectAt(published, 'paths') ?? {}).flatMap(([path, item]) =>
      path.startsWith('x-') || !isRecord(item)
        ? []
        : listMethods(item).map((method) => `${method.toUpperCase()} ${path}`),
    ),
    schemas: Object.keys(schemas ?? {}),
  };
}

function listMethods(item: Readonly<Record<string, unknown>>): readonly string[] {
  return [
    ...METHODS.filter((method) => objectAt(item, method) !== undefined),
    ...ADDITIONAL.flatMap((key) => Object.keys(objectAt(item, key) ?? {})),
  ];
}

function objectAt(
  parent: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> | undefined {
  const value = Object.hasOwn(parent, key) ? parent[key] : undefined;
  return isRecord(value) ? value : undefined;
}
