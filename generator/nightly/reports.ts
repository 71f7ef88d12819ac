import type { Judgement } from './put.js';
import type { WorkingNight } from './told.js';

/**
 * What a night leaves in its folder, by file name: `night.json` for the job, `report.md` for a pull
 * request's body, and where there was something to compare with, the same as HTML and JSON.
 */
export async function reportsOf(
  { title, ...night }: WorkingNight,
  { report, entry }: Judgement,
  date: string,
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
  const { render } = await import('../diff/report/index.js');
  const rendered = async (format: 'markdown' | 'html' | 'json') =>
    `${await render(report, format)}\n`;
  return {
    'night.json': `${told}\n`,
    'report.md': await rendered('markdown'),
    'report.html': await rendered('html'),
    'report.json': await rendered('json'),
  };
}
