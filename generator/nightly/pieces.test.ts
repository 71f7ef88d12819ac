import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diff } from '../pipeline/compare.js';
import { writeSummary } from './reports.js';
import { createEmptyBaseline } from './regenerate.js';
import { nextVersion } from '../pipeline/package-version.js';
import { addEntry } from './changelog.js';
import { describeGap } from './night-file.js';
import { refuseShrunk } from './downloaded-document.js';

describe('the version after a change', () => {
  it.each([
    ['1.2.3', 'major', '2.0.0'],
    ['1.2.3', 'minor', '1.3.0'],
    ['1.2.3', 'patch', '1.2.4'],
    ['1.2.3', 'none', '1.2.3'],
    ['0.1.0', 'major', '0.2.0'],
    ['0.1.9', 'minor', '0.2.0'],
    ['0.1.9', 'patch', '0.1.10'],
    ['1.0.0-beta.1', 'major', '1.0.0-beta.2'],
    ['0.9.0-rc.0', 'patch', '0.9.0-rc.1'],
  ] as const)('%s, %s: %s', (version, bump, want) => {
    expect(nextVersion(version, bump)).toBe(want);
  });
});

describe('a document that shrinks', () => {
  it.each([
    [100, 71, true],
    [100, 70, true],
    [100, 69, false],
    [10, 7, true],
    [3, 2, false],
    [1, 5, true],
    [0, 0, true],
  ])('from %d to %d schemas: let through %s', (before, after, want) => {
    const document = (count: number) => {
      const names = Array.from({ length: count }, (_, at) => `S${String(at)}`);
      const schemas = Object.fromEntries(names.map((name) => [name, {}]));
      const text = JSON.stringify({ components: { schemas } });
      return { text, counts: { operations: 0, schemas: count } };
    };
    const run = () => refuseShrunk(document(before), document(after), 'x');
    if (want) expect(run).not.toThrow();
    else {
      expect(run).toThrow(`${before} schemas became ${after}`);
      expect(run).toThrow(`It no longer has these schemas: S${String(after)}`);
    }
  });
});

describe('days without a run', () => {
  it.each([
    ['2026-11-24', '2026-11-24', 24, false],
    ['2026-11-24', '2026-11-25', 24, false],
    ['2026-11-24', '2026-11-26', 24, true],
    ['2026-11-24', '2026-11-23', 24, false],
    ['2026-02-28', '2026-03-01', 24, false],
    ['2024-02-28', '2024-03-01', 24, true],
    ['2026-11-24', '2026-11-25', 1, false],
    ['2026-11-20', '2026-11-23', 72, false],
    ['2026-11-20', '2026-11-27', 168, false],
    ['2026-11-20', '2026-11-28', 168, true],
    ['no day', '2026-11-28', 24, false],
  ])('%s, then %s, every %d hours: told %s', (before, now, everyHours, want) => {
    expect(describeGap(before, now, everyHours)).toBe(
      want ? `No run between ${before} and ${now}.` : undefined,
    );
  });
});

describe('the summary of a run', () => {
  it('lists what a document no longer has, below the table', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'summary-'));
    const path = join(folder, 'summary.md');
    const removed = { operations: ['GET /a', 'GET /b`'], schemas: ['A'] };
    const failed = { environment: 'prod', status: 'failed', exitCode: 4, removed } as const;
    const message = 'The document shrank.\nIt no longer has these operations: GET /a.';
    await writeSummary(path, { date: '2026-11-24', exitCode: 4, nights: [{ ...failed, message }] });
    const [, below] = readFileSync(path, 'utf8').split('The document shrank. |\n');
    rmSync(folder, { recursive: true });
    expect(below?.trim().split('\n')).toEqual([
      'The document of prod no longer has these operations (2):',
      '',
      '- `GET /a`',
      '- `` GET /b` ``',
      '',
      'The document of prod no longer has these schemas (1):',
      '',
      '- `A`',
    ]);
  });
});

describe('a changelog', () => {
  const entry = { version: '0.2.0', date: '2026-11-24', body: 'News.' };
  it.each<[string, string | undefined, RegExp]>([
    [
      'that is not there',
      undefined,
      /^# Changelog\n\nWhat .*\n\n## 0\.2\.0 - 2026-11-24\n\nNews\.\n$/,
    ],
    ['that is empty', ' \n', /^# Changelog\n/],
    [
      'with entries',
      '# Changelog\n\nWords.\n\n## 0.1.0\n\nOld.\n',
      /^# Changelog\n\nWords\.\n\n## 0\.2\.0 - 2026-11-24\n\nNews\.\n\n## 0\.1\.0\n\nOld\.\n$/,
    ],
    [
      'without any',
      '# Mine\n\nWords.',
      /^# Mine\n\nWords\.\n\n## 0\.2\.0 - 2026-11-24\n\nNews\.\n$/,
    ],
    [
      'with the line ends of Windows',
      '# C\r\n\r\n## 0.1.0\r\n',
      /^# C\n\n## 0\.2\.0[^]*\n\n## 0\.1\.0\n$/,
    ],
  ])('%s', (_, before, want) => {
    expect(addEntry(before, entry)).toMatch(want);
  });
});

describe('the API before it had any operation', () => {
  const get = { tags: ['Cars'], responses: { 200: { description: 'OK' } } };
  const about = {
    info: { title: 'Fleet', version: '1' },
    tags: [{ name: 'Cars', description: 'C' }],
  };
  it.each([
    [
      'Swagger 2.0',
      {
        swagger: '2.0',
        ...about,
        ...{ host: 'fleet.test', basePath: '/v1', schemes: ['https'] },
        securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
        security: [{ key: [] }],
        paths: { '/cars': { get } },
        definitions: { Car: { type: 'object' } },
      },
    ],
    [
      'OpenAPI 3.0',
      {
        openapi: '3.0.3',
        ...about,
        servers: [{ url: 'https://fleet.test/v1' }],
        security: [{ key: [] }],
        paths: { '/cars': { get } },
        components: {
          securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
          parameters: {
            Car: { in: 'query', name: 'car', schema: { $ref: '#/components/schemas/Car' } },
          },
          schemas: { Car: { type: 'object' } },
        },
      },
    ],
  ])('differs from it in what is added alone: %s', async (_, published) => {
    const { changes } = await diff(createEmptyBaseline({ text: JSON.stringify(published) }), {
      text: JSON.stringify(published),
      location: 'document.json',
    });
    expect(changes.map(({ id }) => id)).toEqual(['schema-added', 'operation-added']);
  });
});
