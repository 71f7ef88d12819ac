import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentsIn, runAsProgram } from '../corpus/index.js';
import { ExitCode } from '../../errors.js';
import { agree, testify, type Testimony } from './index.js';

/** More would bury the rest. */
const MOST_ERRORS = 5;

/**
 * `make upgrade HISTORY=<folder>`: versions of one document, oldest first by name. Exit code 1 when the diff says of two
 * that follow on each other that nothing breaks, and a program does not compile; or the other way round.
 */
async function main([folder]: readonly string[]): Promise<ExitCode> {
  if (folder === undefined || folder === '') {
    process.stderr.write('Say which folder of versions to run: make upgrade HISTORY=<folder>\n');
    return ExitCode.Usage;
  }
  const files = await documentsIn(folder);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  let disagreeing = 0;
  let before: string | undefined;
  for (const file of files) {
    const after = await readFile(join(folder, file), 'utf8');
    if (before !== undefined) {
      const testimony = await testify(before, after);
      if (!agree(testimony)) disagreeing += 1;
      lines(file, testimony).forEach(print);
    }
    before = after;
  }
  const pairs = Math.max(files.length - 1, 0);
  print(`${pairs - disagreeing} of ${pairs} pairs: the compiler says what the diff says.`);
  return pairs > 0 && disagreeing === 0 ? ExitCode.Done : ExitCode.Difference;
}

function lines(file: string, testimony: Testimony): readonly string[] {
  const { report, errors } = testimony;
  const { changes, disagreements, verdict } = report;
  const breaking = changes.filter(({ source }) => source === 'breaking');
  const told = [
    `${file}: source ${verdict.source}, ${breaking.length} changes break, ${errors.length} errors`,
    ...disagreements.map(
      ({ subject, rules, compiler, message }) =>
        `  ${subject}: the rules say ${rules}, the compiler ${compiler}: ${message}`,
    ),
  ];
  if (agree(testimony)) return told;
  const shown = errors.slice(0, MOST_ERRORS);
  return [
    ...told,
    '  They do not agree.',
    ...breaking.map(({ subject, message }) => `  ${subject} ${message}`),
    ...shown.map((error) => `  ${error}`),
  ];
}

void runAsProgram(main);
