import { ok, strictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CHECKS_FOLDER } from '../program.js';

const SERVER = join(CHECKS_FOLDER, 'conformance/identity.mjs');
const SECRET = 's3cret+/=%&';

/** The API returns the token of the request as `registrationNumber`, and its scope as `brand`. */
interface Client {
  readonly vehicles: {
    list(): Promise<
      readonly { readonly registrationNumber: string; readonly brand: string | null }[]
    >;
  };
}

/** What a check uses. */
interface Setup {
  readonly url: string;
  /** Creates a client of the built package, and counts its token requests. */
  readonly createClient: (options?: object) => {
    readonly client: Client;
    readonly countTokenRequests: () => number;
  };
  readonly createStore: () => object;
  readonly revoke: (token: string) => Promise<void>;
}

const getToken = async (client: Client) =>
  (await client.vehicles.list())[0]?.registrationNumber ?? '';
const getTwentyTokens = (client: Client) =>
  Promise.all(Array.from({ length: 20 }, () => getToken(client)));

const CHECKS: Readonly<Record<string, (setup: Setup) => Promise<void>>> = {
  'one request serves many calls': async ({ createClient }) => {
    const { client, countTokenRequests } = createClient();
    const tokens = new Set([
      ...(await getTwentyTokens(client)),
      ...(await getTwentyTokens(client)),
    ]);
    strictEqual(tokens.size, 1);
    strictEqual(countTokenRequests(), 1);
  },
  'a revoked token is replaced once, and each call is repeated': async ({
    createClient,
    revoke,
  }) => {
    const { client, countTokenRequests } = createClient();
    const first = await getToken(client);
    await revoke(first);
    const tokens = new Set(await getTwentyTokens(client));
    strictEqual(tokens.size, 1);
    ok(!tokens.has(first), 'the revoked token was used again');
    strictEqual(countTokenRequests(), 2);
  },
  'a token that expires after 40 seconds is renewed before': async ({ createClient }) => {
    let ahead = 0;
    const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() + ahead };
    const { client, countTokenRequests } = createClient({ clientId: 'brief', clock });
    const first = await getToken(client);
    ahead = 35_000;
    ok((await getToken(client)) !== first, 'the old token was used');
    strictEqual(countTokenRequests(), 2);
  },
  'a token that is valid for a year is kept for a year': async ({ createClient }) => {
    let ahead = 0;
    const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() + ahead };
    const { client, countTokenRequests } = createClient({ clock });
    const first = await getToken(client);
    ahead = 355 * 86_400_000;
    strictEqual(await getToken(client), first);
    strictEqual(countTokenRequests(), 1);
  },
  'a stored token serves the next process, until it is revoked': async ({
    createClient,
    createStore,
    revoke,
  }) => {
    const tokenStore = createStore();
    const first = createClient({ tokenStore });
    const token = await getToken(first.client);
    const second = createClient({ tokenStore });
    strictEqual(await getToken(second.client), token);
    strictEqual(second.countTokenRequests(), 0);
    await revoke(token);
    const third = createClient({ tokenStore });
    ok((await getToken(third.client)) !== token, 'the revoked token was used again');
    strictEqual(third.countTokenRequests(), 1);
  },
  'a query of the token URL is sent': async ({ url, createClient }) => {
    const { client, countTokenRequests } = createClient({ tokenUrl: `${url}/connect/token?p=a` });
    ok(await getToken(client), 'no token');
    strictEqual(countTokenRequests(), 1);
  },
  'middleware adds to the request': async ({ createClient }) => {
    type Layer = (
      request: { readonly body?: unknown },
      next: (changed: object) => Promise<Response>,
      context: { readonly purpose: string },
    ) => Promise<Response>;
    const addScope: Layer = (request, next, { purpose }) =>
      next(
        purpose === 'token'
          ? { ...request, body: `${request.body as string}&scope=fleet.read` }
          : request,
      );
    const { client } = createClient({ middleware: [addScope] });
    const [vehicle] = await client.vehicles.list();
    strictEqual(vehicle?.brand, 'fleet.read');
  },
  'a known scope is granted': async ({ createClient }) => {
    const { client } = createClient({ scope: 'fleet.read' });
    const [vehicle] = await client.vehicles.list();
    strictEqual(vehicle?.brand, 'fleet.read');
  },
  'a wrong secret gives a TokenError with its code, after one request': (setup) =>
    expectTokenError(setup, { clientSecret: `${SECRET}!` }, 'invalid_client'),
  'an unknown client gives a TokenError': (setup) =>
    expectTokenError(setup, { clientId: 'nobody' }, 'invalid_client'),
  // RFC 6749, section 5.2, has `unauthorized_client` for it; this server uses another code, which is passed on.
  'a client that may not use the grant gives a TokenError': (setup) =>
    expectTokenError(setup, { clientId: 'person' }, 'invalid_request'),
  'a scope that the client may not have gives a TokenError': (setup) =>
    expectTokenError(setup, { scope: 'fleet.burn' }, 'invalid_scope'),
};

async function expectTokenError(
  { createClient }: Setup,
  options: object,
  code: string,
): Promise<void> {
  const { client, countTokenRequests } = createClient(options);
  const error = (await getToken(client).catch((reason: unknown) => reason)) as Error;
  ok(error instanceof Error, `the token was granted: ${String(error)}`);
  strictEqual(error.constructor.name, 'TokenError');
  strictEqual((error as Error & { readonly code?: string }).code, code);
  ok(
    !`${error.message}${error.stack}${JSON.stringify(error)}`.includes(SECRET),
    'the error contains the secret',
  );
  strictEqual(countTokenRequests(), 1);
}

/**
 * Has the built package fetch, keep and renew tokens of a certified OAuth server.
 *
 * @param folder The package with its `dist/`.
 * @returns How many checks there are, and which failed.
 */
export async function checkTokens(
  folder: string,
): Promise<{ readonly checks: number; readonly failures: readonly string[] }> {
  const load = async (path: string) =>
    (await import(pathToFileURL(join(folder, 'dist/esm', path)).href)) as Record<string, unknown>;
  const { OptimumClient } = (await load('index.js')) as {
    OptimumClient: new (options: object) => Client;
  };
  const { FileTokenStore } = (await load('runtime/core/file-token-store.js')) as {
    FileTokenStore: new (path: string) => object;
  };
  const { url, stop } = await startServer(SERVER, SECRET);
  const failures: string[] = [];
  try {
    const setup = createSetup(url, OptimumClient, () => new FileTokenStore(join(folder, 'tokens')));
    for (const [title, check] of Object.entries(CHECKS)) {
      try {
        await check(setup);
      } catch (error) {
        failures.push(`${title}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await stop();
  }
  return { checks: Object.keys(CHECKS).length, failures };
}

/**
 * Starts a program that prints its URL when it listens.
 *
 * @throws Error with what the program printed, when it ends before.
 */
export async function startServer(
  script: string,
  ...args: readonly string[]
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(server, 'exit');
  let output = '';
  server.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const stop = async () => {
    server.kill();
    await exited;
  };
  const first = await Promise.race([once(server.stdout, 'data'), exited]);
  const url = String(first[0]).trim();
  if (url.startsWith('http')) return { url, stop };
  await stop();
  throw new Error(`oidc-provider did not start:\n${output}`);
}

function createSetup(
  url: string,
  Class: new (options: object) => Client,
  createStore: Setup['createStore'],
): Setup {
  const tokenUrl = `${url}/connect/token`;
  return {
    url,
    createStore,
    createClient: (options = {}) => {
      let count = 0;
      const counting: typeof fetch = (input, init) => {
        if (new Request(input, init).url.startsWith(tokenUrl)) count += 1;
        return fetch(input, init);
      };
      const defaults = { clientId: 'fleet', clientSecret: SECRET, baseUrl: url, tokenUrl };
      const client = new Class({ ...defaults, rateLimit: false, fetch: counting, ...options });
      return { client, countTokenRequests: () => count };
    },
    revoke: async (token) => {
      const body = { client_id: 'fleet', client_secret: SECRET, token };
      const response = await fetch(`${url}/connect/revocation`, {
        method: 'POST',
        body: new URLSearchParams(body),
      });
      if (response.status !== 200) throw new Error(`not revoked: ${response.status}`);
    },
  };
}
