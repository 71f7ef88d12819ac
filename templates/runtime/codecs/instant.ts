/** ISO 8601 as .NET writes it: up to seven digits of a second, with or without a zone. */
const WRITTEN =
  /^(\d{4}-\d\d-(\d\d))(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?)?(Z|([+-]\d\d):?(\d\d))?$/i;

/**
 * The point in time that a text names; undefined for what names none. A time without a zone is taken as UTC, wherever the
 * program runs, so that its digits are those that `getUTCHours()` and its like give. What is finer than a millisecond is lost.
 */
export function instantOf(text: string): Date | undefined {
  const [whole, date = '', day = '', time = '00:00', fraction = '', zone, hours, minutes] =
    WRITTEN.exec(text) ?? [];
  if (whole === undefined || !isInMonth(date, Number(day))) return undefined;
  const offset = hours === undefined ? 'Z' : `${hours}:${minutes}`;
  const seconds = time.length === 5 ? `${time}:00` : time;
  const instant = new Date(`${date}T${seconds}${fraction.slice(0, 4)}${zone ? offset : 'Z'}`);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** `Date` takes February 30 for a day of March. */
function isInMonth(date: string, day: number): boolean {
  return day <= 28 || new Date(`${date}T00:00:00Z`).getUTCDate() === day;
}
