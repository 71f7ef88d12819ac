import { ExitCode } from '../../errors.js';
import { printLine, runAsProgram } from '../program.js';
import { EXCEPTIONS, findMisses, readCases } from './cases.js';

/**
 * `make oasdiff CASES=<folder>`: replays the test cases of oasdiff. Exit code 1 when one does not hold that is not among the
 * exceptions.
 */
async function main([folder]: readonly string[]): Promise<ExitCode> {
  if (folder === undefined || folder === '') {
    process.stderr.write('Usage: make oasdiff CASES=<folder with manifest.json>\n');
    return ExitCode.Usage;
  }
  const cases = await readCases(folder);
  let held = 0;
  let unexplained = 0;
  for (const one of cases) {
    const misses = await findMisses(folder, one);
    const reason = EXCEPTIONS.get(one.id);
    if (misses.length === 0) held += 1;
    else if (reason === undefined) unexplained += 1;
    for (const miss of misses) printLine(`${one.id}: ${miss}${reason ? ` (${reason})` : ''}`);
  }
  printLine(`${held} of ${cases.length} cases`);
  return cases.length > 0 && unexplained === 0 ? ExitCode.Done : ExitCode.Difference;
}

void runAsProgram(main);
