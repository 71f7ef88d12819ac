import { allFindings, listKinds, loadText } from './testing/findings.js';
import { PUBLISHED, ref } from './testing/swashbuckle-20.js';

const LIST = '/paths/~1Vehicles/get';
const POST = '/paths/~1Vehicles/post';
const PHOTO = '/paths/~1Vehicles~1{id}~1photo';
const VEHICLE = '/definitions/Vehicle';
const INPUT = '/definitions/VehicleInput/properties';

/** A JSON pointer and the new value there; undefined removes it. */
type Edit = readonly [pointer: string, value: unknown];

const ROWS: readonly (readonly [what: string, kinds: readonly string[], ...edits: Edit[]])[] = [
  ['the host', ['server-changed'], ['/host', 'new.test']],
  ['the basePath', ['server-changed'], ['/basePath', '/v2']],
  ['a removed operation', ['operation-removed'], [POST, undefined]],
  ['a removed path', ['path-removed', 'path-removed'], [PHOTO, undefined]],
  ['an added operation', ['operation-added'], ['/paths/~1Vehicles/delete', { responses: {} }]],
  ['an operationId', ['operation-id-added'], [`${LIST}/operationId`, 'ListVehicles']],
  ['a deprecation', ['deprecated'], [`${LIST}/deprecated`, true]],
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
    'the type of a parameter',
    ['request type-changed'],
    [`${LIST}/parameters/0/format`, 'uuid'],
    [`${LIST}/parameters/0/type`, 'string'],
  ],
  ['the default of a parameter', ['request default-changed'], [`${LIST}/parameters/0/default`, 2]],
  [
    'a header that became optional',
    ['parameter-became-optional'],
    [`${LIST}/parameters/2/required`, false],
  ],
  [
    'the serialization of arrays',
    ['parameter-serialization-changed'],
    [`${LIST}/parameters/1/collectionFormat`, 'csv'],
  ],
  [
    'a removed media type',
    ['request media-type-removed'],
    [`${POST}/consumes`, ['application/json', 'text/json']],
  ],
  [
    'a body that became optional',
    ['request-body-became-optional'],
    [`${POST}/parameters/0/required`, false],
  ],
  ['another name for the body', [], [`${POST}/parameters/0/name`, 'vehicle']],
  ['a removed status', ['error-status-removed'], [`${LIST}/responses/400`, undefined]],
  [
    'a removed response body',
    ['response content-schema-removed'],
    [`${POST}/responses/201/schema`, undefined],
  ],
  ['a removed header', ['optional-header-removed'], [`${LIST}/responses/200/headers`, undefined]],
  [
    'an array that became text',
    ['response type-changed'],
    [`${LIST}/responses/200/schema`, { type: 'string' }],
  ],
  [
    'a removed form field',
    ['request optional-property-removed'],
    [`${PHOTO}/put/parameters/2`, undefined],
  ],
  [
    'a form field that became required',
    ['request property-became-required', 'request-body-became-required'],
    [`${PHOTO}/put/parameters/1/required`, true],
  ],
  [
    'a file that became text',
    ['response format-generalized'],
    [`${PHOTO}/get/responses/200/schema`, { type: 'string' }],
  ],
  [
    'a removed property',
    ['response optional-property-removed'],
    [`${VEHICLE}/properties/mileage`, undefined],
  ],
  [
    'an added property',
    ['response optional-property-added'],
    [`${VEHICLE}/properties/colour`, { type: 'string' }],
  ],
  [
    'a property that became not nullable',
    ['response became-not-nullable'],
    [`${VEHICLE}/properties/plate`, { type: 'string' }],
  ],
  [
    'a property that became nullable',
    ['response became-nullable'],
    [`${VEHICLE}/properties/mileage/x-nullable`, true],
  ],
  [
    'a property with allOf that became not nullable',
    ['response became-not-nullable'],
    [`${VEHICLE}/properties/previous/x-nullable`, undefined],
  ],
  [
    'allOf with one reference',
    [],
    [`${VEHICLE}/properties/status`, { allOf: [ref('VehicleStatus')] }],
  ],
  [
    'a wider integer',
    ['response format-generalized'],
    [`${VEHICLE}/properties/mileage/format`, 'int64'],
  ],
  [
    'a property that became optional',
    ['response property-became-optional'],
    [`${VEHICLE}/required`, []],
  ],
  [
    'additional properties',
    ['response additional-properties-allowed'],
    [`${VEHICLE}/additionalProperties`, true],
  ],
  [
    'an added enum value',
    ['response enum-value-added'],
    ['/definitions/VehicleStatus/enum', ['Active', 'Sold', 'Lost']],
  ],
  [
    'a property that became required',
    ['request property-became-required'],
    ['/definitions/VehicleInput/required', ['plate', 'mileage']],
  ],
  ['a shorter maximum length', ['request constraint-tightened'], [`${INPUT}/plate/maxLength`, 9]],
  ['a removed maximum', ['request constraint-relaxed'], [`${INPUT}/mileage/maximum`, undefined]],
  [
    'an exclusive minimum',
    ['request constraint-tightened'],
    [`${INPUT}/mileage/exclusiveMinimum`, true],
  ],
  [
    'the discriminator of an unused schema',
    ['unused-schema-changed'],
    ['/definitions/Event/discriminator', 'type'],
  ],
  [
    'another header of a security scheme',
    ['security-scheme-changed'],
    ['/securityDefinitions/Bearer/name', 'X-Key'],
  ],
  ['removed security', ['security-removed'], ['/security', []]],
];

const rows = ROWS.map(([what, kinds, ...edits]) => ({ what, kinds, edits }));

describe("Swashbuckle's Swagger 2.0", () => {
  it.each(rows)('has the kinds of $what: $kinds', async ({ kinds, edits }) => {
    const after = structuredClone(PUBLISHED);
    for (const [pointer, value] of edits) put(after, pointer, value);
    const [old, now] = [
      await loadText(JSON.stringify(PUBLISHED)),
      await loadText(JSON.stringify(after)),
    ];
    const found = allFindings(old, now);
    expect(found.flatMap(listKinds).sort()).toEqual([...kinds].sort());
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
  // JSON omits undefined values.
  else owner[last] = value;
}
