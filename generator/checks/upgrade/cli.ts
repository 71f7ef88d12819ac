import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ExitCode } from '../../errors.js';
import { listDocuments, printLine, runAsProgram } from '../program.js';
import { createCommandCompiler, createMemoryCompiler } from './compilers.js';
import { agrees, checkUpgrade, type UpgradeResult } from './index.js';

/** More would hide the rest. */
const MAX_ERRORS = 5;

const USAGE =
  'Usage: make upgrade HISTORY=<folder of versions of a document> [COMPILER=<path of a tsc>]';

/**
 * `make upgrade HISTORY=<folder>`: versions of one document, oldest first by name. Exit code 1 when the diff says of two
 * consecutive versions that nothing breaks, and a program does not compile; or the reverse.
 *
 * @param args The folder, and the path of the `tsc` that compiles; without it, the generator's compiler does.
 */
async function main([folder = '', tsc = '']: readonly string[]): Promise<ExitCode> {
  if (folder === '') {
    process.stderr.write(`${USAGE}\n`);
    return ExitCode.Usage;
  }
  const compile = tsc === '' ? createMemoryCompiler() : createCommandCompiler(resolve(tsc));
  const documents = await listDocuments(folder);
  let disagreements = 0;
  let before: string | undefined;
  for (const { path, name } of documents) {
    const after = await readFile(path, 'utf8');
    if (before !== undefined) {
      const result = await checkUpgrade(before, after, {}, compile);
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
  const { report, errors, leftOut } = result;
  const { changes, verdict } = report;
  const breaking = changes.filter(({ source }) => source === 'breaking');
  const lines = [
    `${name}: source ${verdict.source}, ${breaking.length} breaking changes, ${errors.length} compiler errors`,
    ...(leftOut.length > 0
      ? [`  Left out: ${leftOut.length} statements that do not compile with the old package.`]
      : []),
    ...leftOut.slice(0, MAX_ERRORS).map((error) => `    ${error}`),
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
