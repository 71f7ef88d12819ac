import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitCode, UsageError } from '../../errors.js';
import { InstanceMaker } from '../fidelity/index.js';
import {
  formatTable,
  listDocuments,
  printLine,
  printProgress,
  runAsProgram,
  type DocumentFile,
} from '../program.js';
import { checkPackage, packSandbox } from './packed.js';
import { removeFalsePositives, type Fault } from './prism.js';
import { checkRecipes } from './recipes.js';
import { checkRequests, type RequestsResult } from './requests.js';
import { checkTokens } from './tokens.js';

/** Each document has a Prism of its own, and two cores are enough for two of them. */
const CONCURRENCY = 2;
const STAND_IN = join(__dirname, '..', '..', '..', 'fixtures', 'sandbox', 'swagger.json');

/** `make conformance [CORPUS=<folder> [DOCUMENTS="<name> <name>"]]`: exit code 1 when a program finds a fault. */
async function main([folder = '', ...names]: readonly string[]): Promise<ExitCode> {
  const documents = await selectDocuments(folder, names);
  const work = await mkdtemp(join(tmpdir(), 'sdkgen-conformance-'));
  try {
    const packed = await packSandbox(work);
    const faults = await checkPackage(packed);
    faults.forEach(printLine);
    if (faults.length === 0) printLine('publint and attw: no problem in the packed package.');

    const { checks, failures } = await checkTokens(packed.folder);
    failures.forEach((failure) => printLine(`oidc-provider: ${failure}`));
    printLine(`oidc-provider: ${checks - failures.length} of ${checks} token checks passed.`);

    const recipes = await checkRecipes(packed.folder);
    recipes.failures.forEach((failure) => printLine(`docs/identity-servers.md: ${failure}`));
    const worked = recipes.checks - recipes.failures.length;
    printLine(`docs/identity-servers.md: ${worked} of ${recipes.checks} blocks got a token.`);

    const isClean = await checkWithPrism(documents);
    const count = faults.length + failures.length + recipes.failures.length;
    return isClean && count === 0 ? ExitCode.Done : ExitCode.Difference;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * The stand-in, and the documents of a folder: all of them, or those with the given names.
 *
 * @throws UsageError for a name that does not exist.
 */
async function selectDocuments(
  folder: string,
  names: readonly string[],
): Promise<readonly DocumentFile[]> {
  const standIn = { path: STAND_IN, name: 'sandbox' };
  if (folder === '') return [standIn];
  const all = await listDocuments(folder);
  const missing = names.filter((name) => !all.some((document) => document.name === name));
  if (missing.length > 0)
    throw new UsageError(`There is no ${missing.join(', ')} in ${folder}.`, {
      hint: `There are ${all.map(({ name }) => name).join(', ')}.`,
    });
  return [standIn, ...all.filter(({ name }) => names.length === 0 || names.includes(name))];
}

/** Checks the requests of each document's package with Prism. @returns Whether there is no fault. */
async function checkWithPrism(documents: readonly DocumentFile[]): Promise<boolean> {
  const results = await checkConcurrently(documents);
  const { faults, stale } = removeFalsePositives(
    results.flatMap((result) => result.faults),
    documents.map(({ name }) => name),
  );
  for (const { document, operation, message } of faults)
    printLine(`${document} ${operation}: ${message}`);
  for (const one of stale) printLine(`This false positive does not occur any more: ${one}`);
  printLine(formatResults(results, faults));
  printLine(
    'false positives: see prism.ts; unanswered: no fault, but Prism could not create a valid response.',
  );
  return faults.length + stale.length === 0;
}

async function checkConcurrently(
  documents: readonly DocumentFile[],
): Promise<readonly RequestsResult[]> {
  const work = await mkdtemp(join(tmpdir(), 'sdkgen-conformance-'));
  const waiting = [...documents];
  const results = new Map<string, RequestsResult>();
  const checkWaiting = async () => {
    const maker = new InstanceMaker();
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        printProgress(`checking ${next.name}`);
        const document = { ...next, work: join(work, next.name) };
        results.set(next.name, await checkRequests(document, maker));
      }
    } finally {
      await maker.close();
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, checkWaiting));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return documents.flatMap(({ name }) => results.get(name) ?? []);
}

function formatResults(results: readonly RequestsResult[], faults: readonly Fault[]): string {
  const countFaults = (name: string) => faults.filter(({ document }) => document === name).length;
  const formatRow = (name: string, all: readonly RequestsResult[]) => {
    const sum = (count: (result: RequestsResult) => number) =>
      all.reduce((total, result) => total + count(result), 0);
    return [
      name,
      String(sum(({ operations }) => operations)),
      String(sum(({ unparsed }) => unparsed)),
      String(sum(({ requests }) => requests)),
      String(sum(({ document }) => countFaults(document))),
      String(sum((result) => result.faults.length - countFaults(result.document))),
      String(sum(({ unanswered }) => unanswered.length)),
      String(sum(({ invalidFound }) => invalidFound)),
      sum(({ seconds }) => seconds).toFixed(1),
    ];
  };
  return formatTable([
    [
      'document',
      'operations',
      'not parsed',
      'requests',
      'faults',
      'false positives',
      'unanswered',
      'invalid found',
      'seconds',
    ],
    ...results.map((result) => formatRow(result.document, [result])),
    formatRow(`${results.length} documents`, results),
  ]);
}

void runAsProgram(main);
