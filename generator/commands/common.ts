import { defined } from '../util/defined.js';
import type { Argv, CommandModule } from 'yargs';
import { resolve } from 'node:path';
import { type ConfigFlags, type GeneratorConfig, loadConfig } from '../config/index.js';
import { DocumentRefusedError, type ExitCode } from '../errors.js';
import type { LocatedDiagnostic } from '../diagnostics.js';
import type { Surroundings } from '../pipeline/generate.js';
import { paint } from '../util/paint.js';
import { consoleLine } from '../util/printable.js';
import type { Acknowledgement } from '../diff/index.js';
import { RUN_PROGRAM } from '../program.js';
import { toSegments } from '../util/json-pointer.js';
import {
  formatDiagnostic,
  formatHint,
  printBytes,
  printStage,
  printStart,
  type Terminal,
} from './terminal.js';

/** What a command gets from the process that runs it. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** `2026-11-24`, in UTC. Nothing else that is written depends on the clock. */
  readonly today: string;
  /** Aborted with an `InterruptedError` when the run is to stop. */
  readonly signal?: AbortSignal;
  /** Asks the person at the terminal; undefined where there is none. */
  readonly ask?: Ask;
}

/**
 * Asks a question. @returns the answer without spaces around it; the default where it is empty.
 * @throws UsageError when the input ends, or the signal's reason.
 */
export type Ask = (question: string, byDefault?: string) => Promise<string>;

/** @param stopped true when an interruption is how the command ends, and no failure. */
export type Finish = (code: ExitCode, stopped?: boolean) => void;
export type Command<T> = CommandModule<object, T>;

/** The end of a command's help: lines to copy, each with what it does. */
export function formatExamples(
  command: string,
  examples: readonly (readonly [words: string, what: string])[],
): string {
  const lines = examples.map(
    ([words, what]) => `  ${RUN_PROGRAM} ${command} ${words}\n      ${what}`,
  );
  return ['Examples:', ...lines].join('\n');
}

/** The options of every command that generates a package. */
export function packageOptions<T>(argv: Argv<T>) {
  return argv
    .option('env', { type: 'string', describe: 'An environment of sdk.config.json' })
    .option('input', {
      type: 'string',
      describe: 'A document or a documentation page: a file or a URL',
    })
    .option('out', { type: 'string', describe: 'The folder of the package' })
    .option('document', {
      type: 'string',
      describe: 'The document to take, by name or URL, if a page lists several',
    })
    .option('package-name', { type: 'string', describe: "The package's name on npm" })
    .option('package-version', { type: 'string', describe: "The package's version" })
    .option('client-name', {
      type: 'string',
      describe: 'The client class, with or without "Client"',
    })
    .option('overlay', {
      type: 'string',
      array: true,
      describe: 'An OpenAPI Overlay for the document; may be repeated',
    })
    .option('include-tag', {
      type: 'string',
      array: true,
      describe: 'Only the operations of this tag; may be repeated',
    })
    .option('exclude-tag', {
      type: 'string',
      array: true,
      describe: 'All operations except those of this tag; may be repeated',
    })
    .option('requiredness', { type: 'string', describe: 'asWritten or nonNullableIsRequired' })
    .option('enums', { type: 'string', describe: 'const, union or enum' })
    .option('dates', {
      type: 'string',
      describe: 'The type of dates and times: string, date or temporal',
    })
    .option('int64', { type: 'string', describe: 'The type of an int64: number, string or bigint' })
    .option('numeric-strings', {
      type: 'string',
      describe: 'Numbers as text in requests, where the API reads them: reject or accept',
    })
    .option('readonly', { type: 'string', describe: 'Readonly response types: off or on' })
    .option('source-only', {
      type: 'boolean',
      describe: 'Only the sources, for a folder of an application',
    })
    .option('import-extension', {
      type: 'string',
      describe: 'What imports between these sources end in: js, ts or none',
    })
    .option('mcp', {
      type: 'boolean',
      describe: 'A program in the package that serves its API to assistants',
    })
    .options(STRICT_OPTION)
    .options(CONFIG_OPTION)
    .options(JSON_OPTION)
    .group(['env', 'input', 'document', 'overlay', 'strict'], 'The document:')
    .group(['include-tag', 'exclude-tag'], 'Which operations:')
    .group(['out', 'package-name', 'package-version', 'client-name'], 'The package:')
    .group(
      [
        ...['requiredness', 'enums', 'dates', 'int64', 'numeric-strings', 'readonly'],
        ...['source-only', 'import-extension', 'mcp'],
      ],
      'How it is written:',
    );
}

export const CONFIG_OPTION = {
  config: { type: 'string', describe: 'A configuration file, instead of sdk.config.json' },
} as const;
export const STRICT_OPTION = {
  strict: { type: 'boolean', describe: 'Refuse a document that has warnings (exit code 4)' },
} as const;
export const JSON_OPTION = {
  json: { type: 'boolean', default: false, describe: 'Print one JSON object, for machines' },
} as const;

/** The configuration from the command line, the configuration file and environment variables. */
export async function loadCommandConfig(
  flags: ConfigFlags,
  { cwd, env }: CommandContext,
): Promise<GeneratorConfig> {
  return loadConfig({ cwd, flags, env });
}

export function createSurroundings({ cwd, env, terminal, signal }: CommandContext): Surroundings {
  return {
    cwd,
    variables: env,
    ...defined({ signal }),
    onStart: (stage) => printStart(terminal, stage),
    onStage: (stage, milliseconds) => printStage(terminal, stage, milliseconds),
    onBytes: (received, total) => printBytes(terminal, received, total),
  };
}

/** Prints all errors, the first 50 warnings, each hint once, and in one line what changes nothing. */
export function printDiagnostics(
  terminal: Terminal,
  file: string,
  diagnostics: readonly LocatedDiagnostic[],
): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
  const explained = new Set<string>();
  for (const diagnostic of [...errors, ...warnings.slice(0, MAX_WARNINGS)]) {
    const location = diagnostic.file ?? file;
    terminal.err(formatDiagnostic(terminal, location, diagnostic, diagnostic.position));
    if (!explained.has(diagnostic.hint)) terminal.err(formatHint(terminal, diagnostic.hint));
    explained.add(diagnostic.hint);
  }
  const more = warnings.length - MAX_WARNINGS;
  if (more > 0)
    terminal.err(paint(terminal, 'dim', `... and ${more} more warnings; --json lists them all.`));
  const unused = diagnostics.filter(({ severity }) => severity === 'info').map(getField);
  if (unused.length > 0)
    terminal.err(
      paint(
        terminal,
        'dim',
        `info: the document has parts that change nothing in the SDK (${[...new Set(unused)].join(', ')}); --json lists them.`,
      ),
    );
}

/** The last segment of the pointer that is a name: a status or an index says nothing to a reader. */
function getField({ pointer }: LocatedDiagnostic): string {
  const segment = toSegments(pointer).findLast((each) => !/^\d*$/.test(each)) ?? '';
  return consoleLine(segment).slice(0, 40);
}

const MAX_WARNINGS = 50;

/** Runs a command's work. When the document is refused, its diagnostics are printed before the error. */
export async function withDiagnostics<T>(
  { terminal }: CommandContext,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    printRefusal(terminal, error);
    throw error;
  }
}

export function printRefusal(terminal: Terminal, error: unknown): void {
  if (error instanceof DocumentRefusedError)
    printDiagnostics(terminal, error.location ?? '', error.diagnostics);
}

/** How a report for people is laid out. */
export interface ReportLayout {
  readonly colours: boolean;
  /** In characters; undefined where nothing is wrapped. */
  readonly width?: number;
}

/** The layout of reports on standard output. */
export function getLayout({ terminal }: Pick<CommandContext, 'terminal'>): ReportLayout {
  const { resultColours: colours, resultWidth: width } = terminal;
  return { colours, ...defined({ width }) };
}

/** Prints a report, or writes it to the file of `--out`, without colours. @throws WriteError when it cannot be written. */
export async function putReport(
  { terminal, cwd }: CommandContext,
  out: string | undefined,
  render: (layout: ReportLayout) => Promise<string>,
): Promise<void> {
  if (out === undefined) {
    terminal.out(await render(getLayout({ terminal })));
    return;
  }
  const { replaceFile } = await import('../source/index.js');
  await replaceFile(resolve(cwd, out), `${await render({ colours: false })}\n`);
  terminal.err(`The report is in ${out}.`);
}

/** Reads the file of `--acknowledged`; an empty object when the option is not given. */
export async function readAcknowledged(
  path: string | undefined,
  { cwd }: CommandContext,
): Promise<{ readonly acknowledgements?: readonly Acknowledgement[] }> {
  if (path === undefined) return {};
  const { readAcknowledgements } = await import('../diff/acknowledgements.js');
  return { acknowledgements: await readAcknowledgements(resolve(cwd, path)) };
}

export const ACKNOWLEDGED_OPTION = {
  acknowledged: {
    type: 'string',
    describe: 'A file of known changes to disregard (diff.acknowledged.schema.json)',
  },
} as const;
