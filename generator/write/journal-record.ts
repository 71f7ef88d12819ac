import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WriteError } from '../errors.js';
import { lstatIfThere, unless } from './disk.js';
import { foldersOf, pathFault } from './paths.js';
import type { Step } from './plan.js';

/** The steps of a run, written down before the first is taken. */
export interface Journal {
  readonly steps: readonly Step[];
  /** Those that the run makes, from the top. */
  readonly folders: readonly string[];
}

/** The text of a journal; undefined when there is none. */
export function readJournal(path: string): Promise<string | undefined> {
  return unless(['ENOENT'], readFile(path, 'utf8'));
}

/**
 * A journal moves files, and it may have come with a cloned repository: it is believed only where
 * every path stays inside of the folder and leads through no link.
 *
 * @throws WriteError when it cannot be believed.
 */
export async function parseJournal(root: string, text: string): Promise<Journal> {
  const journal = parseJson(root, text);
  if (!isJournal(journal)) throw unbelievable(root);
  const paths = [...journal.folders, ...journal.steps.map(({ path }) => path)];
  if (paths.some((path) => pathFault(path) !== undefined)) throw unbelievable(root);
  for (const folder of new Set([...journal.folders, ...paths.flatMap(foldersOf)])) {
    const stats = await lstatIfThere(join(root, folder));
    if (stats?.isSymbolicLink() === true) throw unbelievable(root);
  }
  return journal;
}

function parseJson(root: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unbelievable(root, error);
  }
}

function isJournal(value: unknown): value is Journal {
  if (typeof value !== 'object' || value === null) return false;
  const { steps, folders } = value as Partial<Record<keyof Journal, unknown>>;
  return (
    Array.isArray(steps) &&
    steps.every(isStep) &&
    Array.isArray(folders) &&
    folders.every((folder) => typeof folder === 'string')
  );
}

function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, path } = value as Partial<Record<keyof Step, unknown>>;
  return (kind === 'add' || kind === 'replace' || kind === 'delete') && typeof path === 'string';
}

function unbelievable(root: string, cause?: unknown): WriteError {
  return new WriteError(`${root} holds the journal of a broken-off run, which is damaged.`, {
    hint: 'Restore the folder from version control, delete .sdkgen.staging in it, and run again.',
    cause,
  });
}
