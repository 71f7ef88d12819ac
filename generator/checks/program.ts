import { readdir } from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';
import { loadConfig } from '../config/index.js';
import { ExitCode, SdkgenError, UsageError } from '../errors.js';
import type { OutputSwitches } from '../model/switches.js';
import { byCodeUnit } from '../util/order.js';

/** What the command lines of the checks have in common. */

const ROOT = join(__dirname, '..', '..');

/** This folder in the sources: installed packages and modules of JavaScript are not copied into `build/`. */
export const CHECKS_FOLDER = join(ROOT, 'generator/checks');

/** Runs `main` with the arguments of the command line. What it returns, or the code of its failure, becomes the exit code. */
export async function runAsProgram(
  main: (args: readonly string[]) => Promise<ExitCode>,
): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    const isExpected = error instanceof SdkgenError;
    process.exitCode = isExpected ? error.exitCode : ExitCode.Bug;
    const lines = isExpected ? [error.message, error.hint ?? ''] : [formatStack(error)];
    process.stderr.write(`${lines.join('\n').trimEnd()}\n`);
  }
}

/** Includes the causes: the error of a bug names the document only there. */
function formatStack(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\nCaused by: ${formatStack(error.cause)}`;
}

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Shows a person at the terminal what takes time; a log does not need it. */
export function printProgress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
}

/**
 * The output switches of a configuration file; none without a file. Its other settings are for one document, not a folder.
 *
 * @throws UsageError when the file does not exist or is not a configuration.
 */
export async function readSwitches(file: string | undefined): Promise<OutputSwitches> {
  if (file === undefined || file === '') return {};
  const cwd = process.cwd();
  const { output } = await loadConfig({ cwd, flags: { config: resolve(cwd, file) }, env: {} });
  return output;
}

/** A file of a folder of documents. */
export interface DocumentFile {
  readonly path: string;
  /** Without extension, unless another document would have the same name. */
  readonly name: string;
}

/**
 * Lists the JSON and YAML files of a folder in the order of their names, without those of its subfolders.
 *
 * @throws UsageError when the folder cannot be read.
 */
export async function listDocuments(folder: string): Promise<readonly DocumentFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`The folder '${folder}' cannot be read: ${reason}`, {
      hint: 'Give a folder of OpenAPI documents: CORPUS=<folder>.',
      cause,
    });
  });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(json|ya?ml)$/i.test(entry.name))
    .map((entry) => entry.name)
    .sort(byCodeUnit);
  const names = files.map((file) => parse(file).name);
  return files.map((file) => {
    const { name } = parse(file);
    const isUnique = names.filter((other) => other === name).length === 1;
    return { path: join(folder, file), name: isUnique ? name : file };
  });
}

/** Formats cells as columns, the first aligned to the left, the others to the right. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const formatRow = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return rows.map(formatRow).join('\n');
}
