import inc from 'semver/functions/inc';
import lt from 'semver/functions/lt';
import prerelease from 'semver/functions/prerelease';
import type { Bump } from '../diff/index.js';

/**
 * The version after a change, by Semantic Versioning 2.0.0. Below 1.0 a breaking change raises the minor version
 * (section 4); a pre-release is followed by the next pre-release.
 *
 * @throws Error for an invalid version, which the caller has ruled out.
 */
export function nextVersion(version: string, bump: Bump): string {
  if (bump === 'none') return version;
  const next = inc(version, prerelease(version) === null ? stepOf(version, bump) : 'prerelease');
  if (next === null) throw new Error(`${version} is not a version.`);
  return next;
}

function stepOf(version: string, bump: Exclude<Bump, 'none'>): 'major' | 'minor' | 'patch' {
  return bump === 'major' && lt(version, '1.0.0') ? 'minor' : bump;
}
