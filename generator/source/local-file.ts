import { readFile, stat } from 'node:fs/promises';
import { types } from 'node:util';
import { DownloadError, UsageError } from '../errors.js';
import { decodeText } from './charset.js';
import { MAX_BYTES, type SourceContext } from './context.js';
import { requireDocument } from './document-text.js';
import type { ObtainedDocument } from './obtain.js';
import { quoted } from './wording.js';

/** @returns The document in a file. @throws UsageError, DownloadError or DocumentRefusedError, as `obtainDocument`. */
export async function openDocument(
  path: string,
  context: SourceContext,
): Promise<ObtainedDocument> {
  const text = await readText(path, context);
  await requireDocument(text, { place: path, quoted });
  return { status: 'fetched', text, location: path, alternatives: [] };
}

/** @returns A file's text. @throws UsageError where there is none, DownloadError where it cannot be read. */
export async function readText(
  path: string,
  { maxBytes = MAX_BYTES, signal }: SourceContext,
): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) {
      throw new DownloadError(`${path} has more than ${maxBytes} bytes.`, {
        hint: 'If a document of that size is meant, raise `maxBytes` in sdk.config.json.',
      });
    }
    return decodeText(await readFile(path, signal === undefined ? {} : { signal }));
  } catch (error) {
    signal?.throwIfAborted();
    throw fileFailure(path, error);
  }
}

function fileFailure(path: string, error: unknown): unknown {
  if (!types.isNativeError(error) || !('code' in error)) return error;
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UsageError(`There is no file ${path}.`, {
        hint: 'Give the path of a document, or a URL that starts with https://.',
        cause: error,
      });
    case 'EISDIR':
      return new UsageError(`${path} is a folder.`, {
        hint: 'Give the path of the document in it.',
        cause: error,
      });
    default:
      return new DownloadError(`${path} cannot be read: ${error.message}`, {
        hint: 'May this user read it?',
        cause: error,
      });
  }
}
