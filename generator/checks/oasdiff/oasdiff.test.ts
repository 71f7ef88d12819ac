import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KINDS } from '../../diff/kinds/index.js';
import { OASDIFF_IDS } from '../../diff/kinds/oasdiff-ids.js';
import { getKindsByOasdiffId } from '../../diff/kinds/oasdiff-table.js';
import { allFindings, loadFile } from '../../diff/testing/findings.js';

/**
 * Pairs of documents from oasdiff's own tests, each with the ids that its test expects and those that it forbids.
 * They are not part of this repository; without them there is nothing to replay.
 */
const CASES = join(__dirname, '..', '..', '..', '..', 'shared', 'diff', 'oasdiff-cases');

/** The day for which the sunset dates in the cases were written. */
const TODAY = '2026-11-23';

/** Cases that do not hold, each with the reason. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  [
    'TestRequestPropertyStability_DraftToStable_Increased',
    'Runs oasdiff with drafts. By default it ignores them, and another case with the same documents expects no id.',
  ],
  [
    'TestResponsePropertyStability_DraftToStable_Increased',
    'Runs oasdiff with drafts. By default it ignores them.',
  ],
  [
    'TestMediaTypeSchemaExistence.3',
    'Filters by level. The next case expects the same id for the same documents.',
  ],
  [
    'TestRequestPropertyStability_InvalidLevel',
    'An unknown level of a property is read as stable, without an error.',
  ],
]);

interface Case {
  readonly id: string;
  readonly base: string;
  readonly revision: string;
  readonly expected: readonly string[];
  readonly absent: readonly string[];
}

const isThere = existsSync(CASES);
const cases: readonly Case[] = isThere ? readCases() : [];

(isThere ? describe : describe.skip)("oasdiff's cases", () => {
  it.each(cases.filter(({ id }) => !EXCEPTIONS.has(id)).map((one) => [one.id, one] as const))(
    '%s',
    async (_, one) => {
      expect(await findMismatches(one)).toEqual([]);
    },
  );

  it.each(cases.filter(({ id }) => EXCEPTIONS.has(id)).map((one) => [one.id, one] as const))(
    '%s does not hold, for the reason in the list',
    async (_, one) => {
      expect(await findMismatches(one)).not.toEqual([]);
    },
  );

  it('hold except for two percent', () => {
    const failing = cases.filter(({ id }) => EXCEPTIONS.has(id));
    expect(failing.length / cases.length).toBeLessThanOrEqual(0.02);
  });
});

describe('the table of the ids of oasdiff', () => {
  const table = getKindsByOasdiffId();

  it('has every id except the one that no change has', () => {
    const missing = [...OASDIFF_IDS].filter((id) => !table.has(id));
    // Findings of removed schemas have it, but no kind lists it: what breaks is reported where the schema was used.
    expect(missing).toEqual(['api-schema-removed']);
  });

  it('has no id that oasdiff does not have', () => {
    expect([...table.keys()].filter((id) => !OASDIFF_IDS.has(id))).toEqual([]);
  });

  it('has ids in the rows of kinds that oasdiff has, sorted', () => {
    for (const { oasdiff = [] } of Object.values(KINDS)) {
      expect(oasdiff.filter((id) => !OASDIFF_IDS.has(id))).toEqual([]);
      expect([...oasdiff].sort()).toEqual(oasdiff);
    }
  });

  it.each<[id: string, kinds: readonly string[]]>([
    [
      'response-required-property-removed',
      ['response-header-schema-changed', 'response-required-property-removed'],
    ],
    ['new-required-request-property', ['request-required-property-added']],
    ['request-parameter-max-length-decreased', ['parameter-constraint-tightened']],
    ['response-property-became-nullable', ['response-property-became-nullable']],
    ['request-body-min-items-increased', ['request-constraint-tightened']],
  ])('%s', (id, kinds) => {
    expect(table.get(id)).toEqual(kinds);
  });
});

/** Ids that are missing, and ids that are given although the case forbids them. */
async function findMismatches({
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
