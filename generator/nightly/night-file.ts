import { WriteError } from '../errors.js';
import { readIfExists } from '../source/index.js';
import { defined } from '../util/defined.js';
import { isRecord } from '../util/is-record.js';
import { jsonLines } from '../util/printable.js';
import { join } from 'node:path';
import { parseKnown } from './drift.js';
import type { NightHistory, RunResult } from './result.js';

/** The file that every run leaves in the environment's folder of reports, also one that failed or found nothing new. */
export const NIGHT_FILE = 'night.json';

/** @returns the content of `night.json`: what happened, without paths of this machine. */
export function renderNight(result: RunResult, date: string): string {
  return `${jsonLines({ ...toNight(result), date })}\n`;
}

function toNight(result: RunResult): object {
  switch (result.status) {
    case 'unchanged':
    case 'failed':
      return result;
    case 'first':
    case 'changed':
    case 'remade': {
      const { source: _source, reports: _reports, written: _w, deleted: _d, ...night } = result;
      return night;
    }
    default:
      return result satisfies never;
  }
}

/**
 * Reads what the run before left, and whether runs are missing since then.
 *
 * @param folder the environment's folder of reports.
 * @param date the day of this run: `2026-11-24`.
 * @param everyHours how often the job is scheduled.
 * @returns an empty object when there is no `night.json`, or one that cannot be read: it is only a note, and the run goes on.
 */
export async function readHistory(
  folder: string,
  date: string,
  everyHours: number,
): Promise<NightHistory> {
  const before = parseNight(await readNote(join(folder, NIGHT_FILE)));
  if (before === undefined) return {};
  return {
    ...before,
    ...defined({ skipped: describeGap(before.previous.date, date, everyHours) }),
  };
}

async function readNote(path: string): Promise<string> {
  try {
    return (await readIfExists(path))?.toString() ?? '';
  } catch (error) {
    if (error instanceof WriteError) return '';
    throw error;
  }
}

const STATUSES = {
  unchanged: true,
  first: true,
  changed: true,
  remade: true,
  failed: true,
} as const satisfies Record<RunResult['status'], true>;

function parseNight(
  text: string,
): (Required<Pick<NightHistory, 'previous'>> & Pick<NightHistory, 'known'>) | undefined {
  const night = parseJson(text);
  if (!isRecord(night)) return undefined;
  const { date, status, known } = night;
  if (typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date)) return undefined;
  if (!isStatus(status)) return undefined;
  return { previous: { date, status }, ...defined({ known: parseKnown(known) }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isStatus(value: unknown): value is RunResult['status'] {
  return typeof value === 'string' && Object.hasOwn(STATUSES, value);
}

const MS_PER_DAY = 86_400_000;

/**
 * Says which days have no run. Between two dates lies at least one day less than their difference, so a run that was only
 * late is not taken for one that is missing.
 *
 * @returns undefined when no run is missing.
 */
export function describeGap(before: string, now: string, everyHours: number): string | undefined {
  const days = (Date.parse(now) - Date.parse(before)) / MS_PER_DAY;
  if (!((days - 1) * 24 >= everyHours)) return undefined;
  return `No run between ${before} and ${now}.`;
}
