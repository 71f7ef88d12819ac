import { readFileSync } from 'node:fs';
import { Diagnostics } from '../../diagnostics.js';
import { compareDocuments, type UsedMediaTypes } from '../compare/index.js';
import { loadDocument, type LoadedDocument } from '../raw-openapi.js';
import type { Finding } from '../finding.js';
import { addVersionIds } from '../kinds/oasdiff-ids.js';
import { SchemaComparison } from '../schemas/index.js';

/** A document in normal form, from its text. References to other files are refused. */
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

const EVERY_MEDIA_TYPE: UsedMediaTypes = { request: () => undefined, response: () => undefined };

/** Returns all findings of two documents; by default as if the SDK used every media type. */
export function allFindings(
  before: LoadedDocument,
  after: LoadedDocument,
  today: string,
  usedMediaTypes: UsedMediaTypes = EVERY_MEDIA_TYPE,
): readonly Finding[] {
  const schemas = new SchemaComparison(before, after, { today });
  const { findings } = compareDocuments(before, after, { schemas, usedMediaTypes, today });
  return addVersionIds(
    [...findings, ...schemas.findings()],
    before.document.info.version,
    after.document.info.version,
  );
}

/** Compares the schemas that the operations of two documents use. */
export function compareSchemas(before: LoadedDocument, after: LoadedDocument): SchemaComparison {
  const schemas = new SchemaComparison(before, after);
  compareDocuments(before, after, { schemas, usedMediaTypes: EVERY_MEDIA_TYPE });
  return schemas;
}
