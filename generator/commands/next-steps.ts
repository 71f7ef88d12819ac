import { isAbsolute, relative } from 'node:path';
import type { FirstProgram } from '../pipeline/first-program.js';
import { isOwnRepository } from '../pipeline/version.js';
import { PROGRAM } from '../program.js';

/** A package, and what was done with it. */
export interface PackageState {
  /** Absolute. */
  readonly output: string;
  readonly firstProgram: FirstProgram;
  readonly isBuilt: boolean;
  /** True for sources without a package. */
  readonly sourceOnly: boolean;
  /** True for the stand-in's package, whose API the sandbox serves by default. */
  readonly isStandIn: boolean;
}

const FILE = 'try.mjs';

/**
 * What to do after a run: prose, and indented by two spaces commands of a shell and lines of code that work word for word in
 * the folder of the run.
 */
export function describeNextSteps(state: PackageState, cwd: string): readonly string[] {
  const { firstProgram, output, isStandIn } = state;
  const { lines, variables, sandbox } = firstProgram;
  if (state.sourceOnly) return ['In your application:', '', ...indented(lines)];
  const input = isStandIn
    ? ' --env sandbox'
    : ` --input ${toWord(`${toFolder(output, cwd)}/openapi.json`)}`;
  const start = [`${programIn(cwd)} sandbox${input}`];
  return [
    'What to do next:',
    '',
    ...indented(listCommands(state, cwd)),
    '',
    `Write this to ${FILE}:`,
    '',
    ...indented(lines),
    '',
    ...(sandbox?.kind === 'program'
      ? ['It calls the sandbox; start that in another terminal:', '', ...indented(start), '']
      : []),
    variables.length === 0
      ? 'Run it:'
      : `Set ${listVariables(variables)} in the environment, then run it:`,
    '',
    ...indented([`node ${FILE}`]),
    ...(sandbox?.kind === 'line'
      ? [
          '',
          'Without the API, start a sandbox of it in another terminal, and create the client for that:',
          '',
          ...indented([...start, '', sandbox.line]),
        ]
      : []),
  ];
}

function listCommands({ output, isBuilt }: PackageState, cwd: string): readonly string[] {
  const folder = toFolder(output, cwd);
  const prefix = `npm --prefix ${toWord(folder)}`;
  // In this repository, what is tried is no dependency.
  const save = isOwnRepository(cwd) ? ' --no-save' : '';
  return [
    ...(isBuilt ? [] : [`${prefix} install`, `${prefix} run build`]),
    `npm install${save} ${toWord(/^\.|^\//.test(folder) || isAbsolute(folder) ? folder : `./${folder}`)}`,
  ];
}

/** How this program is started in a folder. */
function programIn(cwd: string): string {
  return isOwnRepository(cwd) ? 'node dist/cli.js' : `npx ${PROGRAM}`;
}

function listVariables(variables: FirstProgram['variables']): string {
  return variables.map((names) => names.join(' and ')).join(', or ');
}

/** Relative where that works, with forward slashes, which every shell takes. */
function toFolder(output: string, cwd: string): string {
  return (relative(cwd, output) || '.').replaceAll('\\', '/');
}

/** As one word of any shell. */
function toWord(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : `"${text}"`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}
