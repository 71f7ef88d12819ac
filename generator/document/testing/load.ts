import { Diagnostics } from '../../diagnostics.js';
import { DocumentRefusedError } from '../../errors.js';
import { loadDocument, type LoadOptions } from '../index.js';
import type { LoadedDocument, OpenApiDocument, OperationObject } from '../openapi.js';

export interface Outcome {
  /** Undefined when the document was refused. */
  readonly loaded: LoadedDocument | undefined;
  /** `code pointer`, sorted by pointer. */
  readonly reported: readonly string[];
  readonly messages: readonly string[];
}

/** Loads a document or a text, and returns it with what was reported. */
export async function tryLoad(
  document: unknown,
  options: LoadOptions = { allowedOrigins: [] },
  location = 'test.json',
): Promise<Outcome> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const diagnostics = new Diagnostics();
  let loaded: LoadedDocument | undefined;
  try {
    loaded = await loadDocument({ text, location }, options, diagnostics);
  } catch (error) {
    if (!(error instanceof DocumentRefusedError)) throw error;
  }
  return {
    loaded,
    reported: diagnostics.all.map(({ code, pointer }) => `${code} ${pointer}`),
    messages: diagnostics.all.map(({ message }) => message),
  };
}

/** Loads a document; throws what was reported when it is refused. */
export async function load(
  document: unknown,
  options?: LoadOptions,
  location?: string,
): Promise<LoadedDocument> {
  const { loaded, reported } = await tryLoad(document, options, location);
  if (loaded === undefined) throw new Error(`refused: ${reported.join(', ')}`);
  return loaded;
}

const PATHS = { '/x': { get: { responses: { 200: { description: 'OK' } } } } };

/** A document with one operation and what is given. */
export function documentOf(
  version: string,
  parts: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const key = version.startsWith('2') ? 'swagger' : 'openapi';
  return { [key]: version, info: { title: 'Test', version: 'v1' }, paths: PATHS, ...parts };
}

/** A document with these schemas. */
export function documentWith(
  version: string,
  schemas: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const parts = version.startsWith('2') ? { definitions: schemas } : { components: { schemas } };
  return documentOf(version, parts);
}

/** The normal form of a property `p` of a schema, beside a schema `A` that it may refer to. */
export async function loadProperty(version: string, schema: unknown): Promise<unknown> {
  const { document } = await load(
    documentWith(version, {
      A: { type: 'object' },
      T: { type: 'object', properties: { p: schema } },
    }),
  );
  const declared = document.components.schemas['T'];
  return typeof declared === 'object' ? declared.properties?.['p'] : declared;
}

/** The normal form of a Swagger 2.0 document with a schema `Pet` and these parts. */
export async function loadUpgraded(
  parts: Readonly<Record<string, unknown>>,
): Promise<OpenApiDocument> {
  const definitions = { Pet: { type: 'object' } };
  return (await load(documentOf('2.0', { definitions, ...parts }))).document;
}

/** The normal form of a Swagger 2.0 operation. */
export async function loadUpgradedOperation(
  operation: unknown,
  parts: Readonly<Record<string, unknown>> = {},
): Promise<OperationObject | undefined> {
  return (await loadUpgraded({ paths: { '/x': { post: operation } }, ...parts })).paths['/x']?.post;
}
