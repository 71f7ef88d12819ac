import type { Finding } from '../finding.js';
import { KINDS } from '../kinds/index.js';

type Version = readonly [major: number, minor: number, patch: number];

/** What oasdiff says where the version does not tell of a break. */
export const VERSION_IDS = [
  'api-version-not-bumped',
  'api-version-decreased',
  'api-major-version-not-bumped',
] as const;

/** semver.org 2.0.0, with a `v` before it or not. */
const SEMVER = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:[-+][0-9A-Za-z.+-]+)?$/;

/**
 * Adds to what breaks the wire the id that oasdiff gives where the document's version does not say so. Versions
 * that are not semantic are not judged.
 */
export function withVersionPolicy(
  findings: readonly Finding[],
  before: string,
  after: string,
): readonly Finding[] {
  const id = violationOf(before, after);
  if (id === undefined) return findings;
  return findings.map((finding) =>
    finding.oasdiff.length > 0 && finding.kinds.some((kind) => KINDS[kind]?.wire === 'breaking')
      ? { ...finding, oasdiff: [...new Set([...finding.oasdiff, id])].sort() }
      : finding,
  );
}

function violationOf(before: string, after: string): (typeof VERSION_IDS)[number] | undefined {
  const was = parsed(before);
  const is = parsed(after);
  if (was === undefined || is === undefined) return undefined;
  if (before === after) return 'api-version-not-bumped';
  if (!isAbove(is, was)) return 'api-version-decreased';
  // Below 1.0 the minor version is the one that says what breaks.
  const place = was[0] === 0 && is[0] === 0 ? 1 : 0;
  return is[place] > was[place] ? undefined : 'api-major-version-not-bumped';
}

function parsed(version: string): Version | undefined {
  const match = SEMVER.exec(version);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}

function isAbove(version: Version, other: Version): boolean {
  const index = version.findIndex((number, place) => number !== other[place]);
  return index !== -1 && (version[index] ?? 0) > (other[index] ?? 0);
}
