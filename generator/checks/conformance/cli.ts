import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAsProgram } from '../corpus/index.js';
import { ExitCode } from '../../errors.js';
import { documentsToJudge, judgeByPrism } from './documents.js';
import { judgePackage, packSandbox } from './packed.js';
import { judgeTokens } from './tokens.js';

/** `make conformance [CORPUS=<folder> [DOCUMENTS="<name> <name>"]]`: exit code 1 when a judge finds a fault. */
async function main([folder = '', ...chosen]: readonly string[]): Promise<ExitCode> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const documents = await documentsToJudge(folder, chosen);
  const work = await mkdtemp(join(tmpdir(), 'sdkgen-judged-'));
  try {
    const packed = await packSandbox(work);
    const faults = await judgePackage(packed);
    faults.forEach(print);
    if (faults.length === 0) print('publint and attw: the packed package is clean.');

    const { checks, failures } = await judgeTokens(packed.folder);
    failures.forEach((failure) => print(`oidc-provider: ${failure}`));
    print(
      `oidc-provider: ${checks - failures.length} of ${checks} checks of the token layer hold.`,
    );

    const prism = await judgeByPrism(documents);
    prism.lines.forEach(print);
    const isClean = faults.length + failures.length === 0 && prism.isClean;
    return isClean ? ExitCode.Done : ExitCode.Difference;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

void runAsProgram(main);
