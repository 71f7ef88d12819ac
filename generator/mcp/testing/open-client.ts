import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import {
  createCaller,
  type ApiCaller,
  type CalledApi,
  type CallerOptions,
} from '../../caller/index.js';
import { describeApi } from '../../pipeline/called-api.js';
import { openSandbox, type Sandbox } from '../../pipeline/open-sandbox.js';
import { createRateLimiter } from '../../sandbox/access/access-control.js';
import { readStandIn } from '../../source/index.js';
import { Stopwatch } from '../../util/stopwatch.js';
import { createMcpServer, prepareApi, type PreparedApi, type SessionOptions } from '../index.js';

export const LIMIT = { requests: 30, perMs: 60_000 };

/** An API from its document. */
export async function readApi(text: string): Promise<CalledApi> {
  const environment = { documentation: 'document.json', rateLimit: LIMIT };
  const target = { input: 'document.json', outputFolder: '.', environment };
  const recipe = {
    text,
    ...{ location: 'document.json', allowedOrigins: [], overlays: [], filters: {}, switches: {} },
    ...{ pagination: {}, overrides: {}, packageVersion: '0.1.0', settings: { output: {} }, target },
  };
  return (await describeApi(recipe, new Stopwatch())).api;
}

/** The stand-in in its sandbox, which takes 30 requests a minute, with time that passes when somebody waits for it. */
export interface TestApi extends AsyncDisposable {
  readonly api: CalledApi;
  readonly sandbox: Sandbox;
  readonly caller: ApiCaller;
  /** Answers the same request without another look at the data: making them takes most of a test's time. */
  readonly fetch: typeof fetch;
  /** `GET /Vehicles?...`, in the order in which they arrived; no requests for tokens. */
  readonly sent: string[];
  readonly statuses: number[];
  /** The lengths of their answers, in characters. */
  readonly received: number[];
  /** Milliseconds that were waited for. */
  readonly waited: () => number;
}

export async function openTestApi(options: CallerOptions = {}): Promise<TestApi> {
  const sandbox = await openSandbox();
  const api = await readApi((await readStandIn()).text);
  const fetchOnce = createCachedFetch(sandbox);
  const sent: string[] = [];
  const statuses: number[] = [];
  const received: number[] = [];
  let waited = 0;
  // Time passes when somebody waits. With a clock of its own, each call would have a limit of its own.
  const start = performance.now();
  const time = jest.spyOn(performance, 'now').mockImplementation(() => start + waited);
  const limit = createRateLimiter(LIMIT);
  const caller = createCaller(api, {
    baseUrl: sandbox.url,
    rateLimit: LIMIT,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      await Promise.resolve();
      waited += ms;
    },
    credentials: { ...sandbox.credentials, tokenUrl: `${sandbox.url}connect/token` },
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const isToken = url.pathname === '/connect/token';
      const refusal = isToken ? undefined : limit(url.pathname);
      const response = refusal
        ? new Response(null, { status: refusal.status })
        : await fetchOnce(input, init);
      if (isToken) return response;
      sent.push(`${init?.method ?? 'GET'} ${url.pathname}${url.search}`);
      statuses.push(response.status);
      received.push((await response.clone().text()).length);
      return response;
    },
    ...options,
  });
  return {
    ...{ api, sandbox, caller, sent, statuses, received, fetch: fetchOnce },
    waited: () => waited,
    [Symbol.asyncDispose]: () => {
      time.mockRestore();
      return sandbox.close();
    },
  };
}

function createCachedFetch(sandbox: Sandbox): typeof fetch {
  const known = new Map<string, Response>();
  return async (input, init) => {
    const key = input instanceof Request ? input.url : String(input);
    const found = known.get(key);
    if (found) return found.clone();
    const response = await sandbox.fetch(input, init);
    if (init?.method === undefined || init.method === 'GET') known.set(key, response.clone());
    return response;
  };
}

type ServerOptions = Omit<SessionOptions, 'api' | 'caller'>;

const prepared = new Map<string, PreparedApi>();

/** A client of the official SDK, connected to the server in this process. */
export async function connect(
  { api, caller }: Pick<TestApi, 'api' | 'caller'>,
  options: ServerOptions = {},
  client = new Client({ name: 'test', version: '1' }),
): Promise<Client> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const log = (line: string) => {
    throw new Error(line);
  };
  const key = `${api.model.title} ${JSON.stringify(options.allowWrites ?? [])}`;
  const shared = prepared.get(key) ?? (await prepareApi({ api, caller, ...options }));
  prepared.set(key, shared);
  const server = createMcpServer(
    { ...shared, options: { api, caller, ...options } },
    { version: '0', log },
  );
  await Promise.all([server.connect(theirs), client.connect(ours)]);
  return client;
}
