import { compareDocuments, type UsedMediaTypes } from '../compare/index.js';
import type { LoadedDocument } from '../document.js';
import type { Finding } from '../finding.js';
import { addVersionIds } from '../kinds/oasdiff-ids.js';
import { SchemaComparison } from '../schemas/index.js';

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
