import type { NightOptions } from './night.js';
import type { Judgement } from './put.js';
import type { WorkingNight } from './told.js';

/**
 * What a night leaves in its folder, by file name: `night.json` for the job, `report.md` for a pull
 * request's body, and where there was something to compare with, the same as HTML and JSON.
 */
export async function reportsOf(
  { title, ...night }: WorkingNight,
  { report, entry }: Judgement,
  { date, judge }: Pick<NightOptions, 'date' | 'judge'>,
): Promise<Readonly<Record<string, string | undefined>>> {
  const { environment, status, previousVersion, version, verdict, breaking, counts } = night;
  const facts = { environment, status, date, title, previousVersion, version };
  const told = JSON.stringify({ ...facts, breaking, verdict, counts }, null, 2);
  if (report === undefined) {
    const text = `# ${title}\n\n${entry ?? 'Nothing that programs notice.'}\n`;
    return {
      'night.json': `${told}\n`,
      'report.md': text,
      'report.html': undefined,
      'report.json': undefined,
    };
  }
  const rendered = async (format: 'markdown' | 'html' | 'json') =>
    `${await judge.render(report, format)}\n`;
  return {
    'night.json': `${told}\n`,
    'report.md': await rendered('markdown'),
    'report.html': await rendered('html'),
    'report.json': await rendered('json'),
  };
}
