import { readFileSync } from 'node:fs';
import { Diagnostics } from '../../diagnostics.js';
import { compareDocuments, type UsedMediaTypes } from '../compare/index.js';
import { loadDocument, type LoadedDocument } from '../raw-openapi.js';
import type { Finding } from '../finding.js';
import { getKindId, KINDS } from '../kinds/index.js';
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
  usedMediaTypes: UsedMediaTypes = EVERY_MEDIA_TYPE,
): readonly Finding[] {
  const schemas = new SchemaComparison(before, after);
  const { findings } = compareDocuments(before, after, { schemas, usedMediaTypes });
  return [...findings, ...schemas.findings()];
}

/** `request type-changed`, for each direction that a finding reaches; without one where that makes no difference. */
export function listKinds(finding: Finding): readonly string[] {
  const id = getKindId(finding);
  if ('always' in KINDS[id]) return [id];
  const directions = new Set(finding.reaches.map(({ direction }) => direction));
  return [...directions].sort().map((direction) => `${direction} ${id}`);
}

/** Compares the schemas that the operations of two documents use. */
export function compareSchemas(before: LoadedDocument, after: LoadedDocument): SchemaComparison {
  const schemas = new SchemaComparison(before, after);
  compareDocuments(before, after, { schemas, usedMediaTypes: EVERY_MEDIA_TYPE });
  return schemas;
}
