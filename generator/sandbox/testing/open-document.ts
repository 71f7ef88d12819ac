import { Diagnostics } from '../../diagnostics.js';
import { loadDocument } from '../../document/index.js';
import { interpret } from '../../interpret/index.js';
import type { Sandbox, SandboxOptions } from '../index.js';
import { openSandbox } from './open.js';

/** A sandbox on a document as published; it ends with the tests of its file. */
export async function openDocument(
  document: object,
  options: Partial<SandboxOptions> = {},
): Promise<Sandbox> {
  const text = JSON.stringify(document);
  const diagnostics = new Diagnostics();
  const source = { text, location: 'document.json' };
  const loaded = await loadDocument(source, { allowedOrigins: [] }, diagnostics);
  return openSandbox(interpret(loaded, diagnostics), {
    documentText: text,
    document: loaded.document,
    ...options,
  });
}
