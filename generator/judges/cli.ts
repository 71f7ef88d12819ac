import { runAsProgram } from '../corpus/index.js';
import { ExitCode } from '../errors.js';
import { documentsToJudge, judgeByPrism } from './documents.js';

/** `make judges [CORPUS=<folder> [DOCUMENTS="<name> <name>"]]`: exit code 1 when a judge finds a fault. */
async function main([folder = '', ...chosen]: readonly string[]): Promise<ExitCode> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const prism = await judgeByPrism(await documentsToJudge(folder, chosen));
  prism.lines.forEach(print);
  return prism.isClean ? ExitCode.Done : ExitCode.Difference;
}

void runAsProgram(main);
