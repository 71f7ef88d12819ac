import { getEffects, type Differences, type Finding } from '../../diff/index.js';
import type { LoadedDocument } from '../../document/openapi.js';
import { DocumentPair } from './documents.js';
import { findIgnored } from './ignored.js';
import { getOperationIds } from './operations.js';
import { getSchemaIds } from './schemas.js';

/**
 * Derives the ids that oasdiff gives with all its checks from what differs between two documents, and from the documents.
 * Where the user's policy for oasdiff decides between two ids, both are among them.
 *
 * @param today `YYYY-MM-DD`, to compare sunset dates with.
 */
export function deriveOasdiffIds(
  { findings, newIds }: Differences,
  documents: { readonly before: LoadedDocument; readonly after: LoadedDocument },
  today: string,
): ReadonlySet<string> {
  const pair = new DocumentPair(documents.before, documents.after, newIds);
  const versionIds = getVersionIds(documents.before, documents.after);
  const found = findings.flatMap((finding) => {
    const uses = pair.findUses(finding);
    const ids =
      uses.length > 0
        ? getSchemaIds(finding, uses, pair, today)
        : getOperationIds(finding, pair, today);
    return ids.length > 0 && breaks(finding) ? [...ids, ...versionIds] : ids;
  });
  const ignored = findIgnored(pair).flatMap((finding) =>
    getSchemaIds(finding, pair.findAllUses(finding), pair, today),
  );
  return new Set([...found, ...ignored]);
}

/** Whether requests or responses may fail. */
function breaks(finding: Finding): boolean {
  return getEffects(finding).some(({ wire }) => wire === 'breaking');
}

type Version = readonly [major: number, minor: number, patch: number];

/** With or without `v` before it (semver.org 2.0.0); oasdiff ignores other versions. */
const SEMVER = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:[-+][0-9A-Za-z.+-]+)?$/;

/** The id if the versions of two documents do not announce a breaking change. */
function getVersionIds(before: LoadedDocument, after: LoadedDocument): readonly string[] {
  const [older, newer] = [before.document.info.version, after.document.info.version];
  const [was, is] = [parseVersion(older), parseVersion(newer)];
  if (was === undefined || is === undefined) return [];
  if (older === newer) return ['api-version-not-bumped'];
  const first = is.findIndex((number, part) => number !== was[part]);
  if ((is[first] ?? 0) <= (was[first] ?? 0)) return ['api-version-decreased'];
  // Below 1.0 the minor version announces breaking changes.
  const part = was[0] === 0 && is[0] === 0 ? 1 : 0;
  return is[part] > was[part] ? [] : ['api-major-version-not-bumped'];
}

function parseVersion(version: string): Version | undefined {
  const match = SEMVER.exec(version);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}
