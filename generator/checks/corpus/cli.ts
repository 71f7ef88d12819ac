import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitCode } from '../../errors.js';
import { checksWith, COMPILERS, FASTEST, knowsErasableSyntaxOnly } from './compilers.js';
import { isClean, runAsProgram, runCorpus, switchesIn } from './index.js';
import { corpusTable } from './table.js';

/** More would bury the table. */
const MOST_MESSAGES = 200;

const USAGE =
  'Say which folder of documents to run: make corpus CORPUS=<folder> [TS=all] [CONFIG=<file>]\n';

/** `make corpus CORPUS=<folder> [TS=all] [CONFIG=<file>]`: exit code 1 when anything is not clean. */
async function main([folder, which, config]: readonly string[]): Promise<ExitCode> {
  if (folder === undefined || folder === '' || !['', 'all', undefined].includes(which)) {
    process.stderr.write(USAGE);
    return ExitCode.Usage;
  }
  const compilers = which === 'all' ? COMPILERS : [FASTEST];
  const checks = checksWith(compilers);
  const output = await switchesIn(config);
  const work = await mkdtemp(join(tmpdir(), 'sdkgen-corpus-'));
  const told = (line: string) => {
    if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
  };
  const report = await runCorpus(folder, work, checks, told, output);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  report.messages.slice(0, MOST_MESSAGES).forEach(print);
  const more = report.messages.length - MOST_MESSAGES;
  if (more > 0) print(`... and ${more} more errors of the compiler`);
  for (const { document, refused, forbidden } of report.rows) {
    if (refused !== undefined) print(`${document} is refused: ${refused}`);
    for (const place of forbidden) print(`${document}/${place} gives its types up`);
  }
  print(corpusTable(report.rows, checks));
  for (const [name, seconds] of report.seconds)
    print(`TypeScript ${name}: ${seconds.toFixed(1)} s`);
  for (const compiler of compilers.filter((one) => !knowsErasableSyntaxOnly(one)))
    print(`TypeScript ${compiler} has no erasableSyntaxOnly: it is left out there.`);

  const clean = report.rows.filter(isClean).length;
  print(`${clean} of ${report.rows.length} documents are clean.`);
  if (report.rows.length === 0) print(`There is no .json, .yaml or .yml file in ${folder}.`);
  if (clean > 0 && clean === report.rows.length) {
    await rm(work, { recursive: true, force: true });
    return ExitCode.Done;
  }
  print(`The packages are left in ${work}.`);
  return ExitCode.Difference;
}

void runAsProgram(main);
