import { readFile } from 'node:fs/promises';
import { ExitCode } from '../../errors.js';
import { formatTable, listDocuments, printLine, printProgress, runAsProgram } from '../program.js';
import { checkPair, compareLines, listLines, type PairResult, type Version } from './check-pair.js';

const USAGE = 'Usage: make consumers HISTORY=<folder of versions of a document>';

/** More would hide the rest. */
const MAX_LINES = 20;

/**
 * `make consumers HISTORY=<folder>`: versions of Radarr's document, oldest first by name, and the programs in
 * `fixtures/consumers/`. Exit code 1 when `impact` says of two versions that other lines break than the compiler says with the
 * new package installed.
 *
 * @param args The folder, and the only pair to check, as `5-6`; without it, all consecutive ones, and the first with the last.
 */
async function main([folder = '', only = '']: readonly string[]): Promise<ExitCode> {
  if (folder === '') {
    process.stderr.write(`${USAGE}\n`);
    return ExitCode.Usage;
  }
  const versions = await readVersions(folder);
  const pairs = listPairs(versions).filter((pair) => only === '' || only === toLabel(pair));
  const results = await mapInPairs(pairs, async (pair) => {
    const result = await checkPair(...pair);
    printProgress(`${toLabel(pair)} is checked.`);
    return { pair, result, faults: findFaults(result) };
  });
  printLine(formatTable([HEAD, ...results.map(({ pair, result }) => toRow(pair, result))]));
  for (const { pair, faults } of results)
    for (const fault of faults.slice(0, MAX_LINES)) printLine(`${toLabel(pair)}: ${fault}`);
  const failed = results.filter(({ faults }) => faults.length > 0).length;
  printLine(
    `The compiler confirms impact for ${results.length - failed} of ${results.length} pairs.`,
  );
  return failed === 0 && results.length > 0 ? ExitCode.Done : ExitCode.Difference;
}

type Pair = readonly [from: Version, to: Version];

async function readVersions(folder: string): Promise<readonly Version[]> {
  const documents = await listDocuments(folder);
  return Promise.all(
    documents.map(async ({ path }, index) => ({
      number: index + 1,
      text: await readFile(path, 'utf8'),
    })),
  );
}

function listPairs(versions: readonly Version[]): readonly Pair[] {
  const pairs = versions.slice(1).map((to, index): Pair => [versions[index] ?? to, to]);
  const [first, last] = [versions[0], versions.at(-1)];
  return first && last && pairs.length > 1 ? [...pairs, [first, last]] : pairs;
}

function toLabel([from, to]: Pair): string {
  return `${from.number}-${to.number}`;
}

const HEAD = ['versions', 'breaks', 'compiler', 'explained', 'may break'];

function toRow(pair: Pair, { impact: { places }, after }: PairResult): readonly string[] {
  const breaks = places.filter(({ verdict }) => verdict === 'breaks');
  const explained = breaks.filter(({ fingerprints }) => fingerprints.length > 0);
  return [
    toLabel(pair),
    ...[breaks, after, explained, places.filter(({ verdict }) => verdict === 'may-break')].map(
      (lines) => String(listLines(lines).length),
    ),
  ];
}

function findFaults(result: PairResult): readonly string[] {
  const { missing, invented, unexplained } = compareLines(result);
  return [
    ...result.before.map(
      ({ path, line, message }) =>
        `${path}:${line} does not compile with its own package: ${message}`,
    ),
    ...missing.map((each) => `impact does not tell ${each}`),
    ...invented.map((each) => `impact tells what compiles: ${each}`),
    ...unexplained.map((each) => `no change explains ${each}`),
  ];
}

/** Two at a time: one compiles in a process of its own while the other is generated here. */
async function mapInPairs<T, R>(
  items: readonly T[],
  map: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const queue = [...items.entries()];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      results.set(next[0], await map(next[1]));
  };
  await Promise.all([work(), work()]);
  return items.flatMap((_, index) => results.get(index) ?? []);
}

void runAsProgram(main);
