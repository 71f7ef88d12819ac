import { join } from 'node:path';
import { DocumentRefusedError } from '../errors.js';
import { sha256 } from '../util/hash.js';
import { canonicalBytes, canonicalJson } from './canonical.js';
import { countsOf } from './counts.js';
import { readIfThere, replaceFile } from './files.js';

const DOCUMENT_FILE = 'swagger.json';
const LOCK_FILE = 'swagger.lock.json';

/** What is recorded beside a document: where it came from, and what it was turned into. No time: the same document gives the same bytes. */
export interface SnapshotLock {
  /** The document's URL after redirects. */
  readonly source: string;
  /** As the documentation page calls it. */
  readonly document?: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** `sha256:` of the canonical text. */
  readonly hash: string;
  /** `3.0.1`: the version of OpenAPI that the document says it is. */
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

/** A document as it was recorded. */
export interface Snapshot {
  /** In canonical form. */
  readonly text: string;
  readonly lock: SnapshotLock;
}

/** A published document in canonical form, and what it says of itself. */
export interface CanonicalDocument extends Omit<SnapshotLock, keyof SnapshotFacts> {
  /** UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the document itself does not say. */
export type SnapshotFacts = Pick<
  SnapshotLock,
  'source' | 'document' | 'etag' | 'lastModified' | 'generator' | 'configHash'
>;

/** The canonical form of a published document. Pure. */
export function canonicalDocument(published: Readonly<Record<string, unknown>>): CanonicalDocument {
  const bytes = canonicalBytes(published);
  const info = objectAt(published, 'info');
  return {
    bytes,
    hash: sha256(bytes),
    publishedVersion: textAt(published, 'openapi') || textAt(published, 'swagger'),
    title: textAt(info, 'title'),
    apiVersion: textAt(info, 'version'),
    ...countsOf(published),
  };
}

/**
 * The document recorded in a folder; undefined unless it and its lock are there. Where the document is
 * no longer what was recorded, its ETag and Last-Modified are left out: they speak of another text.
 *
 * @throws WriteError when it is there and cannot be read.
 * @throws DocumentRefusedError when the lock is not what was written, as after a merge that went wrong.
 */
export async function readSnapshot(folder: string): Promise<Snapshot | undefined> {
  const lockPath = join(folder, LOCK_FILE);
  const bytes = await readIfThere(join(folder, DOCUMENT_FILE));
  const lockBytes = await readIfThere(lockPath);
  if (bytes === undefined || lockBytes === undefined) return undefined;
  const text = bytes.toString();
  const lock = lockFrom(lockBytes.toString(), lockPath);
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
  // The document first: a lock whose hash does not fit it is not believed.
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

function lockFrom(text: string, path: string): SnapshotLock {
  const lock = parsed(text);
  if (isLock(lock)) return lock;
  throw new DocumentRefusedError(`${path} is not what was written there.`, {
    hint: 'Take the file from your version control, or delete it: the next download writes it anew.',
  });
}

function parsed(text: string): unknown {
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

function objectAt(parent: Readonly<Record<string, unknown>>, key: string) {
  const value = parent[key];
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** As text: YAML reads an unquoted 1.0 as a number. Empty for what is neither. */
function textAt(parent: Readonly<Record<string, unknown>>, key: string): string {
  const value = parent[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
