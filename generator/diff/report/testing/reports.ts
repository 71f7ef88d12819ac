import type { Change, DiffReport, TouchedOperation } from '../../change.js';

/** A complete change, with what a test sets. */
export function change(given: Partial<Change> = {}): Change {
  return {
    id: 'optional-property-removed',
    wire: 'breaking',
    source: 'breaking',
    direction: 'response',
    subject: 'VehicleDto.soldAt',
    tags: ['Vehicles'],
    message: 'is no longer in responses',
    pointers: {},
    documentation: false,
    operations: [],
    fingerprint: '0000000000000000',
    ...given,
  };
}

export function report(given: Partial<DiffReport> = {}): DiffReport {
  return {
    before: side('1.4.0', 38, 52),
    after: side('1.5.0', 39, 53),
    verdict: { wire: 'breaking', source: 'breaking', bump: 'major' },
    changes: [],
    ...given,
  };
}

function side(version: string, operations: number, schemas: number): DiffReport['before'] {
  const source = `fixtures/prod/${version}/swagger.json`;
  return { source, title: 'Optimum Automotive API', version, operations, schemas };
}

const SCHEMAS = '/components/schemas';

function touched(id: string, call: string, ...directions: TouchedOperation['directions']) {
  return { id, call, directions };
}

const GET_VEHICLE = touched('GET /Vehicles/{registrationNumber}', 'vehicles.get', 'response');
const LIST_VEHICLES = touched('GET /Vehicles', 'vehicles.list', 'response');
const CREATE_VEHICLE = touched('POST /Vehicles', 'vehicles.create', 'request', 'response');
const EXPORT_REPORTS = touched('GET /Reports/Export', 'reports.export');
const GET_DRIVER = touched('GET /Drivers/{driverId}', 'drivers.get');
const LIST_TRIPS = touched('GET /Geolocation/Trips', 'geolocation.listTrips');

/** Types that were added or removed with an operation. */
function types(
  names: readonly string[],
  operation: TouchedOperation,
  given: Partial<Change>,
): readonly Change[] {
  return names.map((subject, at) =>
    change({
      wire: 'non-breaking',
      direction: 'none',
      subject,
      operations: [operation],
      fingerprint: `${String(at)}${operation.call}`.replace(/[^0-9a-f]/g, '').padEnd(16, '7'),
      ...given,
    }),
  );
}

const SAFE = { wire: 'non-breaking', source: 'non-breaking' } as const;

/** A report with one of everything that reports can show. */
export const FULL_REPORT: DiffReport = report({
  package: { before: '0.1.0', after: '0.2.0' },
  changes: [
    change({
      id: 'optional-property-removed',
      subject: 'VehicleDto.soldAt',
      message: 'is no longer in responses',
      advice: 'Stop reading it: existing programs now get `undefined`.',
      before: 'string | null',
      pointers: { before: `${SCHEMAS}/VehicleDto/properties/soldAt` },
      operations: [LIST_VEHICLES, GET_VEHICLE],
      fingerprint: '3f1c5a9e0b7d2468',
    }),
    change({
      id: 'property-became-required',
      direction: 'both',
      subject: 'VehicleDto.vin',
      message: 'is now required',
      advice: 'Set it wherever a vehicle is created.',
      before: 'optional',
      after: 'required',
      pointers: {
        before: `${SCHEMAS}/VehicleDto/properties/vin`,
        after: `${SCHEMAS}/VehicleDto/properties/vin`,
      },
      operations: [LIST_VEHICLES, GET_VEHICLE, CREATE_VEHICLE],
      fingerprint: '8a40d1f26c3be597',
    }),
    change({
      id: 'operation-id-changed',
      wire: 'non-breaking',
      direction: 'none',
      subject: 'alerts.listAll',
      tags: ['Alerts'],
      message: 'was renamed to `alerts.list`',
      advice: 'Rename the call.',
      before: 'alerts.listAll',
      after: 'alerts.list',
      pointers: { before: '/paths/~1Alerts/get', after: '/paths/~1Alerts/get' },
      operations: [touched('GET /Alerts', 'alerts.listAll')],
      fingerprint: 'c2b7e6019d5f8a34',
    }),
    change({
      id: 'operation-removed',
      direction: 'none',
      subject: 'reports.export',
      tags: ['Reports'],
      message: 'was removed',
      advice: 'This document has no replacement; ask the vendor.',
      before: 'GET /Reports/Export',
      pointers: { before: '/paths/~1Reports~1Export/get' },
      operations: [EXPORT_REPORTS],
      fingerprint: '71d09e8b42f6c35a',
    }),
    ...types(['ExportFilterDto', 'ExportFormat', 'ExportRequestDto'], EXPORT_REPORTS, {
      id: 'schema-removed',
      tags: ['Reports'],
      message: 'was removed',
      advice: 'Stop importing the type.',
    }),
    change({
      id: 'type-changed',
      source: 'non-breaking',
      direction: 'request',
      subject: 'vehicles.list: since',
      message: 'has another type in requests',
      advice: 'Send a value of the new type.',
      before: 'date',
      after: 'date-time',
      pointers: {
        before: '/paths/~1Vehicles/get/parameters/0/schema',
        after: '/paths/~1Vehicles/get/parameters/0/schema',
      },
      operations: [touched('GET /Vehicles', 'vehicles.list', 'request')],
      fingerprint: '6b2d80f3a91c475e',
    }),
    change({
      id: 'required-property-removed',
      subject: 'webhook tripEnded: POST body.distance',
      tags: [],
      message: 'is no longer in responses',
      advice: 'Stop reading the property.',
      before: 'number',
      pointers: { before: '/webhooks/tripEnded/post/requestBody/content' },
      fingerprint: 'c1f7a0935be2684d',
    }),
    change({
      id: 'became-nullable',
      subject: 'TripEventDto.driver',
      tags: [],
      message: 'may now be null in responses',
      advice: 'Handle `null`.',
      before: 'string',
      after: 'string | null',
      pointers: {
        before: `${SCHEMAS}/TripEventDto/properties/driver`,
        after: `${SCHEMAS}/TripEventDto/properties/driver`,
      },
      fingerprint: '58e3b6d20f9a71c4',
    }),
    ...['LegacyDriverDto.phone', 'LegacyDriverDto.name', 'LegacyTripDto.start'].map((subject, at) =>
      change({
        id: 'unused-schema-changed',
        wire: 'non-breaking',
        source: 'potentially-breaking',
        direction: 'none',
        subject,
        tags: [],
        message: 'changed; no operation uses it',
        fingerprint: `a04c7e19d8b35f2${String(at)}`,
      }),
    ),
    change({
      id: 'enum-value-added',
      wire: 'potentially-breaking',
      source: 'potentially-breaking',
      subject: 'AlertDto.severity',
      tags: ['Alerts'],
      message: 'may have more values in responses',
      advice: 'Handle it where a `switch` lists all values.',
      before: "'info' | 'warning' | 'critical'",
      after: "'info' | 'warning' | 'critical' | 'fatal'",
      pointers: {
        before: `${SCHEMAS}/AlertDto/properties/severity`,
        after: `${SCHEMAS}/AlertDto/properties/severity`,
      },
      operations: [touched('GET /Alerts', 'alerts.listAll', 'response')],
      fingerprint: 'e95a3c70d18f2b46',
    }),
    change({
      id: 'constraint-tightened',
      wire: 'potentially-breaking',
      source: 'non-breaking',
      direction: 'request',
      subject: 'geolocation.listTrips: pageSize',
      tags: ['Geolocation'],
      message: 'has tighter limits in requests',
      advice: 'Request smaller pages.',
      before: 'maximum: 500',
      after: 'maximum: 100',
      pointers: {
        before: '/paths/~1Geolocation~1Trips/get/parameters/2',
        after: '/paths/~1Geolocation~1Trips/get/parameters/3',
      },
      operations: [LIST_TRIPS],
      fingerprint: '06f4b8d2917ea3c5',
    }),
    change({
      id: 'operation-added',
      wire: 'non-breaking',
      source: 'non-breaking',
      direction: 'none',
      subject: 'drivers.get',
      tags: ['Drivers'],
      message: 'is new',
      after: 'GET /Drivers/{driverId}',
      pointers: { after: '/paths/~1Drivers~1{driverId}/get' },
      operations: [GET_DRIVER],
      fingerprint: '5d2e7f9013ac846b',
    }),
    ...types(['DriverDto', 'LicenceDto'], GET_DRIVER, {
      ...SAFE,
      id: 'schema-added',
      tags: ['Drivers'],
      message: 'is new',
    }),
    change({
      id: 'parameter-added-optional',
      wire: 'non-breaking',
      source: 'non-breaking',
      direction: 'request',
      subject: 'geolocation.listTrips: driverId',
      tags: ['Geolocation'],
      message: 'is a new optional parameter',
      after: 'driverId?: string',
      pointers: { after: '/paths/~1Geolocation~1Trips/get/parameters/1' },
      operations: [LIST_TRIPS],
      fingerprint: '94c1a06e5f83d7b2',
    }),
    change({
      id: 'optional-property-added',
      wire: 'non-breaking',
      source: 'non-breaking',
      subject: 'VehicleDto.energy',
      message: 'is new in responses',
      after: "energy?: 'diesel' | 'electric' | 'hybrid' | 'petrol'",
      pointers: { after: `${SCHEMAS}/VehicleDto/properties/energy` },
      operations: [LIST_VEHICLES, GET_VEHICLE, CREATE_VEHICLE],
      fingerprint: 'b803f5d6e2794a1c',
    }),
    change({
      id: 'operation-documentation-changed',
      wire: 'non-breaking',
      source: 'non-breaking',
      direction: 'none',
      subject: 'vehicles.list',
      message: 'is described differently',
      before: 'All vehicles.',
      after: 'All vehicles of the fleet, sold ones included.',
      pointers: {
        before: '/paths/~1Vehicles/get/description',
        after: '/paths/~1Vehicles/get/description',
      },
      documentation: true,
      operations: [touched('GET /Vehicles', 'vehicles.list')],
      fingerprint: '2740c9e8f6b15d3a',
    }),
    change({
      id: 'info-changed',
      wire: 'non-breaking',
      source: 'non-breaking',
      direction: 'none',
      subject: 'the API',
      tags: [],
      message: 'has another version',
      before: '1.4.0',
      after: '1.5.0',
      pointers: { before: '/info/version', after: '/info/version' },
      documentation: true,
      fingerprint: 'f16b28d03e9c7a54',
    }),
    change({
      id: 'became-nullable',
      subject: 'TripDto.endAddress',
      tags: ['Geolocation'],
      message: 'may now be null in responses',
      advice: 'Handle `null` where it is read.',
      before: 'string',
      after: 'string | null',
      pointers: {
        before: `${SCHEMAS}/TripDto/properties/endAddress`,
        after: `${SCHEMAS}/TripDto/properties/endAddress`,
      },
      operations: [touched('GET /Geolocation/Trips', 'geolocation.listTrips', 'response')],
      fingerprint: '4e8d07b6a295c1f3',
      acknowledged: { reason: 'Trips under way have no end yet.', until: '2027-01-31' },
    }),
  ],
  staleAcknowledgements: [
    {
      fingerprint: '71d09e8b42f6c35a',
      reason: 'We moved to the new export.',
      until: '2026-10-31',
      why: 'expired',
    },
    {
      fingerprint: 'dd41f0a97b3e6c28',
      reason: 'The old page size was never used.',
      until: '2027-06-30',
      why: 'unmatched',
    },
  ],
});

function fingerprintsWhere(holds: (pointers: Change['pointers']) => boolean): readonly string[] {
  return FULL_REPORT.changes
    .filter(({ pointers }) => holds(pointers))
    .map(({ fingerprint }) => fingerprint);
}

/** The same changes as the difference between two environments. */
export const DRIFT: DiffReport = {
  ...FULL_REPORT,
  before: { ...FULL_REPORT.before, source: 'prod' },
  after: { ...FULL_REPORT.after, source: 'preprod' },
  drift: {
    from: 'preprod',
    to: 'prod',
    coming: fingerprintsWhere(({ before }) => before === undefined),
    leaving: fingerprintsWhere(({ after }) => after === undefined),
    differing: fingerprintsWhere(
      ({ before, after }) => before !== undefined && after !== undefined,
    ),
  },
};

/** The part of the new document that annotations refer to. */
export const FULL_DOCUMENT = {
  info: { title: 'Optimum Automotive API', version: '1.5.0' },
  paths: {
    '/Alerts': { get: { operationId: 'list' } },
    '/Vehicles': { get: { description: 'All vehicles of the fleet, sold ones included.' } },
  },
  components: {
    schemas: {
      VehicleDto: {
        type: 'object',
        properties: { energy: { type: 'string' }, vin: { type: 'string' } },
        required: ['vin'],
      },
    },
  },
};
