import fc from 'fast-check';
import type { Change, DiffReport, Verdict } from '../../change.js';
import { HOSTILE } from './hostile.js';

/** Reports of any shape, with hostile texts wherever a document or a person can put text. */

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom(...Array.from('`*_[]()<>&#@|~$!\\/:.\n -+0a')),
      maxLength: 40,
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE))
      .map(([a, b]) => `${a}${b}`),
  },
);
const verdict = fc.constantFrom<Verdict>('breaking', 'potentially-breaking', 'non-breaking');
const fingerprint = fc
  .integer({ min: 0, max: 0xffffffff })
  .map((n) => n.toString(16).padStart(16, '0'));
const count = fc.nat({ max: 5000 });
const day = fc.constantFrom('2026-11-24', '2027-01-31');

const change: fc.Arbitrary<Change> = fc.record(
  {
    id: fc.constantFrom('operation-removed', 'response-property-removed', 'request-body-added'),
    wire: verdict,
    source: verdict,
    direction: fc.constantFrom('request', 'response', 'both', 'none'),
    subject: text,
    tags: fc.array(text, { maxLength: 3 }),
    message: text,
    advice: text,
    before: text,
    after: text,
    pointers: fc.record({ before: text, after: text }, { requiredKeys: [] }),
    documentation: fc.boolean(),
    operations: fc.array(
      fc.record({
        id: text,
        call: text,
        directions: fc.subarray(['request', 'response'] as const),
      }),
      { maxLength: 12 },
    ),
    fingerprint,
    acknowledged: fc.record({ reason: text, until: day }),
  },
  {
    requiredKeys: [
      'id',
      'wire',
      'source',
      'direction',
      'subject',
      'tags',
      'message',
      'pointers',
      'documentation',
      'operations',
      'fingerprint',
    ],
  },
);

const side = fc.record({
  source: text,
  title: text,
  version: text,
  operations: count,
  schemas: count,
});

/** @param most How many changes a report may have. */
export function anyReport(most: number): fc.Arbitrary<DiffReport> {
  return fc.record(
    {
      before: side,
      after: side,
      verdict: fc.record({
        wire: verdict,
        source: verdict,
        bump: fc.constantFrom('major', 'minor', 'patch', 'none'),
      }),
      changes: fc.array(change, { maxLength: most, size: 'max' }),
      staleAcknowledgements: fc.array(
        fc.record({
          fingerprint,
          reason: text,
          until: day,
          why: fc.constantFrom('expired', 'unmatched'),
        }),
        { maxLength: 3 },
      ),
      drift: fc.record({
        from: text,
        to: text,
        coming: fc.array(fingerprint, { maxLength: 3 }),
        leaving: fc.array(fingerprint, { maxLength: 3 }),
        differing: fc.array(fingerprint, { maxLength: 3 }),
      }),
    },
    { requiredKeys: ['before', 'after', 'verdict', 'changes'] },
  );
}
