import prerelease from 'semver/functions/prerelease';
import { UsageError } from '../errors.js';

/** The dist-tag that `npm install <package>` takes. */
const DEFAULT_TAG = 'latest';

/**
 * The dist-tag under which a version is published.
 *
 * @param configured that of the environment.
 * @throws UsageError for a pre-release without one: it would be what everybody installs.
 */
export function chooseDistTag(
  environment: string,
  version: string,
  configured: string | undefined,
): string {
  if (configured !== undefined || prerelease(version) === null) return configured ?? DEFAULT_TAG;
  throw new UsageError(
    `${version} is a pre-release, and \`${DEFAULT_TAG}\` is what is installed.`,
    {
      hint: `Give the environment a dist-tag in sdk.config.json: "environments": { "${environment}": { "distTag": "next" } }.`,
    },
  );
}

/**
 * The entry of a version in a changelog: what is below its heading, in Markdown. Undefined when there is none.
 *
 * @param changelog with headings such as `## 1.2.3 - 2026-11-24`, `## [1.2.3]` or `## v1.2.3`.
 */
export function findEntry(changelog: string, version: string): string | undefined {
  const sections = changelog.replaceAll('\r\n', '\n').split(/^## /m).slice(1);
  const isOfVersion = (section: string) => /^\[?v?([^\s\]]+)/.exec(section)?.[1] === version;
  const text = sections
    .find(isOfVersion)
    ?.replace(/^.*\n?/, '')
    .trim();
  return text === '' ? undefined : text;
}
