import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPONENTS } from './components.js';
import { KINDS } from './index.js';
import { OPERATIONS } from './operations.js';
import { PARAMETERS } from './parameters.js';
import { REQUEST_BODIES } from './request-bodies.js';
import { RESPONSES } from './responses.js';
import { SCHEMA_COMPONENT_KINDS } from './schema-components.js';
import { SCHEMA_PARAMETER_KINDS } from './schema-parameters.js';
import { SCHEMA_REQUEST_KINDS } from './schema-requests.js';
import { SCHEMA_REQUEST_VALUE_KINDS } from './schema-requests-values.js';
import { SCHEMA_RESPONSE_KINDS } from './schema-responses.js';
import { SCHEMA_RESPONSE_VALUE_KINDS } from './schema-responses-values.js';
import { ROWS } from './testing/rows.js';

/** The list that the kinds answer to. It is no part of this repository: without it the table stands alone. */
const LIST = join(__dirname, '..', '..', '..', '..', 'shared', 'diff', 'change-kinds.tsv');
const isThere = existsSync(LIST);

/** Rows that are more than one kind of ours: what they come to depends on what happened. */
const SEVERAL: Readonly<Record<string, readonly [reason: string, ...others: readonly string[]]>> = {
  'operation-sunset-shortened': [
    'a date that was only set or put off takes nothing away',
    'operation-sunset-changed',
  ],
  'parameter-allowance-changed': [
    'empty values that are now allowed refuse nobody',
    'parameter-allowance-granted',
  ],
  'parameter-serialization-changed': [
    'one value is written alike in most styles',
    'parameter-serialization-restated',
  ],
  'request-media-type-removed': [
    'nobody misses a media type that the SDK never sent',
    'request-media-type-alias-removed',
  ],
  'response-media-type-removed': [
    'nobody misses a media type that the SDK never read',
    'response-media-type-alias-removed',
  ],
  'response-header-type-changed': [
    'becoming optional is no change of type',
    'response-header-became-optional',
  ],
  'operation-tag-changed': ['services are made from the first tag alone', 'operation-tags-changed'],
  'webhook-removed': [
    'nobody has to listen to one that was added, and one that is still there is a callback like others',
    'webhook-added',
    'webhook-changed',
  ],
  'server-changed': ['a further server takes no address away', 'server-added'],
  'security-added': [
    'a further way in shuts nobody out',
    'security-alternative-added',
    'security-restated',
  ],
  'info-changed': ['the client is named after the title', 'client-renamed'],
};

describe('the rows of the list', () => {
  it('are 141, each of one kind of its own', () => {
    expect(ROWS).toHaveLength(141);
    expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
  });

  it.each(ROWS.map((row) => [row.group, row.name, row] as const))(
    '%s: %s',
    (_group, _name, { id, wire, source }) => {
      // What the wire does not know breaks nobody there.
      expect(KINDS[id]).toMatchObject({ wire: wire ?? 'non-breaking', source });
    },
  );

  it('have ids that no two tables share', () => {
    const tables = [
      ...[OPERATIONS, PARAMETERS, REQUEST_BODIES, RESPONSES, COMPONENTS],
      ...[SCHEMA_PARAMETER_KINDS, SCHEMA_REQUEST_KINDS, SCHEMA_REQUEST_VALUE_KINDS],
      ...[SCHEMA_RESPONSE_KINDS, SCHEMA_RESPONSE_VALUE_KINDS, SCHEMA_COMPONENT_KINDS],
    ];
    const ids = tables.flatMap((table) => Object.keys(table)).sort();
    expect(ids).toEqual(Object.keys(KINDS).sort());
  });

  it.each(Object.entries(SEVERAL))('%s is several kinds', (id, [reason, ...others]) => {
    expect(ROWS.map((row) => row.id)).toContain(id);
    expect(reason).not.toBe('');
    for (const other of others) {
      expect(Object.keys(KINDS)).toContain(other);
      expect(ROWS.map((row) => row.id)).not.toContain(other);
    }
  });

  it('are silent where the list says so', () => {
    const silent = Object.entries(KINDS).filter(([, kind]) => kind.silent);
    expect(silent.map(([id]) => id).sort()).toEqual([
      'enum-order-changed',
      'nullability-rewritten',
      'order-changed',
      'reference-wrapped',
      'schema-inlined',
    ]);
  });

  (isThere ? it : it.skip)('are those of the list, with its verdicts', () => {
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
