import { HOSTILE } from '../../../diff/report/testing/hostile.js';
import type { Finding, Mismatch } from '../../finding.js';
import type { ConformReport } from '../report.js';

const SHAPE = { seen: 12, types: { integer: 9, null: 3 } } as const;

/** A mismatch of each kind, with texts of a document or an answer where there are any. */
export function mismatches(text: string): readonly Mismatch[] {
  return [
    { kind: 'null' },
    { kind: 'missing', property: text, requiredBy: '/components/schemas/VehicleDto' },
    { kind: 'type', declared: ['string', 'boolean', 'null'], shape: SHAPE },
    { kind: 'number-as-text' },
    { kind: 'enum' },
    {
      kind: 'format',
      declared: text,
      shape: { seen: 1, types: { string: 1 }, formats: { date: 1 } },
    },
    { kind: 'pattern' },
    { kind: 'limit', keyword: 'maxLength' },
    {
      kind: 'undeclared-property',
      property: text,
      shape: { ...SHAPE, properties: { [text]: SHAPE }, values: SHAPE, items: SHAPE },
    },
    { kind: 'undeclared-keys', shape: SHAPE },
    { kind: 'no-variant', keyword: 'oneOf', shape: SHAPE },
    { kind: 'unknown-discriminator', property: text, shape: SHAPE },
    { kind: 'write-only' },
    { kind: 'undeclared-status', status: '404', mediaType: text, shape: SHAPE },
    { kind: 'undeclared-media-type', mediaType: text },
    { kind: 'undeclared-body', mediaType: text },
    { kind: 'empty-body' },
    { kind: 'not-json', mediaType: text },
    { kind: 'missing-header', header: text },
    { kind: 'header-value', header: text, declared: text },
    { kind: 'problem-details', member: text },
    { kind: 'paging', fault: 'repeats-items' },
    { kind: 'paging', fault: 'ignores-size' },
    { kind: 'paging', fault: 'wrong-total' },
  ];
}

/** A finding in 12 of 40 values or answers. */
export function findingOf(name: string, mismatch: Mismatch, more: Partial<Finding> = {}): Finding {
  return {
    id: `${mismatch.kind}-1`,
    place: { name, pointer: `/components/schemas/${name}` },
    mismatch,
    count: 12,
    seen: 40,
    operations: [
      { id: 'GET /Vehicles', count: 10 },
      { id: 'GET /Vehicles/{id}', count: 2 },
    ],
    ...more,
  };
}

/** A report with everything that one can have. */
export const FULL: ConformReport = {
  source: 'preprod',
  document: { title: 'Optimum API', version: 'v1' },
  requests: 412,
  minutes: 3.4567,
  answers: { '404': 12, '200': 400 },
  findings: [
    findingOf('VehicleDto.soldAt', { kind: 'null' }),
    findingOf('AlertDto', { kind: 'undeclared-property', property: 'level', shape: SHAPE }),
    findingOf('VehicleDto.soldAt', { kind: 'format', declared: 'date-time', shape: SHAPE }),
    findingOf('GET /Alerts', { kind: 'paging', fault: 'wrong-total' }, { count: 3, seen: 3 }),
  ],
  operations: {
    seen: ['GET /Alerts', 'GET /Vehicles', 'GET /Vehicles/{id}'],
    notAsked: [{ operation: 'POST /Vehicles', reason: 'it changes data' }],
  },
  overlay: {
    text: 'overlay: 1.0.0\nactions:\n  - target: $\n',
    actions: 3,
    remarks: [{ id: 'paging-1', why: 'OpenAPI cannot say it.' }],
  },
  difference: { breaking: 2, potentiallyBreaking: 0, nonBreaking: 1 },
};

/** Nothing was wrong. */
export const TRUE_DOCUMENT: ConformReport = {
  source: 'preprod',
  document: { title: 'Optimum API', version: 'v1' },
  requests: 1,
  minutes: 1,
  answers: { '200': 1 },
  findings: [],
  operations: { seen: ['GET /Alerts'], notAsked: [] },
};

/** Hostile texts wherever a document or an answer has texts. */
export function hostileReport(texts: readonly string[] = HOSTILE): ConformReport {
  return {
    source: texts.join(' ').slice(0, 2_000),
    document: { title: texts.join(' ').slice(0, 2_000), version: texts[0] ?? '' },
    requests: 1,
    minutes: 1,
    answers: { '200': 1 },
    findings: texts.map((text, at) => {
      const kinds = mismatches(text).filter((mismatch) =>
        JSON.stringify(mismatch).includes(JSON.stringify(text)),
      );
      const operations = [{ id: `GET ${text}`, count: 1 }];
      return findingOf(text, kinds[at % kinds.length] ?? { kind: 'null' }, {
        id: `${at}`,
        operations,
      });
    }),
    operations: { seen: texts, notAsked: texts.map((text) => ({ operation: text, reason: text })) },
    overlay: {
      text: texts.map((text) => `# ${text}\n`).join(''),
      actions: 1,
      remarks: texts.map((why, at) => ({ id: `${at}`, why })),
    },
  };
}
