import { foldFileName } from '../util/same-file.js';

/** What Windows keeps for devices, whatever the extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const RESERVED_NAME = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)/i;
const FORBIDDEN_CHARACTER = /[<>:"|?*\u0000-\u001f\u007f]/;
/** What ext4, APFS and NTFS allow for one name. */
const LONGEST_NAME_IN_BYTES = 255;

/**
 * What keeps a path from being written on every system, in words that follow "the path …";
 * undefined for a path that is relative, inside, forward-slashed and legal on Linux, macOS and Windows.
 */
export function pathFault(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.includes('\\')) return 'has a backslash: paths have forward slashes';
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'is absolute';
  for (const name of path.split('/')) {
    const fault = nameFault(name);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function nameFault(name: string): string | undefined {
  if (name === '') return 'has an empty segment';
  if (name === '.' || name === '..') return `has a segment "${name}"`;
  if (FORBIDDEN_CHARACTER.test(name)) return 'has a character that Windows forbids';
  if (/[. ]$/.test(name)) return 'has a segment that ends in a dot or a space';
  if (RESERVED_NAME.test(name))
    return `has the segment "${name}", which Windows keeps for a device`;
  if (Buffer.byteLength(name) > LONGEST_NAME_IN_BYTES) {
    return `has a segment longer than ${LONGEST_NAME_IN_BYTES} bytes`;
  }
  return undefined;
}

/** Equal for two paths that are one file where the disk ignores case and Unicode form. */
export function foldPath(path: string): string {
  return path.split('/').map(foldFileName).join('/');
}

/** Every folder on the way to a path, from the top: `a`, `a/b` for `a/b/c.ts`. */
export function foldersOf(path: string): string[] {
  const names = path.split('/');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
}
