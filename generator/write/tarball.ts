import { types } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { DocumentRefusedError } from '../errors.js';
import { foldPath, getPathProblem } from './paths.js';

/** More than the package of the largest document that is read. */
const MAX_BYTES = 512 * 1024 * 1024;
const MAX_ENTRIES = 100_000;
const BLOCK = 512;
const MAX_PAX_BYTES = 64 * 1024;

/**
 * Reads a tarball as `npm pack` writes it: gzip around the ustar format of POSIX, with pax headers for long paths. Whatever
 * another program might unpack to something else is refused, so that what is checked is what is installed.
 *
 * @param bytes the file.
 * @param maxBytes the most that it may unpack to.
 * @returns the content of each file by its path in the package, without the folder that they are all in.
 * @throws DocumentRefusedError for anything but regular files and folders, two files with one path, a path that leaves the
 *   package, what is too large, and for any other file than a tarball.
 */
export function parseTarball(bytes: Uint8Array, maxBytes = MAX_BYTES): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  const folded = new Set<string>();
  for (const { path, content } of readEntries(unzip(bytes, maxBytes))) {
    if (folded.has(foldPath(path))) throw refuse(`has ${quote(path)} twice`);
    folded.add(foldPath(path));
    files.set(path, content);
  }
  if (files.size === 0) throw refuse('has no files');
  return files;
}

function unzip(bytes: Uint8Array, maxOutputLength: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength });
  } catch (error) {
    // Not `instanceof Error`: under jest, Node's own errors come from another realm.
    const isTooLarge =
      types.isNativeError(error) && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (isTooLarge) throw refuse(`unpacks to more than ${maxOutputLength} bytes`, error);
    throw refuse('is not compressed with gzip, or incomplete', error);
  }
}

interface Entry {
  readonly path: string;
  readonly content: Buffer;
}

function* readEntries(archive: Buffer): Generator<Entry> {
  /** From the pax header before an entry. */
  let longPath: string | undefined;
  let count = 0;
  for (let offset = 0; offset < archive.length;) {
    const header = archive.subarray(offset, offset + BLOCK);
    if (isZero(header)) {
      if (!isZero(archive.subarray(offset))) throw refuse('has data after its end');
      break;
    }
    if (++count > MAX_ENTRIES) throw refuse(`has more than ${MAX_ENTRIES} entries`);
    const { path: shortPath, size, type } = readHeader(header);
    const content = archive.subarray(offset + BLOCK, offset + BLOCK + size);
    if (content.length < size) throw refuse('is incomplete');
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (type === 'x') {
      if (size > MAX_PAX_BYTES) throw refuse('has a damaged header');
      if (longPath !== undefined) throw refuse('has two pax headers for one entry');
      longPath = readPaxPath(content);
      continue;
    }
    const path = longPath ?? shortPath;
    longPath = undefined;
    const isFolder = type === '5' && size === 0;
    if (type !== '0' && !isFolder)
      throw refuse(`has ${quote(path)}, which is neither a file nor a folder`);
    const problem = getPathProblem(isFolder ? path.replace(/\/$/, '') : path);
    if (problem !== undefined) throw refuse(`has ${quote(path)}, a path that ${problem}`);
    if (!isFolder) yield { path: toPackagePath(path), content };
  }
}

interface Header {
  readonly path: string;
  readonly size: number;
  readonly type: string;
}

/** IEEE Std 1003.1, pax, "ustar Interchange Format". */
function readHeader(header: Buffer): Header {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (header.length < BLOCK || header.toString('latin1', 257, 265) !== 'ustar\x0000')
    throw refuse('is not in the ustar format that npm writes');
  if (readNumber(header, 148, 156) !== sum) throw refuse('has a damaged header');
  const [name, prefix] = [readText(header, 0, 100), readText(header, 345, 500)];
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    size: readNumber(header, 124, 136),
    type: header.toString('latin1', 156, 157).replace('\0', '0'),
  };
}

function readText(header: Buffer, start: number, end: number): string {
  const bytes = header.subarray(start, end);
  const length = bytes.indexOf(0);
  if (length >= 0 && !isZero(bytes.subarray(length))) throw refuse('has a damaged header');
  return decode(length < 0 ? bytes : bytes.subarray(0, length));
}

function readNumber(header: Buffer, start: number, end: number): number {
  const [, digits] = /^ *([0-7]{1,11})[ \0]*$/.exec(header.toString('latin1', start, end)) ?? [];
  if (digits === undefined) throw refuse('has a damaged header');
  return Number.parseInt(digits, 8);
}

/** Times, owners and remarks, which no program unpacks to other content. */
const HARMLESS = /^(?:[amc]time|[ug]id|[ug]name|comment)$/;

/** The `path` of a pax header: records of a length, a key and a value. */
function readPaxPath(content: Buffer): string | undefined {
  let path: string | undefined;
  for (let rest = content; rest.length > 0;) {
    const [, digits = '', key = ''] = /^(\d{1,6}) ([\w.]+)=/.exec(rest.toString('latin1')) ?? [];
    const record = rest.subarray(0, Number(digits));
    const start = digits.length + key.length + 2;
    if (key === '' || record.length <= start || record.at(-1) !== 10)
      throw refuse('has a damaged header');
    if (key === 'path' && path === undefined) path = decode(record.subarray(start, -1));
    else if (!HARMLESS.test(key)) throw refuse(`has a pax header with ${quote(key)}`);
    rest = rest.subarray(record.length);
  }
  return path;
}

/** Without the folder that all files are in, which npm calls `package`. */
function toPackagePath(path: string): string {
  const slash = path.indexOf('/');
  if (slash < 0) throw refuse(`has ${quote(path)} beside its folder`);
  return path.slice(slash + 1);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw refuse('has a path that is not UTF-8', error);
  }
}

function isZero(bytes: Uint8Array): boolean {
  return !bytes.some(Boolean);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}

function refuse(problem: string, cause?: unknown): DocumentRefusedError {
  return new DocumentRefusedError(`The tarball ${problem}.`, {
    hint: 'Give a tarball as `npm pack` writes it; a document is given with --input.',
    cause,
  });
}
