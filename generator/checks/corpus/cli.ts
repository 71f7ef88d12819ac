import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitCode } from '../../errors.js';
import { printLine, printProgress, readSwitches, runAsProgram } from '../program.js';
import { createChecks, COMPILERS, FASTEST_COMPILER, hasErasableSyntaxOnly } from './compilers.js';
import { formatCorpusTable, isClean, runCorpus } from './index.js';

/** More would hide the table. */
const MAX_MESSAGES = 200;

const USAGE = 'Usage: make corpus CORPUS=<folder of documents> [TS=all] [CONFIG=<file>]\n';

/** `make corpus CORPUS=<folder> [TS=all] [CONFIG=<file>]`: exit code 1 when a document is not clean. */
async function main([folder, which, config]: readonly string[]): Promise<ExitCode> {
  if (folder === undefined || folder === '' || !['', 'all', undefined].includes(which)) {
    process.stderr.write(USAGE);
    return ExitCode.Usage;
  }
  const compilers = which === 'all' ? COMPILERS : [FASTEST_COMPILER];
  const checks = createChecks(compilers);
  const switches = await readSwitches(config);
  const work = await mkdtemp(join(tmpdir(), 'sdkgen-corpus-'));
  const report = await runCorpus(folder, work, checks, printProgress, switches);
  report.messages.slice(0, MAX_MESSAGES).forEach(printLine);
  const more = report.messages.length - MAX_MESSAGES;
  if (more > 0) printLine(`... and ${more} more compiler errors`);
  for (const { document, refused, forbidden } of report.rows) {
    if (refused !== undefined) printLine(`${document} is refused: ${refused}`);
    for (const finding of forbidden) printLine(`${document}/${finding}`);
  }
  printLine(formatCorpusTable(report.rows, checks));
  for (const [name, seconds] of report.seconds)
    printLine(`TypeScript ${name}: ${seconds.toFixed(1)} s`);
  for (const compiler of compilers.filter((one) => !hasErasableSyntaxOnly(one)))
    printLine(`TypeScript ${compiler} has no erasableSyntaxOnly; that check runs without it.`);

  const clean = report.rows.filter(isClean).length;
  printLine(`${clean} of ${report.rows.length} documents are clean.`);
  if (report.rows.length === 0) printLine(`There is no .json, .yaml or .yml file in ${folder}.`);
  if (clean > 0 && clean === report.rows.length) {
    await rm(work, { recursive: true, force: true });
    return ExitCode.Done;
  }
  printLine(`The packages are kept in ${work}.`);
  return ExitCode.Difference;
}

void runAsProgram(main);
