import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentNames, documentsIn, tableText } from '../corpus/index.js';
import { UsageError } from '../../errors.js';
import { InstanceMaker } from '../fidelity/index.js';
import { withoutExcused } from './excused.js';
import { judgeRequests, type Complaint, type Judgement } from './requests.js';

/** As many as there are cores to be counted on: each document has a Prism of its own. */
const LANES = 2;
const STAND_IN = join(__dirname, '..', '..', '..', 'fixtures', 'sandbox', 'swagger.json');

/** A document whose package is judged. */
export interface Document {
  readonly path: string;
  readonly name: string;
}

/**
 * The stand-in, and the documents of a folder, or those chosen of it by name.
 *
 * @throws UsageError for a name that is not there.
 */
export async function documentsToJudge(
  folder: string,
  chosen: readonly string[],
): Promise<readonly Document[]> {
  const standIn = { path: STAND_IN, name: 'sandbox' };
  return folder === '' ? [standIn] : [standIn, ...(await documentsOf(folder, chosen))];
}

async function documentsOf(
  folder: string,
  chosen: readonly string[],
): Promise<readonly Document[]> {
  const all = [...documentNames(await documentsIn(folder))].map(([file, name]) => ({
    path: join(folder, file),
    name,
  }));
  const missing = chosen.filter((name) => !all.some((document) => document.name === name));
  if (missing.length > 0)
    throw new UsageError(`There is no ${missing.join(', ')} in ${folder}.`, {
      hint: `There are ${all.map(({ name }) => name).join(', ')}.`,
    });
  return chosen.length === 0 ? all : all.filter(({ name }) => chosen.includes(name));
}

/** What is to be printed of Prism's judgement, and whether it is a good one. */
export async function judgeByPrism(
  documents: readonly Document[],
): Promise<{ readonly lines: readonly string[]; readonly isClean: boolean }> {
  const judgements = await inLanes(documents);
  const { faults, stale } = withoutExcused(
    judgements.flatMap(({ complaints }) => complaints),
    documents.map(({ name }) => name),
  );
  return {
    lines: [
      ...faults.map(({ document, operation, said }) => `${document} ${operation}: ${said}`),
      ...stale.map((excuse) => `No complaint needs this excuse any more: ${excuse}`),
      table(judgements, faults),
      'excused: see excused.ts; unanswered: no fault found, and Prism could make no answer that fits its own reading.',
    ],
    isClean: faults.length + stale.length === 0,
  };
}

async function inLanes(documents: readonly Document[]): Promise<readonly Judgement[]> {
  const work = await mkdtemp(join(tmpdir(), 'sdkgen-conformance-'));
  const waiting = [...documents];
  const judgements = new Map<string, Judgement>();
  const lane = async () => {
    const maker = new InstanceMaker();
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        if (process.stderr.isTTY) process.stderr.write(`judging ${next.name}\n`);
        const judged = { ...next, work: join(work, next.name) };
        judgements.set(next.name, await judgeRequests(judged, maker));
      }
    } finally {
      await maker.close();
    }
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return documents.flatMap(({ name }) => judgements.get(name) ?? []);
}

function table(judgements: readonly Judgement[], faults: readonly Complaint[]): string {
  const faultsOf = (name: string) => faults.filter(({ document }) => document === name).length;
  const row = (name: string, all: readonly Judgement[]) => {
    const sum = (of: (judgement: Judgement) => number) =>
      all.reduce((total, one) => total + of(one), 0);
    return [
      name,
      String(sum(({ operations }) => operations)),
      String(sum(({ multipart }) => multipart)),
      String(sum(({ requests }) => requests)),
      String(sum(({ document }) => faultsOf(document))),
      String(sum(({ document, complaints }) => complaints.length - faultsOf(document))),
      String(sum(({ speechless }) => speechless.length)),
      String(sum(({ spoiledFound }) => spoiledFound)),
      sum(({ seconds }) => seconds).toFixed(1),
    ];
  };
  return tableText([
    [
      'document',
      'operations',
      'multipart',
      'requests',
      'at fault',
      'excused',
      'unanswered',
      'spoiled, found',
      'seconds',
    ],
    ...judgements.map((judgement) => row(judgement.document, [judgement])),
    row(`${judgements.length} documents`, judgements),
  ]);
}
