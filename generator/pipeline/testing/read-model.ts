import { type Diagnostic, Diagnostics } from '../../diagnostics.js';
import { loadDocument } from '../../document/index.js';
import { interpret } from '../../interpret/index.js';
import type { ApiModel } from '../../model/model.js';

/** A document's model, and what was complained of on the way. For tests. */
export async function readModel(
  document: unknown,
): Promise<{ readonly model: ApiModel; readonly diagnostics: readonly Diagnostic[] }> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const diagnostics = new Diagnostics();
  const loaded = await loadDocument(
    { text, location: 'test.json' },
    { allowedOrigins: [] },
    diagnostics,
  );
  return { model: interpret(loaded, diagnostics), diagnostics: diagnostics.all };
}

/** A document with one operation and these schemas. */
export function documentWith(
  schemas: Readonly<Record<string, unknown>>,
  openapi = '3.0.4',
): unknown {
  return {
    openapi,
    info: { title: 'Test', version: 'v1' },
    paths: { '/x': { get: { tags: ['X'], responses: { 200: { description: 'OK' } } } } },
    components: { schemas },
  };
}

/** A document with these paths and nothing else to look at. */
export function documentOf(
  paths: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): unknown {
  return { openapi: '3.0.4', info: { title: 'Test', version: 'v1' }, paths, ...more };
}
