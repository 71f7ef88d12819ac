/**
 * The preset for the vendor's environments; hosts, limits and package names are nowhere else. Another API needs none of this: its document is
 * given by `--input` or `sdk.config.json`.
 */
export interface Environment {
  readonly name: string;
  /** The base URL of the API; ends in a slash. */
  readonly apiUrl: string;
  /** RFC 6749 token endpoint. */
  readonly tokenUrl: string;
  /** The page that lists the documents. */
  readonly documentationUrl: string;
  /** False for the embedded platform, which this program starts itself. */
  readonly remote: boolean;
}

export type EnvironmentName = 'prod' | 'preprod' | 'sandbox';

/** The default port of `sandbox`, which the SDK's `sandbox` environment calls. */
export const SANDBOX_PORT = 4010;

/** Public, because the sandbox has nothing to protect. */
export const SANDBOX_CREDENTIALS = {
  clientId: 'sandbox-client',
  clientSecret: 'sandbox-secret',
} as const;

/** Hosts: the vendor's "REST API User Guide 1.0". */
export const ENVIRONMENTS: Readonly<Record<EnvironmentName, Environment>> = {
  prod: {
    name: 'prod',
    apiUrl: 'https://public-api.optimum-automotive.com/',
    tokenUrl: 'https://identityserver.optimum-automotive.com/connect/token',
    documentationUrl: 'https://public-api.optimum-automotive.com/swagger/index.html',
    remote: true,
  },
  preprod: {
    name: 'preprod',
    apiUrl: 'https://apicore-preprod.optimum-automotive.com/',
    tokenUrl: 'https://identityserver-preprod.optimum-automotive.com/connect/token',
    documentationUrl: 'https://apicore-preprod.optimum-automotive.com/swagger/index.html',
    remote: true,
  },
  sandbox: {
    name: 'sandbox',
    apiUrl: `http://127.0.0.1:${SANDBOX_PORT}/`,
    tokenUrl: `http://127.0.0.1:${SANDBOX_PORT}/connect/token`,
    documentationUrl: `http://127.0.0.1:${SANDBOX_PORT}/swagger/index.html`,
    remote: false,
  },
};

/** The names of the vendor's SDK, its default environment and its limits. */
export const VENDOR = {
  clientName: 'OptimumClient',
  packageName: {
    prod: '@optimum-automotive/sdk',
    preprod: '@optimum-automotive/sdk-preprod',
    sandbox: '@optimum-automotive/sdk-sandbox',
  },
  environmentVariablePrefix: 'OPTIMUM',
  defaultEnvironment: 'preprod',
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
} as const satisfies {
  clientName: string;
  packageName: Record<EnvironmentName, string>;
  environmentVariablePrefix: string;
  defaultEnvironment: EnvironmentName;
  rateLimit: { requests: number; perMs: number };
  program: object;
};

/** The name of this program's command, and how it identifies itself to servers. */
export const PROGRAM = 'optimum-sdkgen';
/** How users run it: it is installed in their project. */
export const RUN_PROGRAM = `npx ${PROGRAM}`;
export const USER_AGENT = 'optimum-sdk-generator';

/** The environment variables that hold the client's credentials. */
export const ID_VARIABLE = `${VENDOR.environmentVariablePrefix}_CLIENT_ID`;
export const SECRET_VARIABLE = `${VENDOR.environmentVariablePrefix}_CLIENT_SECRET`;
