import { compareRecipes } from '../../pipeline/compare.js';
import type { DiffReport } from '../../diff/change.js';
import { render } from '../../diff/report/index.js';
import { startRenderer } from '../../diff/report/testing/gfm.js';
import { changesBody, withEntry } from '../../nightly/changelog.js';
import { countsOf } from '../../nightly/counts.js';
import { reportsOf } from '../../nightly/reports.js';
import { titleOf } from '../../nightly/title.js';
import { crowdOf } from './testing/documents.js';
import { hiddenIn } from './testing/faults.js';
import { IS_LONG, recipeOf } from './testing/made.js';
import { forgedIn } from './testing/markdown.js';
import { mixtures } from './testing/mixtures.js';
import { CANARY, STRINGS } from './testing/strings.js';

/**
 * An honest document against a hostile one, both ways, in every format of the report and in the changelog. Each string
 * by itself goes through the reports in `diff/report`; here documents decide what comes where.
 */
const renderer = startRenderer();
afterAll(() => renderer.close());
const texts = IS_LONG ? [...STRINGS.values()] : mixtures(2);
const sides = {
  honest: recipeOf(crowdOf(texts.map((_, at) => `Honest text ${at}`))),
  hostile: recipeOf(crowdOf(texts)),
};
const SNAPSHOT = { path: 'fixtures/prod/swagger.json', text: sides.hostile.text };

describe.each([
  ['honest', 'hostile'],
  ['hostile', 'honest'],
] as const)('from the %s document to the %s one', (from, to) => {
  let report: DiffReport;
  beforeAll(async () => {
    report = await compareRecipes(sides[from], sides[to]);
  });

  it('there is much to tell', () => {
    expect(report.changes.length).toBeGreaterThan(texts.length * 50);
    expect(JSON.stringify(report)).toContain(CANARY);
  });

  it.each([{ colours: false }, { colours: true, width: 80 }])(
    'the text has no command for a terminal or a runner (%j)',
    async (options) => {
      const text = render(report, 'text', options);
      const withoutOurs = text.replace(/\u001b\[\d+m/g, '');
      expect(options.colours ? 'coloured' : hiddenIn(text)).toBe(
        options.colours ? 'coloured' : undefined,
      );
      expect(hiddenIn(withoutOurs)).toBeUndefined();
      expect(commandsIn(withoutOurs)).toEqual([]);
    },
  );

  it('the JSON is JSON, with no command for a terminal or a runner', async () => {
    const text = render(report, 'json');
    expect(JSON.parse(text)).toMatchObject({ verdict: report.verdict });
    expect(hiddenIn(text)).toBeUndefined();
    expect(commandsIn(text)).toEqual([]);
  });

  it('the annotations are ours alone', async () => {
    const lines = render(report, 'annotations', SNAPSHOT).split('\n');
    const ours = /^::error file=fixtures\/prod\/swagger\.json,[^:]*::[^\r\n]*$/;
    expect(lines.filter((line) => !ours.test(line) || hiddenIn(line) !== undefined)).toEqual([]);
    const breaking = report.changes.filter((each) => [each.wire, each.source].includes('breaking'));
    expect(lines).toHaveLength(breaking.length);
  });

  it('the Markdown is text alone, in a pull request and in the changelog', async () => {
    // What a page has no room for, another has.
    const pages = Array.from({ length: Math.ceil(report.changes.length / 60) }, (_, at) => ({
      ...report,
      changes: report.changes.slice(at * 60, (at + 1) * 60),
    }));
    for (const page of pages)
      for (const text of [render(page, 'markdown'), changesBody(page)]) {
        expect(forgedIn(text, await renderer.html(text))).toEqual([]);
        expect(hiddenIn(text)).toBeUndefined();
      }
  });

  it('a night has nothing of it in its title, and one entry in the changelog', async () => {
    const body = changesBody(report);
    const counts = countsOf(report.changes);
    const night = { environment: 'prod', status: 'changed', version: '1.2.0', counts } as const;
    const title = titleOf(night);
    expect(title).toMatch(/^prod 1\.2\.0: \d+ breaking changes, \d+ that may break, \d+ others?$/);
    const files = await reportsOf(
      { ...night, title, breaking: true, reports: [], written: [], deleted: [] },
      { status: 'changed', report, entry: body },
      '2026-11-24',
    );
    expect(JSON.parse(files['night.json'] ?? '')).toMatchObject({ title, version: '1.2.0' });
    const old = withEntry(undefined, { version: '1.1.0', date: '2026-11-23', body: 'Old.' });
    const changelog = withEntry(old, { version: '1.2.0', date: '2026-11-24', body });
    expect(changelog.match(/^## .*/gm)).toEqual(['## 1.2.0 - 2026-11-24', '## 1.1.0 - 2026-11-23']);
  });

  it('the HTML has the elements of an honest page', async () => {
    const html = render(report, 'html');
    expect(hiddenIn(html)).toBeUndefined();
    const markup = html.replace(/<(script|style)>[^]*?<\/\1>/g, '');
    const elements = new Set([...markup.matchAll(/<\/?([^\s>]*)/g)].map(([, name = '']) => name));
    const honest =
      '!doctype a article b body button code dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 head header html input kbd label legend li link main mark meta nav option output p pre section select span strong summary title ul'.split(
        ' ',
      );
    expect([...elements].filter((name) => !honest.includes(name))).toEqual([]);
    expect(markup).not.toMatch(/<[^>]*\son\w+=/);
    expect(html.split('<script>')).toHaveLength(2);
  });
});

/** What GitHub's runner takes for a command (actions/runner, `ActionCommand.TryParseV2` and `TryParse`). */
function commandsIn(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trimStart().startsWith('::') || /##\w*\[/.test(line));
}
