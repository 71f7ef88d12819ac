import { readFile } from 'node:fs/promises';
import { ExitCode } from '../../errors.js';
import { listDocuments, printLine, runAsProgram } from '../program.js';
import { agrees, checkUpgrade, type UpgradeResult } from './index.js';

/** More would hide the rest. */
const MAX_ERRORS = 5;

/**
 * `make upgrade HISTORY=<folder>`: versions of one document, oldest first by name. Exit code 1 when the diff says of two
 * consecutive versions that nothing breaks, and a program does not compile; or the reverse.
 */
async function main([folder]: readonly string[]): Promise<ExitCode> {
  if (folder === undefined || folder === '') {
    process.stderr.write('Usage: make upgrade HISTORY=<folder of versions of a document>\n');
    return ExitCode.Usage;
  }
  const documents = await listDocuments(folder);
  let disagreements = 0;
  let before: string | undefined;
  for (const { path, name } of documents) {
    const after = await readFile(path, 'utf8');
    if (before !== undefined) {
      const result = await checkUpgrade(before, after);
      if (!agrees(result)) disagreements += 1;
      formatResult(name, result).forEach(printLine);
    }
    before = after;
  }
  const pairs = Math.max(documents.length - 1, 0);
  printLine(`The compiler confirms the diff for ${pairs - disagreements} of ${pairs} pairs.`);
  return pairs > 0 && disagreements === 0 ? ExitCode.Done : ExitCode.Difference;
}

function formatResult(name: string, result: UpgradeResult): readonly string[] {
  const { report, errors } = result;
  const { changes, disagreements, verdict } = report;
  const breaking = changes.filter(({ source }) => source === 'breaking');
  const lines = [
    `${name}: source ${verdict.source}, ${breaking.length} breaking changes, ${errors.length} compiler errors`,
    ...disagreements.map(
      ({ subject, rules, compiler, message }) =>
        `  ${subject}: the rules say ${rules}, the compiler says ${compiler}: ${message}`,
    ),
  ];
  if (agrees(result)) return lines;
  return [
    ...lines,
    '  The diff and the compiler disagree.',
    ...breaking.map(({ subject, message }) => `  ${subject} ${message}`),
    ...errors.slice(0, MAX_ERRORS).map((error) => `  ${error}`),
  ];
}

void runAsProgram(main);
