import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findDifferences } from '../../diff/index.js';
import { UsageError } from '../../errors.js';
import { readDocument, type ReadDocument } from '../../pipeline/read-and-name.js';
import { Stopwatch } from '../../util/stopwatch.js';
import { OASDIFF_IDS } from './ids.js';
import { deriveOasdiffIds } from './index.js';

/**
 * A pair of documents from oasdiff's own tests, with the ids that its test expects and those that it forbids. Most of these
 * tests run a single check, so other ids are neither.
 */
export interface Case {
  readonly id: string;
  /** Paths in the folder. */
  readonly base: string;
  readonly revision: string;
  readonly expected: readonly string[];
  readonly absent: readonly string[];
}

/** The day for which the sunset dates in the cases were written. */
const TODAY = '2026-11-23';

/** Cases that do not hold, each with the reason. */
export const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
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
]);

/**
 * Reads the cases of a folder: `manifest.json` lists them.
 *
 * @throws UsageError when it has no such file.
 */
export async function readCases(folder: string): Promise<readonly Case[]> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch((cause: unknown) => {
    throw new UsageError(`The folder '${folder}' has no manifest.json with cases.`, {
      hint: 'Give a folder of cases from oasdiff: CASES=<folder>.',
      cause,
    });
  });
  const { cases } = JSON.parse(text) as { readonly cases: readonly Case[] };
  return cases;
}

/** Returns a line for each id that is missing, and for each that is given although the case forbids it. */
export async function findMisses(
  folder: string,
  { base, revision, expected, absent }: Case,
): Promise<readonly string[]> {
  const [before, after] = [
    await readFile(join(folder, base), 'utf8'),
    await readFile(join(folder, revision), 'utf8'),
  ];
  const given = await deriveIds(before, after, TODAY);
  return [
    ...expected.filter((id) => !given.has(id)).map((id) => `misses ${id}`),
    ...absent.filter((id) => given.has(id)).map((id) => `should not give ${id}`),
    ...[...given]
      .filter((id) => !OASDIFF_IDS.has(id))
      .map((id) => `gives ${id}, which oasdiff does not have`),
  ];
}

/** Compares two documents, and derives the ids of oasdiff from what is found. */
export async function deriveIds(
  before: string,
  after: string,
  today: string,
): Promise<ReadonlySet<string>> {
  const [old, now] = [await read(before), await read(after)];
  const documents = { before: old.loaded, after: now.loaded };
  return deriveOasdiffIds(findDifferences(old, now), documents, today);
}

function read(text: string): Promise<ReadDocument> {
  const recipe = {
    text,
    location: 'document',
    allowedOrigins: [],
    overlays: [],
    filters: {},
    switches: {},
    pagination: {},
    compared: true,
  };
  return readDocument(recipe, new Stopwatch());
}
