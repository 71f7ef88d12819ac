import { compareDocuments, type Spoken } from '../compare/index.js';
import type { LoadedDocument } from '../document.js';
import type { Finding } from '../finding.js';
import { addVersionIds } from '../kinds/oasdiff-ids.js';
import { SchemaComparison } from '../schemas/index.js';

const EVERY_MEDIA_TYPE: Spoken = { request: () => undefined, response: () => undefined };

/** Everything that two documents differ in; unless told otherwise, as if the SDK spoke every media type that is there. */
export function allFindings(
  before: LoadedDocument,
  after: LoadedDocument,
  today: string,
  spoken: Spoken = EVERY_MEDIA_TYPE,
): readonly Finding[] {
  const schemas = new SchemaComparison(before, after, { today });
  const { findings } = compareDocuments(before, after, { schemas, spoken, today });
  return addVersionIds(
    [...findings, ...schemas.findings()],
    before.document.info.version,
    after.document.info.version,
  );
}
