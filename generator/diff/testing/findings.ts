import { compareDocuments } from '../compare/index.js';
import type { LoadedDocument } from '../../document/openapi.js';
import type { Finding } from '../finding.js';
import { withVersionPolicy } from '../oasdiff/version.js';
import { SchemaComparison } from '../schemas/index.js';

/** Everything that two documents differ in, as if the SDK spoke of every media type that is there. */
export function allFindings(
  before: LoadedDocument,
  after: LoadedDocument,
  today: string,
): readonly Finding[] {
  const schemas = new SchemaComparison(before, after, { today });
  const spoken = { request: () => undefined, response: () => undefined };
  const { findings } = compareDocuments(before, after, { schemas, spoken, today });
  return withVersionPolicy(
    [...findings, ...schemas.findings()],
    before.document.info.version,
    after.document.info.version,
  );
}
