import fc from 'fast-check';
import { createFingerprint, type Finding } from './finding.js';

const finding: Finding = {
  what: 'enum-value-added',
  subject: { kind: 'schema', wireName: 'VehicleDto', path: ['status'] },
  before: { pointer: '/components/schemas/VehicleDto/properties/status', value: ['on', 'off'] },
  after: {
    pointer: '/components/schemas/VehicleDto/properties/status',
    value: ['on', 'off', 'sold'],
  },
  reaches: [
    { operation: 'GET /Vehicles', direction: 'response', location: 'response', nested: true },
  ],
};

describe('a fingerprint', () => {
  it('never changes: files of acknowledgements contain it', () => {
    expect(createFingerprint(finding)).toBe('11fe2536145c190c');
  });

  it.each<[string, Partial<Finding>]>([
    ['the places in the documents', { before: { ...finding.before!, pointer: '/x' } }],
    ['the operations that reach it', { reaches: [] }],
    ['the order of a list', { before: { pointer: '', value: ['off', 'on'] } }],
  ])('does not depend on %s', (_, change) => {
    expect(createFingerprint({ ...finding, ...change })).toBe(createFingerprint(finding));
  });

  it.each<[string, Partial<Finding>]>([
    ['what happened', { what: 'enum-value-removed' }],
    ['the kind of subject', { subject: { ...finding.subject, kind: 'webhook' } }],
    ['the subject', { subject: { ...finding.subject, wireName: 'TripDto' } }],
    ['the part', { subject: { ...finding.subject, part: 'query:status' } }],
    ['the path', { subject: { ...finding.subject, path: ['status', '[]'] } }],
    ['the value before', { before: { pointer: '', value: ['on'] } }],
    ['the value after', { after: { pointer: '', value: ['on'] } }],
    ['what a value is', { after: { pointer: '', value: '["off","on","sold"]' } }],
  ])('tells apart %s', (_, change) => {
    expect(createFingerprint({ ...finding, ...change })).not.toBe(createFingerprint(finding));
  });

  it('differs between absent, undefined and null', () => {
    const { after: _after, ...removed } = finding;
    const prints = [removed, ...[undefined, null].map((value) => withAfter(value))];
    expect(new Set(prints.map(createFingerprint)).size).toBe(3);
  });

  it('does not depend on the order of keys, however deep', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(createFingerprint(withAfter(turned(value)))).toBe(
          createFingerprint(withAfter(value)),
        );
      }),
    );
  });
});

function withAfter(value: unknown): Finding {
  return { ...finding, after: { pointer: '/x', value } };
}

/** The same value with its keys and items the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned).reverse();
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, turned(member)]));
}
