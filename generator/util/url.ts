import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../errors.js';
import { findNearest } from './nearest.js';

/** Whether a location is a URL with a scheme and a host. Otherwise it is a path; `C:\api.json` is one. */
export function isUrl(location: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(location);
}

/**
 * What a user gave as the place of a document: the one function that decides between URL and path.
 *
 * @param folder that relative paths are counted from.
 * @returns a URL with the scheme http or https, as it was given, or an absolute path; `file:///a.json` is the path `/a.json`.
 * @throws UsageError for any other scheme, and for what looks like a URL and is none.
 */
export function resolveLocation(given: string, folder: string): string {
  const text = given.trim();
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const isWeb = scheme === 'http' || scheme === 'https';
  // `localhost:5000/api.json` and `C:\api.json` are paths.
  if (scheme === '' || !(isUrl(text) || isWeb || /^file:/i.test(text)))
    return resolve(folder, text);
  if (isWeb && isUrl(text) && URL.canParse(text)) return text;
  if (scheme === 'file') return toFilePath(text);
  const shown = text.replace(/\/\/[^/@]*@/, '//').replace(/[?#].*/s, '');
  if (isWeb)
    throw new UsageError(`${shown} is not a URL.`, {
      hint: 'Give scheme and host, such as https://api.example.com/swagger.',
    });
  const meant = findNearest(scheme, ['https', 'http']);
  throw new UsageError(`${shown} cannot be read: ${scheme} is not a scheme that is supported.`, {
    hint: `${meant === undefined ? '' : `Did you mean ${meant}${shown.slice(scheme.length)}? `}Give a URL with https:// (or http:// for this machine), or the path of a file.`,
  });
}

function toFilePath(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new UsageError(`${url} names no file of this machine.`, {
      hint: 'Give the path of the file instead.',
      cause,
    });
  }
}

/** A URL's origin and path, since its query may contain a token. A path is returned unchanged. */
export function withoutQuery(location: string): string {
  if (!isUrl(location) || !URL.canParse(location)) return location;
  const { origin, pathname } = new URL(location);
  return origin + pathname;
}

export function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}
