import { ok, strictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The same from the sources and from `dist/`. */
const IDENTITY = join(__dirname, 'identity.mjs');
const SECRET = 's3cret+/=%&';

/** The API says the token back that it was called with, as a plate, and its scope, as a brand. */
interface Client {
  readonly vehicles: {
    list(): Promise<
      readonly { readonly registrationNumber: string; readonly brand: string | null }[]
    >;
  };
}

/** What a check has at hand. */
interface Bench {
  readonly url: string;
  /** A client of the built package, and how often it asked for a token. */
  readonly client: (options?: object) => { readonly client: Client; readonly asked: () => number };
  readonly store: () => object;
  readonly revoke: (token: string) => Promise<void>;
}

const called = async (client: Client) =>
  (await client.vehicles.list())[0]?.registrationNumber ?? '';
const twenty = (client: Client) => Promise.all(Array.from({ length: 20 }, () => called(client)));

const CHECKS: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  'one request serves many calls': async ({ client: make }) => {
    const { client, asked } = make();
    const tokens = new Set([...(await twenty(client)), ...(await twenty(client))]);
    strictEqual(tokens.size, 1);
    strictEqual(asked(), 1);
  },
  'a revoked token is replaced once, and each call repeated': async ({ client: make, revoke }) => {
    const { client, asked } = make();
    const first = await called(client);
    await revoke(first);
    const tokens = new Set(await twenty(client));
    strictEqual(tokens.size, 1);
    ok(!tokens.has(first), 'the revoked token was used again');
    strictEqual(asked(), 2);
  },
  'a token is renewed before its forty seconds are over': async ({ client: make }) => {
    let ahead = 0;
    const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() + ahead };
    const { client, asked } = make({ clientId: 'brief', clock });
    const first = await called(client);
    ahead = 35_000;
    ok((await called(client)) !== first, 'the old token was used');
    strictEqual(asked(), 2);
  },
  'a year-long token is kept for a year': async ({ client: make }) => {
    let ahead = 0;
    const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() + ahead };
    const { client, asked } = make({ clock });
    const first = await called(client);
    ahead = 355 * 86_400_000;
    strictEqual(await called(client), first);
    strictEqual(asked(), 1);
  },
  'a stored token serves the next process, until it is revoked': async ({
    client: make,
    store,
    revoke,
  }) => {
    const tokenStore = store();
    const first = make({ tokenStore });
    const token = await called(first.client);
    const second = make({ tokenStore });
    strictEqual(await called(second.client), token);
    strictEqual(second.asked(), 0);
    await revoke(token);
    const third = make({ tokenStore });
    ok((await called(third.client)) !== token, 'the revoked token was used again');
    strictEqual(third.asked(), 1);
  },
  'a known scope is granted': async ({ client: make }) => {
    const { client } = make({ scope: 'fleet.read' });
    const [told] = await client.vehicles.list();
    strictEqual(told?.brand, 'fleet.read');
  },
  'a wrong secret is a TokenError with its code, asked for once': (bench) =>
    refused(bench, { clientSecret: `${SECRET}!` }, 'invalid_client'),
  'an unknown client is one': (bench) => refused(bench, { clientId: 'nobody' }, 'invalid_client'),
  // RFC 6749, section 5.2, has `unauthorized_client` for it; this server says otherwise, and is passed on as it is.
  'a client that may not use the grant is one': (bench) =>
    refused(bench, { clientId: 'person' }, 'invalid_request'),
  'a scope that the client may not have is one': (bench) =>
    refused(bench, { scope: 'fleet.burn' }, 'invalid_scope'),
};

async function refused({ client: make }: Bench, options: object, code: string): Promise<void> {
  const { client, asked } = make(options);
  const error = (await called(client).catch((reason: unknown) => reason)) as Error;
  ok(error instanceof Error, `it was granted: ${String(error)}`);
  strictEqual(error.constructor.name, 'TokenError');
  strictEqual((error as Error & { readonly code?: string }).code, code);
  ok(
    !`${error.message}${error.stack}${JSON.stringify(error)}`.includes(SECRET),
    'it tells the secret',
  );
  strictEqual(asked(), 1);
}

/**
 * Lets the built package fetch, keep and renew tokens of a certified OAuth server.
 *
 * @param folder The package with its `dist/`.
 * @returns how many checks there are, and what failed.
 */
export async function judgeTokens(
  folder: string,
): Promise<{ readonly checks: number; readonly failures: readonly string[] }> {
  const load = async (path: string) =>
    (await import(pathToFileURL(join(folder, 'dist/esm', path)).href)) as Record<string, unknown>;
  const { OptimumClient } = (await load('index.js')) as {
    OptimumClient: new (options: object) => Client;
  };
  const { FileTokenStore } = (await load('runtime/file-token-store.js')) as {
    FileTokenStore: new (path: string) => object;
  };
  const server = spawn(process.execPath, [IDENTITY, SECRET], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(server, 'exit');
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const failures: string[] = [];
  try {
    const first = await Promise.race([once(server.stdout, 'data'), ended]);
    const url = String(first[0]).trim();
    if (!url.startsWith('http')) throw new Error(`oidc-provider did not start:\n${said}`);
    const bench = benchAt(url, OptimumClient, () => new FileTokenStore(join(folder, 'token.json')));
    for (const [title, check] of Object.entries(CHECKS)) {
      try {
        await check(bench);
      } catch (error) {
        failures.push(`${title}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    server.kill();
    await ended;
  }
  return { checks: Object.keys(CHECKS).length, failures };
}

function benchAt(
  url: string,
  Class: new (options: object) => Client,
  store: Bench['store'],
): Bench {
  const tokenUrl = `${url}/connect/token`;
  return {
    url,
    store,
    client: (options = {}) => {
      let asked = 0;
      const counting: typeof fetch = (input, init) => {
        if (new Request(input, init).url.startsWith(tokenUrl)) asked += 1;
        return fetch(input, init);
      };
      const usual = { clientId: 'fleet', clientSecret: SECRET, baseUrl: url, tokenUrl };
      const client = new Class({ ...usual, rateLimit: false, fetch: counting, ...options });
      return { client, asked: () => asked };
    },
    revoke: async (token) => {
      const body = { client_id: 'fleet', client_secret: SECRET, token };
      const answer = await fetch(`${url}/connect/revocation`, {
        method: 'POST',
        body: new URLSearchParams(body),
      });
      if (answer.status !== 200) throw new Error(`not revoked: ${answer.status}`);
    },
  };
}
