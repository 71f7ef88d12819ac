import type { Change, DiffReport, TouchedOperation } from '../../change.js';

/** A complete change, with what a test sets. */
export function change(given: Partial<Change> = {}): Change {
  const id = given.id ?? 'response-property-removed';
  return {
    id,
    kinds: [id],
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
    oasdiff: [],
    ...given,
  };
}

export function report(given: Partial<DiffReport> = {}): DiffReport {
  return {
    before: side('1.4.0', 38, 52),
    after: side('1.5.0', 39, 53),
    verdict: { wire: 'breaking', source: 'breaking', bump: 'major' },
    changes: [],
    disagreements: [],
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
const LIST_TRIPS = touched('GET /Geolocation/Trips', 'geolocation.listTrips');

/** A report with one of everything that reports can show. */
export const FULL_REPORT: DiffReport = report({
  changes: [
    change({
      id: 'response-property-removed',
      subject: 'VehicleDto.soldAt',
      message: 'is no longer in responses',
      advice: 'Stop reading it: existing programs now get `undefined`.',
      before: 'string | null',
      pointers: { before: `${SCHEMAS}/VehicleDto/properties/soldAt` },
      operations: [LIST_VEHICLES, GET_VEHICLE],
      fingerprint: '3f1c5a9e0b7d2468',
      oasdiff: ['response-optional-property-removed'],
    }),
    change({
      id: 'request-property-became-required',
      kinds: ['request-property-became-required', 'response-property-became-required'],
      direction: 'both',
      subject: 'VehicleDto.vin',
      message: 'is now required',
      advice: 'Set it wherever a vehicle is created.',
      before: 'vin?: string',
      after: 'vin: string',
      pointers: {
        before: `${SCHEMAS}/VehicleDto/properties/vin`,
        after: `${SCHEMAS}/VehicleDto/properties/vin`,
      },
      operations: [LIST_VEHICLES, GET_VEHICLE, CREATE_VEHICLE],
      fingerprint: '8a40d1f26c3be597',
      oasdiff: ['request-property-became-required', 'response-property-became-required'],
    }),
    change({
      id: 'operation-renamed',
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
      before: "(params: { from: string; to: string; format?: 'csv' | 'xlsx' }) => Promise<Blob>",
      pointers: { before: '/paths/~1Reports~1Export/get' },
      operations: [touched('GET /Reports/Export', 'reports.export')],
      fingerprint: '71d09e8b42f6c35a',
      oasdiff: ['api-path-removed-without-deprecation'],
    }),
    change({
      id: 'response-property-enum-value-added',
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
      oasdiff: ['response-property-enum-value-added'],
    }),
    change({
      id: 'parameter-maximum-decreased',
      wire: 'potentially-breaking',
      source: 'non-breaking',
      direction: 'request',
      subject: 'geolocation.listTrips: pageSize',
      tags: ['Geolocation'],
      message: 'has a lower maximum',
      advice: 'Request smaller pages.',
      before: '500',
      after: '100',
      pointers: {
        before: '/paths/~1Geolocation~1Trips/get/parameters/2',
        after: '/paths/~1Geolocation~1Trips/get/parameters/3',
      },
      operations: [LIST_TRIPS],
      fingerprint: '06f4b8d2917ea3c5',
      oasdiff: ['request-parameter-max-decreased'],
    }),
    change({
      id: 'operation-added',
      wire: 'non-breaking',
      source: 'non-breaking',
      direction: 'none',
      subject: 'drivers.get',
      tags: ['Drivers'],
      message: 'is new',
      after: '(driverId: string) => Promise<DriverDto>',
      pointers: { after: '/paths/~1Drivers~1{driverId}/get' },
      operations: [touched('GET /Drivers/{driverId}', 'drivers.get')],
      fingerprint: '5d2e7f9013ac846b',
      oasdiff: ['endpoint-added'],
    }),
    change({
      id: 'parameter-added',
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
      oasdiff: ['new-optional-request-parameter'],
    }),
    change({
      id: 'response-property-added',
      wire: 'non-breaking',
      source: 'non-breaking',
      subject: 'VehicleDto.energy',
      message: 'is new in responses',
      after: "energy?: 'diesel' | 'electric' | 'hybrid' | 'petrol'",
      pointers: { after: `${SCHEMAS}/VehicleDto/properties/energy` },
      operations: [LIST_VEHICLES, GET_VEHICLE, CREATE_VEHICLE],
      fingerprint: 'b803f5d6e2794a1c',
      oasdiff: ['response-optional-property-added'],
    }),
    change({
      id: 'operation-description-changed',
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
      id: 'document-version-changed',
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
      id: 'response-property-became-nullable',
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
      oasdiff: ['response-property-became-nullable'],
      acknowledged: { reason: 'Trips under way have no end yet.', until: '2027-01-31' },
    }),
  ],
  disagreements: [
    {
      subject: 'AlertDto.severity',
      rules: 'breaking',
      compiler: 'potentially-breaking',
      message: 'The compiler accepts the new type wherever the old one was read.',
    },
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
