/** A point on a clock as it was written: with a zone or without, and as exact as it was. */
export interface CivilTime {
  /** Since 1970 on the clock that the text speaks of, whatever the zone; without the fraction. */
  readonly seconds: number;
  /** With its dot, as written; empty where there is none. */
  readonly fraction: string;
  /** `Z`, `+02:00`, or empty: the clock of whoever reads it. */
  readonly zone: string;
  /** How much of `2026-04-23T00:00:00` is written: 10, 16 or 19 characters. */
  readonly precision: number;
}

const WRITTEN = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d)?)?(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/;

/** @throws TypeError that names the setting, for what is no date or time of ISO 8601, and for a day that no calendar has. */
export function parseTime(setting: string, text: string): CivilTime {
  const [, date = '', time = '', fraction = '', zone = ''] = WRITTEN.exec(text) ?? [];
  const written = date + time;
  const full = written + 'T00:00:00'.slice(written.length - 10);
  const seconds = Date.parse(`${full}Z`) / 1000;
  const isTooExact = (fraction && written.length < 19) || (zone && !time);
  if (isTooExact || Number.isNaN(seconds) || writtenAt(seconds) !== full)
    throw new TypeError(
      `${setting} must be a date or a time such as 2026-04-23T00:00:00, with or without a zone; it is '${text}'`,
    );
  return { seconds, fraction, zone, precision: written.length };
}

/** `seconds` later on the same clock: a day has 24 hours there, whatever daylight saving does elsewhere. */
export function laterText(time: CivilTime, seconds: number): string {
  return writtenAt(time.seconds + seconds).slice(0, time.precision) + time.fraction + time.zone;
}

/** Negative when `a` comes first; 0 when they are one and the same. */
export function compareTimes(a: CivilTime, b: CivilTime): number {
  const apart = sinceEpoch(a) - sinceEpoch(b);
  return apart || Number(`0${a.fraction}`) - Number(`0${b.fraction}`);
}

/** Whole seconds from `a` to `b`, fractions left out. */
export function secondsBetween(a: CivilTime, b: CivilTime): number {
  return sinceEpoch(b) - sinceEpoch(a);
}

function sinceEpoch({ seconds, zone }: CivilTime): number {
  if (zone === '' || zone === 'Z') return seconds;
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  const offset = (hours * 60 + minutes) * 60;
  return zone.startsWith('-') ? seconds + offset : seconds - offset;
}

function writtenAt(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}
