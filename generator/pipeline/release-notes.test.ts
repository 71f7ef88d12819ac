import { UsageError } from '../errors.js';
import { chooseDistTag, findEntry } from './release-notes.js';

describe('the dist-tag', () => {
  it.each([
    ['1.2.3', undefined, 'latest'],
    ['1.2.3', 'next', 'next'],
    ['1.2.3-beta.1', 'next', 'next'],
    // Whoever writes it down wants it.
    ['1.2.3-beta.1', 'latest', 'latest'],
    ['1.2.3+build.5', undefined, 'latest'],
  ])('of %s, configured as %s: %s', (version, configured, want) => {
    expect(chooseDistTag('staging', version, configured)).toBe(want);
  });

  it('of a pre-release is never `latest` by accident', () => {
    const choose = () => chooseDistTag('staging', '1.2.3-beta.1', undefined);
    expect(choose).toThrow(UsageError);
    expect(choose).toThrow('1.2.3-beta.1 is a pre-release');
  });
});

describe('the entry of a version', () => {
  const changelog = `# Changelog

What changed in this package, newest first.

## 1.10.0 - 2026-11-30

### Changed

- \`a\` and \`b\`

## [1.1.0] - 2026-11-29

By hand.

## v1.0.0
First.
## 0.9.0 - 2026-11-01
`;

  it.each([
    ['1.10.0', '### Changed\n\n- `a` and `b`'],
    ['1.1.0', 'By hand.'],
    ['1.0.0', 'First.'],
    ['0.9.0', undefined],
    ['1.1', undefined],
    ['2.0.0', undefined],
  ])('%s: %j', (version, want) => {
    expect(findEntry(changelog, version)).toBe(want);
    expect(findEntry(changelog.replaceAll('\n', '\r\n'), version)).toBe(want);
  });

  it('of an empty changelog is none', () => {
    expect(findEntry('', '1.0.0')).toBeUndefined();
  });
});
