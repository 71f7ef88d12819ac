import { join } from 'node:path';
import type { Environment } from './model/environment.js';
import { SANDBOX_PORT } from './sandbox/defaults.js';

/** The environments of a known API, which `preset` in `sdk.config.json` names. */
export interface Preset {
  readonly environments: Readonly<Record<string, Environment>>;
  /** The environment that a client of any of its packages calls by default. */
  readonly defaultEnvironment: string;
}

/** A document that replaces the vendor's in the sandbox; at the same relative path from the sources and from the compiled program. */
export const STAND_IN_PATH = join(__dirname, '..', 'fixtures', 'sandbox', 'swagger.json');

const STAND_IN =
  "This package is generated from a stand-in document, which the authors of the generator wrote from the vendor's user guide. It is not the " +
  "vendor's document: names, fields and operations may differ. `make generate ENV=preprod` generates from the real one.";

/** What the environments have in common. */
const OPTIMUM = {
  clientName: 'OptimumClient',
  variablePrefix: 'OPTIMUM',
  /** Above it the API returns 429, as integrators have observed. */
  rateLimit: { requests: 30, perMs: 60_000 },
  /** A job that integrators typically run every night. */
  program: {
    title: 'Example: a nightly job',
    about:
      'Adds up the driving time of each driver from the trips that every vehicle of the fleet made yesterday. The client handles the token and ' +
      'the rate limit. The totals are saved after each vehicle, so a job that was stopped continues where it was. Set `OPTIMUM_CLIENT_ID`, ' +
      '`OPTIMUM_CLIENT_SECRET` and `OPTIMUM_ENVIRONMENT`, then run `count-yesterday.ts`.',
    files: ['count-driving.ts', 'count-yesterday.ts'],
    packageName: '@optimum-automotive/sdk-sandbox',
    calls: {
      'GET /Vehicles': 'vehicles.list',
      'GET /Geolocation/Trips': 'geolocation.listTrips',
    },
  },
} as const;

/** The presets by name. Nothing else knows a vendor's hosts, limits and names. Hosts: the vendor's "REST API User Guide 1.0". */
export const PRESETS = {
  optimum: {
    defaultEnvironment: 'preprod',
    environments: {
      prod: {
        ...OPTIMUM,
        documentation: 'https://public-api.optimum-automotive.com/swagger/index.html',
        baseUrl: 'https://public-api.optimum-automotive.com/',
        tokenUrl: 'https://identityserver.optimum-automotive.com/connect/token',
        packageName: '@optimum-automotive/sdk',
      },
      preprod: {
        ...OPTIMUM,
        documentation: 'https://apicore-preprod.optimum-automotive.com/swagger/index.html',
        baseUrl: 'https://apicore-preprod.optimum-automotive.com/',
        tokenUrl: 'https://identityserver-preprod.optimum-automotive.com/connect/token',
        packageName: '@optimum-automotive/sdk-preprod',
        distTag: 'next',
      },
      sandbox: {
        ...OPTIMUM,
        documentation: STAND_IN_PATH,
        baseUrl: `http://127.0.0.1:${SANDBOX_PORT}/`,
        tokenUrl: `http://127.0.0.1:${SANDBOX_PORT}/connect/token`,
        packageName: '@optimum-automotive/sdk-sandbox',
        standIn: STAND_IN,
      },
    },
  },
} as const satisfies Readonly<Record<string, Preset>>;
