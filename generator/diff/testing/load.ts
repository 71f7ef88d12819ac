import { readFileSync } from 'node:fs';
import { Diagnostics } from '../../diagnostics.js';
import { loadDocument } from '../document.js';
import type { LoadedDocument } from '../document.js';

/** A document in normal form, from its text. References to other files are not followed. */
export async function loadText(text: string, location = 'document.json'): Promise<LoadedDocument> {
  return loadDocument(
    { text, location },
    {
      allowedOrigins: [],
      fetchText: () => Promise.reject(new Error('a test reads one file')),
      withoutOperations: true,
    },
    new Diagnostics(),
  );
}

export async function loadFile(path: string): Promise<LoadedDocument> {
  return loadText(readFileSync(path, 'utf8'), path);
}
