import { tagsOf } from '../../diff/report/testing/tags.js';
import { htmlReport } from './index.js';
import { FULL_IMPACT, hostileImpact, type Case } from './testing/impacts.js';

/** The page of an impact, as text; `browser.test.ts` opens it. */

const render = ({ impact, changes }: Case) => htmlReport(impact, changes);

function textOf(html: string): string {
  return html
    .replace(/<(script|style)>[^]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ');
}

/** The part of a page between two ids. */
const between = (html: string, from: string, to: string) =>
  textOf(html.slice(html.indexOf(`id="${from}"`), html.indexOf(`id="${to}"`)));

describe('the page of an impact', () => {
  let page: string;
  beforeAll(async () => {
    page = await render(FULL_IMPACT);
  });

  it('has the verdict for this project beside that for all programs', () => {
    expect(page).toContain('<title>@acme/fleet: Breaks this project</title>');
    expect(textOf(page)).toContain(
      '@acme/fleet Breaks this project For all programs wire breaks source breaks 4 of 23 changes reach this project: 32 lines no longer compile, 1 line may behave otherwise.',
    );
  });

  it('has each line under what it is affected by, and what nothing explains at the end', () => {
    expect(between(page, 'lines-break', 'lines-may-break')).toContain(
      "src/sold.ts:1:3 vehicle.soldAt; TS2339: Property 'soldAt' does not exist on type 'VehicleDto'. src/sold.ts:2:3",
    );
    expect(between(page, 'lines-break', 'lines-may-break')).toContain(
      'and 5 more src/sold.ts:26:3',
    );
    expect(between(page, 'lines-2', 'lines-may-break')).toMatch(
      /alerts\.listAll was renamed to alerts\.list .* AlertDto\.severity .* src\/alerts\.ts:7:3 await client/,
    );
    expect(between(page, 'lines-may-break', 'lines-unexplained')).toMatch(
      /May behave otherwise 1 AlertDto\.severity .* Before .* What to do .* src\/alerts\.ts:9:3 switch \(alert\.severity\) \{/,
    );
    expect(between(page, 'lines-unexplained', 'all')).toContain(
      'What no change of the document explains 1 src/other.ts:2:3 report(',
    );
  });

  it('flags the changes that reach the project, with a link to their lines', () => {
    const flagged = [...page.matchAll(/data-flagged="yes"/g)];
    expect(flagged).toHaveLength(4);
    const flags = [...page.matchAll(/<a class="badge flag" href="#([^"]*)">([^<]*)</g)];
    expect(flags.map(([, anchor, text]) => [anchor, text])).toEqual([
      ['lines-1', 'this project: 30 lines'],
      ['project', 'this project: no line'],
      ['lines-2', 'this project: 1 line'],
      ['lines-2', 'this project: 2 lines'],
    ]);
    const anchors = [...page.replace(/<script>[^]*/, '').matchAll(/href="#([^"]*)"/g)].map(
      ([, to]) => to,
    );
    expect(anchors.filter((anchor) => !page.includes(`id="${anchor}"`))).toEqual([]);
  });

  it('has each id once', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(new Set(ids).size);
  });

  it.each([
    ['potentially-breaking', 'May break this project'],
    ['non-breaking', 'Does not break this project'],
  ] as const)('says %s', async (verdict, want) => {
    const { impact, changes } = FULL_IMPACT;
    const quiet = await render({
      changes,
      impact: { ...impact, verdict, changes: [], places: [] },
    });
    expect(quiet).toContain(`<h1>${want}</h1>`);
    expect(textOf(quiet)).toContain('No line of this project has to change.');
  });

  it('has no element, attribute or script of a hostile text', async () => {
    const html = await render(hostileImpact());
    const known = new Set(tagsOf(page));
    expect(tagsOf(html).filter((tag) => !known.has(tag))).toEqual([]);
    expect(html.split('<script>')).toHaveLength(2);
    expect(html).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/,
    );
  });
});
