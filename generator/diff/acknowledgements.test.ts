import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.js';
import { change } from './report/testing/reports.js';
import { readAcknowledgements } from './acknowledgements.js';
import { acknowledge } from './verdict.js';

const folder = mkdtempSync(join(tmpdir(), 'acknowledged-'));
const file = join(folder, 'diff.acknowledged.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

async function read(text: string): Promise<unknown> {
  writeFileSync(file, text);
  return readAcknowledgements(file);
}

async function getMessage(text: string): Promise<string> {
  const error: unknown = await read(text).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message.replaceAll(file, 'F');
}

const ENTRY = { fingerprint: '0123456789abcdef', reason: 'Agreed.', until: '2027-01-31' };

describe('a file of acknowledged changes', () => {
  it.each<[string, string]>([
    ['JSON', JSON.stringify({ $schema: './x.json', acknowledged: [ENTRY] })],
    ['JSON set with tabs', JSON.stringify({ acknowledged: [ENTRY] }, null, '\t')],
    [
      'YAML',
      'acknowledged:\n  # asked for in March\n  - fingerprint: 0123456789abcdef\n    reason: Agreed.\n    until: 2027-01-31\n',
    ],
  ])('may be %s', async (_, text) => {
    expect(await read(text)).toEqual([ENTRY]);
  });

  it.each(['1234567890123456', '12345678901234e5', '0x34567890123456'.replace('x', '0')])(
    'takes %s as text although YAML knows a number so',
    async (fingerprint) => {
      const text = `acknowledged:\n  - { fingerprint: ${fingerprint}, reason: a, until: 2027-01-31 }`;
      expect(await read(text)).toEqual([{ fingerprint, reason: 'a', until: '2027-01-31' }]);
    },
  );

  it.each<[string, string, string]>([
    ['an empty file', '', 'F:1:1: the file must be of type object.'],
    ['no list', '{}', 'F:1:1: the file needs `acknowledged`.'],
    ['broken text', '{"acknowledged": [', 'F:1:19: this is neither JSON nor YAML'],
    [
      'no expiry',
      'acknowledged:\n  - fingerprint: 0123456789abcdef\n    reason: a\n',
      'F:2:5: acknowledged › 0 needs `until`.',
    ],
    ['an unknown key', 'acknowledged: []\nignore: []\n', 'F:2:1: ignore is unknown.'],
    [
      'another date, another fingerprint and no reason',
      'acknowledged:\n  - fingerprint: XYZ\n    reason: " "\n    until: 31.01.2027\n',
      'F:2:5: acknowledged › 0 › fingerprint must be the 16 hexadecimal digits that the report gives for the change.\n' +
        'F:3:5: acknowledged › 0 › reason must be a sentence on why the change is accepted.\n' +
        'F:4:5: acknowledged › 0 › until must be a day such as 2027-01-31.',
    ],
    [
      'a day that is not',
      'acknowledged:\n  - fingerprint: 0123456789abcdef\n    reason: a\n    until: 2027-02-30\n',
      'F:4:5: acknowledged › 0 › until must be a day of the calendar.',
    ],
    [
      'a change twice',
      JSON.stringify({ acknowledged: [ENTRY, { ...ENTRY, until: '2028-01-01' }] }, null, 2),
      'F:9:7: acknowledged › 1 › fingerprint is already acknowledged at acknowledged › 0.',
    ],
  ])('is refused with line and column: %s', async (_, text, want) => {
    expect(await getMessage(text)).toContain(want);
  });

  it('is named when it is missing', async () => {
    await expect(readAcknowledgements(join(folder, 'none.json'))).rejects.toThrow(
      /none\.json cannot be read \(ENOENT\)/,
    );
  });
});

describe('acknowledging', () => {
  const known = change({ fingerprint: 'aaaaaaaaaaaaaaaa', subject: 'VehicleDto.soldAt' });
  const other = change({ fingerprint: 'bbbbbbbbbbbbbbbb', subject: 'TripDto' });
  const entry = { fingerprint: known.fingerprint, reason: 'Agreed.', until: '2027-01-31' };

  it.each<[string, 'holds' | 'expired']>([
    ['2026-12-01', 'holds'],
    ['2027-01-31', 'holds'],
    ['2027-02-01', 'expired'],
  ])('on %s it %s', (today, want) => {
    const { changes, stale } = acknowledge([known, other], [entry], today);
    const acknowledged = { reason: 'Agreed.', until: '2027-01-31' };
    expect(changes).toEqual([want === 'holds' ? { ...known, acknowledged } : known, other]);
    expect(stale).toEqual(want === 'holds' ? [] : [{ ...entry, why: 'expired' }]);
  });

  it('reports what matches no change', () => {
    const { changes, stale } = acknowledge([other], [entry], '2026-12-01');
    expect(changes).toEqual([other]);
    expect(stale).toEqual([{ ...entry, why: 'unmatched' }]);
  });
});
