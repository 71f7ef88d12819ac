import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../../commands/index.js';
import { createTerminal } from '../../commands/terminal.js';
import { defaultConfig, type GeneratorConfig } from '../../config/index.js';
import { InterruptedError } from '../../errors.js';
import { createGitRepository, runGit } from '../../source/testing/git-repository.js';
import {
  createHistories,
  writeHistory,
  type History,
  type HistoryEntry,
  type HistoryOptions,
} from './index.js';
import { renderHistory } from './pages.js';
import { documentOf } from '../testing/document-server.js';

/** Histories as git has them, from the first document to both pages. */

const FILE = 'fixtures/prod/swagger.json';
const PACKAGE = 'output/prod/package.json';
const packageOf = (version: string) => `${JSON.stringify({ name: 'fleet', version }, null, 2)}\n`;
const CONFIG = JSON.stringify({
  environments: {
    prod: { documentation: 'https://fleet.example/swagger.json' },
    test: { documentation: './test.json' },
  },
});

const repository = createGitRepository();
const { folder, commit, git } = repository;
afterAll(() => repository.remove());

/** Each line is a day; what is the same as the day before is left out. */
beforeAll(() => {
  commit({ 'sdk.config.json': CONFIG }, '2026-11-01');
  commit(
    { [FILE]: documentOf(['Vehicles', 'Trips']), [PACKAGE]: packageOf('0.1.0') },
    '2026-11-02',
  );
  git('tag', 'v0.1.0');
  commit(
    { [FILE]: documentOf(['Vehicles', 'Trips', 'Alerts'], '1.1'), [PACKAGE]: packageOf('0.1.1') },
    '2026-11-04',
  );
  commit({ [FILE]: '<<<<<<< HEAD' }, '2026-11-05');
  commit({ [FILE]: documentOf(['Vehicles', 'Trips', 'Alerts'], '1.1') }, '2026-11-06');
  commit({ 'README.md': 'text' }, '2026-11-07');
  git('switch', '--quiet', '--create', 'nightly/prod');
  commit({ [FILE]: documentOf(['Vehicles', 'Trips', 'Alerts', 'Extras'], '1.2') }, '2026-11-08');
  commit(
    { [FILE]: documentOf(['Vehicles', 'Alerts'], '2.0'), [PACKAGE]: packageOf('0.2.0') },
    '2026-11-09',
  );
  git('switch', '--quiet', 'main');
  commit({ 'README.md': 'other' }, '2026-11-10');
  git('merge', '--quiet', '--no-ff', '--message=Merge', 'nightly/prod');
  commit({ [FILE]: undefined }, '2026-11-25');
  commit(
    { [FILE]: documentOf(['Vehicles', 'Alerts', '<b>`x`</b>'], '2.1'), [PACKAGE]: '{' },
    '2026-11-26',
  );
});

const config: GeneratorConfig = {
  ...defaultConfig(),
  isFromFile: true,
  environments: { prod: { documentation: 'https://fleet.example/swagger.json' } },
};

async function replayProd(
  options: HistoryOptions = {},
  cwd = folder,
): Promise<readonly HistoryEntry[]> {
  const [history, ...others] = await createHistories(config, options, { cwd });
  expect(others).toEqual([]);
  return history?.entries ?? [];
}

const line = (entry: HistoryEntry): string => {
  const { date, status, version = '' } = entry;
  const told =
    'report' in entry
      ? `${entry.report.before.version} → ${entry.report.after.version} ${entry.report.verdict.bump}`
      : '';
  return [date, status, version, told].filter(Boolean).join(' ');
};

const WHOLE = [
  '2026-11-26 changed 2.0 → 2.1 minor',
  '2026-11-25 removed 0.2.0',
  '2026-11-24 changed 0.2.0 1.1 → 2.0 major',
  '2026-11-06 changed 0.1.1 1.1 → 1.1 none',
  '2026-11-05 unreadable 0.1.1',
  '2026-11-04 changed 0.1.1 1.0 → 1.1 minor',
  '2026-11-02 first 0.1.0 1.0 → 1.0 minor',
];

let whole: History;
beforeAll(async () => {
  const histories = await createHistories(config, {}, { cwd: folder });
  expect(histories).toHaveLength(1);
  whole = histories[0]!;
});

describe('a history', () => {
  it('has an entry for each commit that changed the document, newest first', () => {
    expect(whole.entries.map(line)).toEqual(WHOLE);
  });

  it.each([
    ['main~5', WHOLE.slice(0, 3)],
    ['main', []],
  ])('since %s has the later ones', async (since, want) => {
    expect((await replayProd({ since })).map(line)).toEqual(want);
  });

  it('compares with the last document that can be read, of an earlier commit too', async () => {
    const entries = await replayProd({ since: 'main~1' });
    expect(entries.map(line)).toEqual(WHOLE.slice(0, 1));
    expect(entries[0]).toMatchObject({
      report: {
        before: { source: expect.stringMatching(/^prod at [0-9a-f]{12} of 2026-11-24$/) },
        after: { source: expect.stringMatching(/^prod at [0-9a-f]{12} of 2026-11-26$/) },
      },
    });
  });

  it('is one chain: each report begins with the document that the one before ends with', () => {
    const reports = [...whole.entries]
      .reverse()
      .flatMap((entry) => ('report' in entry ? [entry.report] : []));
    const ends = reports.map(({ after }) => after);
    expect(reports.slice(1).map(({ before }) => before)).toEqual(ends.slice(0, -1));
    expect(ends.at(-1)?.source).toContain(git('rev-parse', 'HEAD').slice(0, 12));
  });

  it('of a shallow clone says where it is cut off', async () => {
    const clone = createGitRepository();
    const url = pathToFileURL(folder).href;
    runGit(clone.folder, ['fetch', '--quiet', '--depth=3', url, 'main']);
    runGit(clone.folder, ['reset', '--quiet', '--hard', 'FETCH_HEAD']);
    const entries = await replayProd({}, clone.folder);
    clone.remove();
    expect(entries.map(line)).toEqual([
      ...WHOLE.slice(0, 2),
      '2026-11-24 cut-off 0.2.0 2.0 → 2.0 none',
    ]);
  });

  it('takes acknowledgements as they hold on the day of the commit', async () => {
    const breaking = whole.entries[2];
    const [change] = breaking?.status === 'changed' ? breaking.report.changes : [];
    const known = { fingerprint: change?.fingerprint ?? '', reason: 'Known.' };
    const verdictUntil = async (until: string) => {
      const acknowledgements = [{ ...known, until }];
      return (await replayProd({ since: 'main~3', acknowledgements })).map(line)[2];
    };
    expect(await verdictUntil('2026-11-24')).toBe('2026-11-24 changed 0.2.0 1.1 → 2.0 patch');
    expect(await verdictUntil('2026-11-23')).toBe(WHOLE[2]);
  });

  it('reads documents with the filters of today, and tells which are not for them', async () => {
    const filtered = { ...config, include: { tags: ['Alerts'] } };
    const [history] = await createHistories(filtered, {}, { cwd: folder });
    expect(history?.entries.map(line)).toEqual([
      '2026-11-26 changed 2.0 → 2.1 patch',
      '2026-11-25 removed 0.2.0',
      '2026-11-24 changed 0.2.0 1.1 → 2.0 patch',
      '2026-11-06 changed 0.1.1 1.1 → 1.1 none',
      '2026-11-05 unreadable 0.1.1',
      '2026-11-04 first 0.1.1 1.1 → 1.1 minor',
      '2026-11-02 unreadable 0.1.0',
    ]);
  });

  it('leaves out what differs only at ignored places, as the nightly job does', async () => {
    const nightly = { ...config.nightly, ignore: ['$.info.version', '$.paths["/<b>`x`</b>"]'] };
    const [history] = await createHistories(
      { ...config, nightly },
      { since: 'main~3' },
      { cwd: folder },
    );
    expect(history?.entries.map(line)).toEqual(WHOLE.slice(1, 3));
  });

  it('is the page of `fixtures/reports/history`, which `UPDATE_GOLDEN=1` writes', async () => {
    const [markdown = ''] = await writeHistory(join(folder, 'out'), whole);
    const text = readFileSync(markdown, 'utf8');
    const golden = join(__dirname, '../../../fixtures/reports/history/history.md');
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(dirname(golden), { recursive: true });
      writeFileSync(golden, text);
    }
    expect(existsSync(golden) ? readFileSync(golden, 'utf8') : 'no such file').toBe(text);
  });
});

describe('the command', () => {
  async function sdkgen(words: readonly string[], signal?: AbortSignal) {
    const written = { out: '', err: '' };
    const stream = (name: 'out' | 'err') => ({ write: (text: string) => (written[name] += text) });
    const terminal = createTerminal(stream('out'), stream('err'), {});
    const context = {
      terminal,
      env: {},
      cwd: folder,
      today: '2030-01-01',
      ...(signal && { signal }),
    };
    const code = await run(words, context);
    return { code, ...written };
  }

  it('writes both pages, prints where they are, and writes nothing else', async () => {
    const before = git('status', '--porcelain', '--untracked-files=all').split('\n');
    expect(await sdkgen(['history', '--out', 'site'])).toEqual({
      code: 0,
      out: 'prod: the document changed 4 times, 1 cannot be read\n',
      err: `  ${join(folder, 'site/prod/history.md')}\n  ${join(folder, 'site/prod/history.html')}\n`,
    });
    const pages = ['history.md', 'history.html'].map((name) =>
      readFileSync(join(folder, 'site/prod', name), 'utf8'),
    );
    expect(pages).toEqual(Object.values(await renderHistory(whole)));
    const after = git('status', '--porcelain', '--untracked-files=all').split('\n');
    expect(after.filter((path) => !before.includes(path))).toEqual([
      '?? site/prod/history.html',
      '?? site/prod/history.md',
    ]);
  });

  it('prints the entries with their reports as an array with --json', async () => {
    const words = ['history', '--env', 'prod', '--since', 'main~2', '--out', 'site', '--json'];
    const { code, out } = await sdkgen(words);
    expect({ code, entries: JSON.parse(out) as unknown }).toEqual({
      code: 0,
      entries: JSON.parse(JSON.stringify(whole.entries.slice(0, 2))) as unknown,
    });
  });

  it.each([
    [['--since', 'v9'], "There is no commit 'v9' in this repository."],
    [['--env', 'test'], 'No document of test is in the commits of this repository.'],
    [['--env', 'prd'], "--env: there is no environment 'prd'."],
  ])('%j is wrong usage', async (words, message) => {
    const { code, err } = await sdkgen(['history', ...words]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`error: ${message}\n`) });
  });

  it('writes nothing when it is interrupted', async () => {
    const controller = new AbortController();
    controller.abort(new InterruptedError('SIGINT'));
    const { code, out } = await sdkgen(['history', '--out', 'never'], controller.signal);
    expect({ code, out, written: readdirSync(folder).includes('never') }).toEqual({
      code: 130,
      out: '',
      written: false,
    });
  });
});
