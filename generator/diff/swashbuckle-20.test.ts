import { allFindings, loadText } from './testing/findings.js';
import { PUBLISHED, ref } from './testing/swashbuckle-20.js';

const LIST = '/paths/~1Vehicles/get';
const POST = '/paths/~1Vehicles/post';
const PHOTO = '/paths/~1Vehicles~1{id}~1photo';
const VEHICLE = '/definitions/Vehicle';
const INPUT = '/definitions/VehicleInput/properties';

/** A JSON pointer and what stands there afterwards; undefined: nothing any more. */
type Edit = readonly [pointer: string, value: unknown];

const ROWS: readonly (readonly [what: string, kinds: readonly string[], ...edits: Edit[]])[] = [
  ['the host', ['server-changed'], ['/host', 'new.test']],
  ['the basePath', ['server-changed'], ['/basePath', '/v2']],
  ['an operation less', ['operation-removed'], [POST, undefined]],
  ['a path less', ['path-removed', 'path-removed'], [PHOTO, undefined]],
  ['an operation more', ['operation-added'], ['/paths/~1Vehicles/delete', { responses: {} }]],
  ['an operationId', ['operation-id-added'], [`${LIST}/operationId`, 'ListVehicles']],
  ['a deprecation', ['operation-deprecated'], [`${LIST}/deprecated`, true]],
  [
    'a required query parameter',
    ['parameter-added-required'],
    [`${LIST}/parameters/3`, { in: 'query', name: 'Sort', type: 'string', required: true }],
  ],
  [
    'an optional query parameter',
    ['parameter-added-optional'],
    [`${LIST}/parameters/3`, { in: 'query', name: 'Sort', type: 'string' }],
  ],
  [
    'the type of one',
    ['parameter-type-changed'],
    [`${LIST}/parameters/0/format`, 'uuid'],
    [`${LIST}/parameters/0/type`, 'string'],
  ],
  ['the default of one', ['parameter-default-changed'], [`${LIST}/parameters/0/default`, 2]],
  [
    'a header that may be left out',
    ['parameter-became-optional'],
    [`${LIST}/parameters/2/required`, false],
  ],
  [
    'how lists are sent',
    ['parameter-serialization-changed'],
    [`${LIST}/parameters/1/collectionFormat`, 'csv'],
  ],
  [
    'a media type less',
    ['request-media-type-removed'],
    [`${POST}/consumes`, ['application/json', 'text/json']],
  ],
  [
    'a body that may be left out',
    ['request-body-became-optional'],
    [`${POST}/parameters/0/required`, false],
  ],
  ['another name for the body', [], [`${POST}/parameters/0/name`, 'vehicle']],
  ['a status less', ['response-error-status-removed'], [`${LIST}/responses/400`, undefined]],
  [
    'an answer without a body',
    ['response-body-removed'],
    [`${POST}/responses/201/schema`, undefined],
  ],
  [
    'a header less',
    ['response-header-removed-optional'],
    [`${LIST}/responses/200/headers`, undefined],
  ],
  [
    'a list that is none',
    ['response-property-type-changed'],
    [`${LIST}/responses/200/schema`, { type: 'string' }],
  ],
  ['a form field less', ['request-property-removed'], [`${PHOTO}/put/parameters/2`, undefined]],
  [
    'a form field that is required',
    ['request-property-became-required', 'request-body-became-required'],
    [`${PHOTO}/put/parameters/1/required`, true],
  ],
  [
    'a file that is text',
    ['response-format-changed'],
    [`${PHOTO}/get/responses/200/schema`, { type: 'string' }],
  ],
  [
    'a property less',
    ['response-optional-property-removed'],
    [`${VEHICLE}/properties/mileage`, undefined],
  ],
  [
    'a property more',
    ['response-optional-property-added'],
    [`${VEHICLE}/properties/colour`, { type: 'string' }],
  ],
  [
    'null no longer',
    ['response-property-became-not-nullable'],
    [`${VEHICLE}/properties/plate`, { type: 'string' }],
  ],
  [
    'null now',
    ['response-property-became-nullable'],
    [`${VEHICLE}/properties/mileage/x-nullable`, true],
  ],
  [
    'null beside allOf no longer',
    ['response-property-became-not-nullable'],
    [`${VEHICLE}/properties/previous/x-nullable`, undefined],
  ],
  [
    'allOf of one for a reference',
    [],
    [`${VEHICLE}/properties/status`, { allOf: [ref('VehicleStatus')] }],
  ],
  [
    'a wider integer',
    ['response-format-changed'],
    [`${VEHICLE}/properties/mileage/format`, 'int64'],
  ],
  ['what may be left out', ['response-property-became-optional'], [`${VEHICLE}/required`, []]],
  [
    'further properties',
    ['response-additional-properties-allowed'],
    [`${VEHICLE}/additionalProperties`, true],
  ],
  [
    'a choice more',
    ['response-enum-value-added'],
    ['/definitions/VehicleStatus/enum', ['Active', 'Sold', 'Lost']],
  ],
  [
    'what is required',
    ['request-property-became-required'],
    ['/definitions/VehicleInput/required', ['plate', 'mileage']],
  ],
  ['a shorter text', ['request-constraint-tightened'], [`${INPUT}/plate/maxLength`, 9]],
  ['a maximum that goes', ['request-constraint-relaxed'], [`${INPUT}/mileage/maximum`, undefined]],
  [
    'a bound that is left out',
    ['request-constraint-tightened'],
    [`${INPUT}/mileage/exclusiveMinimum`, true],
  ],
  [
    'the tag of a type that nobody uses',
    ['unused-schema-changed'],
    ['/definitions/Event/discriminator', 'type'],
  ],
  [
    'another header for the key',
    ['security-scheme-changed'],
    ['/securityDefinitions/Bearer/name', 'X-Key'],
  ],
  ['no key', ['security-removed'], ['/security', []]],
];

const rows = ROWS.map(([what, kinds, ...edits]) => ({ what, kinds, edits }));

describe("Swashbuckle's Swagger 2.0", () => {
  it.each(rows)('tells $what: $kinds', async ({ kinds, edits }) => {
    const after = structuredClone(PUBLISHED);
    for (const [pointer, value] of edits) put(after, pointer, value);
    const [old, now] = [
      await loadText(JSON.stringify(PUBLISHED)),
      await loadText(JSON.stringify(after)),
    ];
    const found = allFindings(old, now, '2026-11-24');
    expect(found.flatMap((finding) => finding.kinds).sort()).toEqual([...kinds].sort());
  });
});

function put(document: object, pointer: string, value: unknown): void {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/'));
  const last = keys.pop() ?? '';
  let owner = document as Record<string, unknown>;
  for (const key of keys) owner = owner[key] as Record<string, unknown>;
  if (Array.isArray(owner) && value === undefined) owner.splice(Number(last), 1);
  // JSON leaves out what is undefined.
  else owner[last] = value;
}
