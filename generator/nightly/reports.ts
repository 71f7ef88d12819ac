import type { Judgement } from './put.js';
import type { WorkingNight } from './told.js';

/**
 * What a night leaves in its folder, by file name: `night.json` for the job, `report.md` for a pull request's body,
 * and the comparison as HTML and JSON. Where the document is no reason for the package, what is says so first.
 */
export function reportsOf(
  { title, ...night }: WorkingNight,
  { report, entry = 'Nothing that programs notice.' }: Judgement,
  date: string,
): Readonly<Record<string, string>> {
  const { environment, status, previousVersion, version, verdict, breaking, counts } = night;
  const facts = { environment, status, date, title, previousVersion, version };
  const told = JSON.stringify({ ...facts, breaking, verdict, counts }, null, 2);
  const { render } = require('../diff/report/index.js') as typeof import('../diff/report/index.js');
  const isJudged = status === 'changed';
  return {
    'night.json': `${told}\n`,
    'report.md': isJudged ? `${render(report, 'markdown')}\n` : `# ${title}\n\n${entry}\n`,
    'report.html': `${render(report, 'html', isJudged ? [] : [entry])}\n`,
    'report.json': `${render(report, 'json')}\n`,
  };
}
