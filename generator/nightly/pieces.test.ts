import { diff } from '../pipeline/compare.js';
import { createEmptyBaseline } from './regenerate.js';
import { addEntry, nextVersion } from './changelog.js';
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
    const run = () =>
      refuseShrunk({ operations: 1, schemas: before }, { operations: 1, schemas: after }, 'x');
    if (want) expect(run).not.toThrow();
    else expect(run).toThrow(`${before} schemas became ${after}`);
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
