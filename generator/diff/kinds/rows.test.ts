import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPONENTS } from './components.js';
import { KINDS } from './index.js';
import { OPERATIONS } from './operations.js';
import { PARAMETER_SCHEMAS, PARAMETERS } from './parameters.js';
import { REQUEST_BODIES } from './request-bodies.js';
import { REQUEST_SCHEMAS } from './request-schemas.js';
import { RESPONSE_SCHEMAS } from './response-schemas.js';
import { RESPONSES } from './responses.js';
import { SCHEMAS } from './schemas.js';
import { ROWS } from './testing/rows.js';

/** The list from which the kinds were made. It is not part of this repository; the table of rows is its copy. */
const LIST = join(__dirname, '..', '..', '..', '..', 'shared', 'diff', 'change-kinds.tsv');
const isThere = existsSync(LIST);

/** Rows for which there are several kinds, with different verdicts. */
const SEVERAL: Readonly<Record<string, readonly [reason: string, ...others: readonly string[]]>> = {
  'operation-sunset-shortened': [
    'a date that is set or postponed breaks nothing',
    'operation-sunset-changed',
  ],
  'parameter-allowance-changed': [
    'allowing empty values breaks nothing',
    'parameter-allowance-granted',
  ],
  'parameter-serialization-changed': [
    'a single value is the same text in most styles',
    'parameter-serialization-restated',
  ],
  'request-media-type-removed': [
    'a media type that the SDK never sent is not missed',
    'request-media-type-alias-removed',
  ],
  'response-media-type-removed': [
    'a media type that the SDK never read is not missed',
    'response-media-type-alias-removed',
  ],
  'response-header-type-changed': [
    'becoming optional does not change the type',
    'response-header-became-optional',
  ],
  'operation-tag-changed': [
    'operations are grouped by their first tag only',
    'operation-tags-changed',
  ],
  'webhook-removed': [
    'no program has to listen to a new webhook, and a changed one is like a callback',
    'webhook-added',
    'webhook-changed',
  ],
  'server-changed': ['a further server keeps the old URLs', 'server-added'],
  'security-added': [
    'a further alternative rejects no credentials',
    'security-alternative-added',
    'security-restated',
  ],
  'info-changed': ['the client is named after the title', 'client-renamed'],
};

describe('the list of changes', () => {
  it('has 141 rows, each with a kind of its own', () => {
    expect(ROWS).toHaveLength(141);
    expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
  });

  it.each(ROWS.map((row) => [row.group, row.name, row] as const))(
    '%s: %s',
    (_group, _name, { id, wire, source }) => {
      // A change that is not on the wire breaks nothing there.
      expect(KINDS[id]).toMatchObject({ wire: wire ?? 'non-breaking', source });
    },
  );

  it('has ids that no two tables share', () => {
    const tables = [
      ...[OPERATIONS, PARAMETERS, PARAMETER_SCHEMAS, REQUEST_BODIES, REQUEST_SCHEMAS],
      ...[RESPONSES, RESPONSE_SCHEMAS, COMPONENTS, SCHEMAS],
    ];
    const ids = tables.flatMap((table) => Object.keys(table)).sort();
    expect(ids).toEqual(Object.keys(KINDS).sort());
  });

  it.each(Object.entries(SEVERAL))('%s has several kinds', (id, [reason, ...others]) => {
    expect(ROWS.map((row) => row.id)).toContain(id);
    expect(reason).not.toBe('');
    for (const other of others) {
      expect(Object.keys(KINDS)).toContain(other);
      expect(ROWS.map((row) => row.id)).not.toContain(other);
    }
  });

  it('has silent kinds', () => {
    const silent = Object.entries(KINDS).filter(([, kind]) => kind.silent);
    expect(silent.map(([id]) => id).sort()).toEqual([
      'enum-order-changed',
      'nullability-rewritten',
      'order-changed',
      'reference-wrapped',
      'schema-inlined',
    ]);
  });

  (isThere ? it : it.skip)('is copied with its verdicts', () => {
    const [, ...lines] = readFileSync(LIST, 'utf8').trimEnd().split('\n');
    const listed = lines.map((line) => {
      const [group = '', kind = '', , wire = '', source = ''] = line.split('\t');
      return { group, name: shortOf(kind), wire: wire === 'silent' ? undefined : wire, source };
    });
    expect(ROWS.map(({ group, name, wire, source }) => ({ group, name, wire, source }))).toEqual(
      listed,
    );
  });
});

function shortOf(kind: string): string {
  return kind
    .replace(/\(.*?\)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
