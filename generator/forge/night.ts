import { join } from 'node:path';
import { UsageError } from '../errors.js';
import { readIfExists } from '../source/index.js';
import { isRecord } from '../util/is-record.js';

/** What a nightly run left for the job that proposes it: `night.json`. */
export type Night = FailedNight | DoneNight;

export interface FailedNight {
  readonly status: 'failed';
  /** `2026-11-30` */
  readonly date: string;
  /** Undefined when the run left no result. */
  readonly exitCode?: number;
  readonly message: string;
  readonly hint?: string;
  /** What a document that shrank no longer has: names by `operations` and `schemas`. */
  readonly removed?: Readonly<Record<string, readonly string[]>>;
}

export interface DoneNight {
  readonly status: 'unchanged' | 'first' | 'changed' | 'remade';
  readonly date: string;
  /** The title of the request; undefined when nothing changed. */
  readonly title?: string;
  readonly isBreaking: boolean;
}

/**
 * Reads the result of a run.
 *
 * @param folder of its reports.
 * @param today the date where there is no result: the run was killed, or never began.
 * @throws UsageError when the file is there and is not the result of a run.
 */
export async function readNight(folder: string, today: string): Promise<Night> {
  const path = join(folder, 'night.json');
  const bytes = await readIfExists(path);
  if (bytes === undefined)
    return {
      status: 'failed',
      date: today,
      message: 'The run left no result: it was stopped, or it never began.',
      hint: 'The log of the run says why: memory, time, or the installation.',
    };
  const night = parse(bytes.toString());
  if (night !== undefined) return night;
  throw new UsageError(`${path} is not the result of a nightly run.`, {
    hint: 'Run `nightly` first, with the same --report-dir.',
  });
}

function parse(text: string): Night | undefined {
  const given = parseJson(text);
  if (!isRecord(given) || typeof given['date'] !== 'string') return undefined;
  const { status, date, title, message, hint, exitCode, removed } = given;
  switch (status) {
    case 'failed':
      return {
        ...{ status, date, message: String(message) },
        ...(typeof exitCode === 'number' && { exitCode }),
        ...(typeof hint === 'string' && { hint }),
        ...(isRecord(removed) && { removed: removed as Record<string, readonly string[]> }),
      };
    case 'unchanged':
    case 'first':
    case 'changed':
    case 'remade': {
      const isBreaking = given['breaking'] === true;
      return { status, date, isBreaking, ...(typeof title === 'string' && { title }) };
    }
    default:
      return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The caller says that this is no result of a run.
    return undefined;
  }
}
