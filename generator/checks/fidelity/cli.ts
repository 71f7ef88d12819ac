import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentNames, documentsIn, runAsProgram, switchesIn } from '../corpus/index.js';
import { ExitCode } from '../../errors.js';
import { examine } from './index.js';
import { mistakeText, truthTable } from './report.js';

/** More would bury the table. */
const MOST_MISTAKES = 200;

/** `make fidelity CORPUS=<folder> [CONFIG=<file>]`: exit code 1 when a type says something else than its schema. */
async function main([folder, config]: readonly string[]): Promise<ExitCode> {
  if (folder === undefined || folder === '') {
    process.stderr.write(
      'Say which folder of documents to run: make fidelity CORPUS=<folder> [CONFIG=<file>]\n',
    );
    return ExitCode.Usage;
  }
  const names = documentNames(await documentsIn(folder));
  const sources = await Promise.all(
    [...names].map(async ([file, name]) => ({
      name,
      text: await readFile(join(folder, file), 'utf8'),
    })),
  );
  const told = (line: string) => {
    if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
  };
  const truths = await examine(sources, told, await switchesIn(config));
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const mistakes = truths.flatMap((truth) => truth.mistakes);
  mistakes.slice(0, MOST_MISTAKES).forEach((mistake) => print(mistakeText(mistake)));
  if (mistakes.length > MOST_MISTAKES) print(`... and ${mistakes.length - MOST_MISTAKES} more`);
  for (const { document, withoutInstance } of truths)
    for (const schema of withoutInstance) print(`${document} ${schema}: no instance could be made`);
  print(truthTable(truths));
  return mistakes.length === 0 && truths.length > 0 ? ExitCode.Done : ExitCode.Difference;
}

void runAsProgram(main);
