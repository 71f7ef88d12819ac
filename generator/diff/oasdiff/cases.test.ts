import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allFindings } from '../testing/findings.js';
import { loadFile } from '../testing/load.js';
import { EXCEPTIONS } from './exceptions.js';

/**
 * Pairs of documents from oasdiff's own tests, each with the ids that its test expects and those that it
 * must not give. Test data that is not part of this repository: without it there is nothing to replay.
 */
const CASES = join(__dirname, '..', '..', '..', '..', 'shared', 'diff', 'oasdiff-cases');
const isThere = existsSync(CASES);

/** The day on which dates in the cases were made: a deprecation of ten days ends on 2026-12-03. */
const TODAY = '2026-11-23';

interface Case {
  readonly id: string;
  readonly base: string;
  readonly revision: string;
  readonly expected: readonly string[];
  readonly absent: readonly string[];
}

const cases: readonly Case[] = isThere ? readCases() : [];

(isThere ? describe : describe.skip)("oasdiff's cases", () => {
  it.each(cases.filter(({ id }) => !EXCEPTIONS.has(id)).map((one) => [one.id, one] as const))(
    '%s',
    async (_, one) => {
      expect(await complaintsAbout(one)).toEqual([]);
    },
  );

  it.each(cases.filter(({ id }) => EXCEPTIONS.has(id)).map((one) => [one.id, one] as const))(
    '%s does not hold, as explained',
    async (_, one) => {
      expect(await complaintsAbout(one)).not.toEqual([]);
    },
  );

  it('hold but for two in a hundred', () => {
    const failing = cases.filter(({ id }) => EXCEPTIONS.has(id));
    expect(failing.length / cases.length).toBeLessThanOrEqual(0.02);
  });
});

/** Ids that are missing, and ids that should not be there. */
async function complaintsAbout({
  base,
  revision,
  expected,
  absent,
}: Case): Promise<readonly string[]> {
  const before = await loadFile(join(CASES, base));
  const after = await loadFile(join(CASES, revision));
  const given = new Set(allFindings(before, after, TODAY).flatMap(({ oasdiff }) => oasdiff));
  return [
    ...expected.filter((id) => !given.has(id)).map((id) => `misses ${id}`),
    ...absent.filter((id) => given.has(id)).map((id) => `should not give ${id}`),
  ];
}

function readCases(): readonly Case[] {
  const manifest = JSON.parse(readFileSync(join(CASES, 'manifest.json'), 'utf8')) as {
    readonly cases: readonly Case[];
  };
  return manifest.cases;
}
