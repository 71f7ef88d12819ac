import { relative, resolve } from 'node:path';
import { ExitCode, UsageError } from '../errors.js';
import type { FileDifference, PackageCheck } from '../pipeline/check-package.js';
import { generatorName } from '../pipeline/version.js';
import { plural } from '../util/plural.js';
import { consoleLine, jsonLines } from '../util/printable.js';
import { Stopwatch } from '../util/stopwatch.js';
import { formatHint } from './terminal.js';
import { createSurroundings, loadCommandConfig, type CommandContext } from './common.js';

/** `check <package>`: generates a package again from what travels in it, and compares. Writes nothing. */
export async function runPackageCheck(
  given: string,
  flags: Readonly<Record<string, unknown>>,
  context: CommandContext,
): Promise<ExitCode> {
  refuseOthers(flags);
  const { terminal, cwd } = context;
  const { workTimeoutMs } = await loadCommandConfig({ config: asText(flags['config']) }, context);
  const { checkPackageAt } = await import('../pipeline/check-package.js');
  const path = resolve(cwd, given);
  const watch = new Stopwatch(createSurroundings(context), workTimeoutMs);
  const check = await checkPackageAt(path, watch);
  if (flags['json'] === true) terminal.out(jsonLines({ path, ...check }));
  else printCheck(context, relative(cwd, path) || '.', check);
  return check.reproduced ? ExitCode.Done : ExitCode.Difference;
}

/** The settings are in the package, so that no option says anything about them. */
function refuseOthers(flags: Readonly<Record<string, unknown>>): void {
  const other = Object.keys(flags).find(
    (name) => /^[a-z][a-z0-9-]*$/.test(name) && !TAKEN.has(name) && flags[name] !== undefined,
  );
  if (other === undefined) return;
  throw new UsageError(`check takes no --${other} together with a package.`, {
    hint: 'A package is compared with what its own document and settings generate: leave one of them out.',
  });
}

const TAKEN: ReadonlySet<string> = new Set(['package', 'config', 'json']);

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function printCheck({ terminal }: CommandContext, path: string, check: PackageCheck): void {
  const { name = '', version = '' } = check;
  const shown = name === '' ? path : `${path} (${name} ${version})`;
  for (const line of describeCheck(shown, check)) terminal.out(consoleLine(line));
  for (const difference of check.differences) terminal.out(`  ${describeDifference(difference)}`);
  const hint = suggest(path, check);
  if (hint !== undefined) terminal.err(formatHint(terminal, consoleLine(hint)));
}

function describeCheck(shown: string, check: PackageCheck): readonly string[] {
  const { cause, generator = '', compiler = '', differences } = check;
  const built = `Its dist/ was compiled with TypeScript ${compiler}, this program has another one, so dist/ was not compared.`;
  const alsoBuilt = compiler === '' ? [] : [built];
  const agrees =
    differences.length === 0
      ? 'Its files are those that it lists.'
      : 'It differs from its own sdk.lock.json:';
  switch (cause) {
    case undefined:
      return [
        `${shown} is reproduced: ${plural(check.files, 'file')} are what its document and settings generate.`,
      ];
    case 'edited':
      return [...alsoBuilt, `${shown} differs from what its document and settings generate:`];
    case 'otherVersion':
      return [`${shown} was made by ${generator}, and this is ${generatorName}. ${agrees}`];
    case 'otherBuild':
      return [
        ...alsoBuilt,
        `${shown} was made by other code than this ${generatorName}: its files are those that its own sdk.lock.json lists, but here they become others:`,
      ];
    case 'otherCompiler':
      return [`${shown} has the sources that its document and settings generate.`, built];
    case 'notRecorded':
      return [
        `${shown} was made by an earlier build of ${generatorName}, which did not record the settings. ${agrees}`,
      ];
    default:
      return cause satisfies never;
  }
}

function describeDifference({ path, kind, line, reason }: FileDifference): string {
  const where = line === undefined ? path : `${path}, line ${line}`;
  const why = consoleLine(reason === undefined ? where : `${where}: ${reason}`);
  switch (kind) {
    case 'added':
      return `added     ${why}`;
    case 'changed':
      return `differs   ${why}`;
    case 'missing':
      return `missing   ${why}`;
    default:
      return kind satisfies never;
  }
}

function suggest(path: string, { cause, generator = '' }: PackageCheck): string | undefined {
  switch (cause) {
    case undefined:
      return undefined;
    case 'edited':
      return 'Do not trust the package, or generate it again.';
    case 'otherVersion':
      return `npx ${generator.replace(' ', '@')} check ${/\s/.test(path) ? JSON.stringify(path) : path} compares it with that version.`;
    case 'otherBuild':
      return 'Check it with the program that made it. If that is this release, do not trust the package.';
    case 'otherCompiler':
      return '`generate --build` compiles with the compiler of this program.';
    case 'notRecorded':
      return 'Generate it again.';
    default:
      return cause satisfies never;
  }
}
