import { readFile } from 'node:fs/promises';
import { ExitCode } from '../../errors.js';
import {
  formatTable,
  listDocuments,
  printLine,
  printProgress,
  readSwitches,
  runAsProgram,
} from '../program.js';
import { checkFidelity, formatMistake, type FidelityResult } from './index.js';

/** More would hide the table. */
const MAX_MISTAKES = 200;

/** `make fidelity CORPUS=<folder> [CONFIG=<file>]`: exit code 1 when a type does not mean what its schema means. */
async function main([folder, config]: readonly string[]): Promise<ExitCode> {
  if (folder === undefined || folder === '') {
    process.stderr.write('Usage: make fidelity CORPUS=<folder of documents> [CONFIG=<file>]\n');
    return ExitCode.Usage;
  }
  const documents = await listDocuments(folder);
  const sources = await Promise.all(
    documents.map(async ({ path, name }) => ({ name, text: await readFile(path, 'utf8') })),
  );
  const results = await checkFidelity(sources, printProgress, await readSwitches(config));
  const mistakes = results.flatMap((result) => result.mistakes);
  mistakes.slice(0, MAX_MISTAKES).map(formatMistake).forEach(printLine);
  if (mistakes.length > MAX_MISTAKES) printLine(`... and ${mistakes.length - MAX_MISTAKES} more`);
  for (const { document, withoutInstance } of results)
    for (const schema of withoutInstance)
      printLine(`${document} ${schema}: no instance could be made`);
  printLine(formatResults(results));
  return mistakes.length === 0 && results.length > 0 ? ExitCode.Done : ExitCode.Difference;
}

/** The rates of each document, and of all. */
function formatResults(results: readonly FidelityResult[]): string {
  return formatTable([
    ['document', 'schemas', 'correct', 'valid accepted', 'invalid refused', 'without instance'],
    ...results.map((result) => [result.document, ...formatCells([result])]),
    [`${results.length} documents`, ...formatCells(results)],
  ]);
}

function formatCells(results: readonly FidelityResult[]): readonly string[] {
  const sum = (count: (result: FidelityResult) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  const schemas = sum((result) => result.schemas);
  const wrong = sum(({ mistakes }) => new Set(mistakes.map(({ schema }) => schema)).size);
  return [
    String(schemas),
    formatRate(schemas - wrong, schemas),
    formatRate(
      sum(({ valid }) => valid.accepted),
      sum(({ valid }) => valid.tried),
    ),
    formatRate(
      sum(({ invalid }) => invalid.refused),
      sum(({ invalid }) => invalid.tried),
    ),
    String(sum(({ withoutInstance }) => withoutInstance.length)),
  ];
}

/** `99.21 % of 1234`; rounded down, so that only all of them are 100 %. */
function formatRate(part: number, whole: number): string {
  if (whole === 0) return '-';
  const percent = Math.floor((part / whole) * 10_000) / 100;
  return `${percent.toFixed(2)} % of ${whole}`;
}

void runAsProgram(main);
