import { defined } from '../util/defined.js';
import { byCodeUnit } from '../util/order.js';

/**
 * One environment of an API: where it is, and what its package is generated with. The environments of `sdk.config.json`
 * and those of a preset have this form; the fields from `clientName` on are a preset's only.
 */
export interface Environment extends TokenRequest {
  /** A documentation page or a document: a URL or an absolute path. */
  readonly documentation: string;
  /** True: no token is sent to the documentation, whatever it asks for. Default: false. */
  readonly isDocumentationPublic?: boolean;
  /** The base URL of the API. Default: the document's servers. */
  readonly baseUrl?: string;
  /** What the API accepts before it returns 429. Default: no limit is known. */
  readonly rateLimit?: RateLimit;
  /** `EXAMPLE` for variables such as `EXAMPLE_CLIENT_ID`. Default: from the name of the client. */
  readonly variablePrefix?: string;
  readonly packageName?: string;
  /** The dist-tag of npm under which its package is published. Default: `latest`. */
  readonly distTag?: string;
  readonly clientName?: string;
  /** A notice for the README of a package generated from a stand-in document, in Markdown; undefined for a real document. */
  readonly standIn?: string;
  /** A longer example for the README. */
  readonly program?: ExampleProgram;
}

/** At most `requests` in any `perMs` milliseconds. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/** How a token is requested with the client credentials grant (RFC 6749, section 4.4). */
export interface TokenRequest {
  /** The token endpoint. Default: the document's. */
  readonly tokenUrl?: string;
  /** Further parameters, such as `audience`. */
  readonly tokenParameters?: Readonly<Record<string, string>>;
  /** Whether client id and secret are parameters in the body, or sent with HTTP basic authentication. Default: `body`. */
  readonly clientAuthentication?: 'body' | 'basic';
}

/** @returns The part of an environment that is about token requests. */
export function getTokenRequest(environment: TokenRequest): TokenRequest {
  const { tokenUrl, tokenParameters, clientAuthentication } = environment;
  return defined({ tokenUrl, tokenParameters, clientAuthentication });
}

/** The part of an environment that a package contains, also of the environments beside its own. */
export interface EnvironmentHosts extends TokenRequest {
  readonly baseUrl: string;
}

/** What a package contains of the environments whose base URL is configured, by name, in alphabetical order. */
export function getHosts(
  environments: Readonly<Record<string, TokenRequest & Pick<Environment, 'baseUrl'>>>,
): Readonly<Record<string, EnvironmentHosts>> {
  const entries = Object.entries(environments).sort(([a], [b]) => byCodeUnit(a, b));
  return Object.fromEntries(
    entries.flatMap(([name, { baseUrl, ...others }]) =>
      baseUrl === undefined ? [] : [[name, { baseUrl, ...getTokenRequest(others) }] as const],
    ),
  );
}

/** An example program, stored in files of `fixtures/examples/` and tested there. */
export interface ExampleProgram {
  readonly title: string;
  /** What the program does and how to start it, in Markdown. */
  readonly about: string;
  readonly files: readonly string[];
  /** The package that the files import; a README shows its own package name instead. */
  readonly packageName: string;
  /** The client method by operation id. The example is left out if the API has not all of them under these names. */
  readonly calls: Readonly<Record<string, string>>;
}
