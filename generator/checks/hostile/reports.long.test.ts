import type { LocatedDiagnostic } from '../../diagnostics.js';
import { compareRecipes } from '../../pipeline/compare.js';
import type { DiffReport } from '../../diff/change.js';
import {
  annotationsReport,
  htmlReport,
  jsonReport,
  markdownReport,
  textReport,
} from '../../diff/report/index.js';
import { startRenderer } from '../../diff/report/testing/gfm.js';
import { changesEntry, addEntry } from '../../nightly/changelog.js';
import { countChanges, createTitle } from '../../nightly/result.js';
import { renderReports } from '../../nightly/reports.js';
import { createCombinedDocument } from './testing/documents.js';
import { findHiddenCharacter } from './testing/check-files.js';
import { IS_FULL_RUN, createRecipe } from './testing/generate.js';
import { findForgedMarkup } from './testing/check-markdown.js';
import { CANARY, createMixtures, STRINGS } from './testing/strings.js';

/**
 * A harmless document compared with a hostile one, in both directions, in every format of the report and in the
 * changelog. The tests of `diff/report` use each string by itself; here the strings come from documents.
 */
const renderer = startRenderer();
afterAll(() => renderer.close());
const texts = IS_FULL_RUN ? [...STRINGS.values()] : createMixtures(2);
const recipes = {
  harmless: createRecipe(createCombinedDocument(texts.map((_, index) => `Harmless text ${index}`))),
  hostile: createRecipe(createCombinedDocument(texts)),
};
const SNAPSHOT = { path: 'fixtures/prod/swagger.json', text: recipes.hostile.text };

describe.each([
  ['harmless', 'hostile'],
  ['hostile', 'harmless'],
] as const)('from the %s document to the %s one', (from, to) => {
  let report: DiffReport;
  beforeAll(async () => {
    report = await compareRecipes(recipes[from], recipes[to]);
  });

  it('there are many changes', () => {
    expect(report.changes.length).toBeGreaterThan(texts.length * 50);
    expect(JSON.stringify(report)).toContain(CANARY);
  });

  it.each([{ colours: false }, { colours: true, width: 80 }])(
    'the text has no command for a terminal or a runner (%j)',
    (options) => {
      const text = textReport(report, options);
      const withoutColours = text.replace(/\u001b\[\d+m/g, '');
      expect(options.colours ? 'coloured' : findHiddenCharacter(text)).toBe(
        options.colours ? 'coloured' : undefined,
      );
      expect(findHiddenCharacter(withoutColours)).toBeUndefined();
      expect(findCommands(withoutColours)).toEqual([]);
    },
  );

  it('the JSON is JSON, with no command for a terminal or a runner', () => {
    const text = jsonReport(report);
    expect(JSON.parse(text)).toMatchObject({ verdict: report.verdict });
    expect(findHiddenCharacter(text)).toBeUndefined();
    expect(findCommands(text)).toEqual([]);
  });

  it('the only annotations are those of the report', () => {
    const lines = annotationsReport(report, SNAPSHOT).split('\n');
    const own = /^::error file=fixtures\/prod\/swagger\.json,[^:]*::[^\r\n]*$/;
    expect(
      lines.filter((line) => !own.test(line) || findHiddenCharacter(line) !== undefined),
    ).toEqual([]);
    const breaking = report.changes.filter((each) => [each.wire, each.source].includes('breaking'));
    expect(lines).toHaveLength(breaking.length);
  });

  it('the document is only text in the Markdown of a pull request and of the changelog', async () => {
    // A page has a limited number of changes, so there is a page for every 60.
    const pages = Array.from({ length: Math.ceil(report.changes.length / 60) }, (_, page) => ({
      ...report,
      changes: report.changes.slice(page * 60, (page + 1) * 60),
    }));
    for (const page of pages)
      for (const text of [markdownReport(page), changesEntry(page)]) {
        expect(findForgedMarkup(text, await renderer.html(text))).toEqual([]);
        expect(findHiddenCharacter(text)).toBeUndefined();
      }
  });

  it('the warnings about the document are only text in the body of a pull request', async () => {
    for (const text of texts) {
      const { code, severity, hint } = {
        code: 'field-unknown',
        severity: 'warning',
        hint: '',
      } as const;
      const files = await filesOf([
        { code, severity, hint, message: `'${text}' is no field.`, pointer: `/${text}` },
      ]);
      const body = files['report.md']?.split('## Warnings')[1] ?? '';
      expect(findForgedMarkup(body, await renderer.html(body))).toEqual([]);
      expect(findHiddenCharacter(body)).toBeUndefined();
      expect(findHiddenCharacter(files['night.json'] ?? '')).toBeUndefined();
    }
  });

  const filesOf = (diagnostics: readonly LocatedDiagnostic[]) => {
    const counts = countChanges(report.changes);
    const result = { environment: 'prod', status: 'changed', version: '1.2.0', counts } as const;
    const nothing = { reports: [], written: [], deleted: [] };
    return renderReports(
      {
        ...result,
        ...nothing,
        title: createTitle(result),
        breaking: true,
        source: '',
        diagnostics,
      },
      { status: 'changed', report, entry: changesEntry(report) },
      '2026-11-24',
    );
  };

  it('a run has counts in its title, and one entry in the changelog', async () => {
    const body = changesEntry(report);
    const counts = countChanges(report.changes);
    const result = { environment: 'prod', status: 'changed', version: '1.2.0', counts } as const;
    const title = createTitle(result);
    expect(title).toMatch(/^prod 1\.2\.0: \d+ breaking changes, \d+ that may break, \d+ others?$/);
    const files = await filesOf([]);
    expect(JSON.parse(files['night.json'] ?? '')).toMatchObject({ title, version: '1.2.0' });
    const old = addEntry(undefined, { version: '1.1.0', date: '2026-11-23', body: 'Old.' });
    const changelog = addEntry(old, { version: '1.2.0', date: '2026-11-24', body });
    expect(changelog.match(/^## .*/gm)).toEqual(['## 1.2.0 - 2026-11-24', '## 1.1.0 - 2026-11-23']);
  });

  it('the HTML has no elements or handlers of the document', async () => {
    const html = await htmlReport(report);
    expect(findHiddenCharacter(html)).toBeUndefined();
    const markup = html.replace(/<(script|style)>[^]*?<\/\1>/g, '');
    const elements = new Set([...markup.matchAll(/<\/?([^\s>]*)/g)].map(([, name = '']) => name));
    const expected =
      '!doctype a article b body button code dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 head header html input kbd label legend li link main mark meta nav ol option output p pre section select span strong summary title ul'.split(
        ' ',
      );
    expect([...elements].filter((name) => !expected.includes(name))).toEqual([]);
    expect(markup).not.toMatch(/<[^>]*\son\w+=/);
    expect(html.split('<script>')).toHaveLength(2);
  });
});

/** The lines that GitHub's runner takes for commands (actions/runner, `ActionCommand.TryParseV2` and `TryParse`). */
function findCommands(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trimStart().startsWith('::') || /##\w*\[/.test(line));
}
