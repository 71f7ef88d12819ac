import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { defined } from '../../util/defined.js';
import type { Login, SourceContext } from '../context.js';
import { obtainDocument } from '../obtain.js';

export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The response for a path: a body (with status 200), or more. */
export type Canned =
  | string
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Buffer;
    }
  | ((request: SeenRequest, response: ServerResponse) => void);

export interface TestServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  readonly paths: readonly string[];
  readonly close: () => Promise<void>;
}

/** Serves responses by path; 404 for any other path. Of a list, each request gets the next one; the last one is repeated. */
export async function serve(
  answers: Readonly<Record<string, Canned | readonly Canned[]>>,
): Promise<TestServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming;
      const request = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
      seen.push(request);
      const times = seen.filter((earlier) => earlier.path === path).length;
      const answer = answers[path] ?? { status: 404, body: 'not here' };
      const canned: Canned = isList(answer)
        ? (answer[Math.min(times, answer.length) - 1] ?? '')
        : answer;
      reply(canned, request, response);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    get paths() {
      return seen.map(({ path }) => path);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A context that never waits, and records how long it would have waited, in milliseconds. */
export function withoutWaiting(
  more: SourceContext = {},
): SourceContext & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0,
    ...more,
    slept,
  };
}

/** The error that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { hint?: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error & { hint?: string };
  }
  throw new Error('The promise was expected to reject.');
}

/** Downloads the document of a page. @throws Error for one that is unchanged. */
export async function discoverDocument(
  url: string,
  options: SourceContext & { readonly document?: string; readonly login?: Login } = {},
) {
  const { document, login, ...context } = options;
  const request = { kind: 'url', url, ...defined({ document, login }) } as const;
  const found = await obtainDocument(request, context);
  if (found.status !== 'fetched') throw new Error('The document is unchanged.');
  const { status: _status, location, ...rest } = found;
  return { url: location, ...rest };
}

/** A small valid document. */
export function documentText(title = 'Fleet'): string {
  return JSON.stringify({
    openapi: '3.0.1',
    info: { title, version: 'v1' },
    paths: { '/Vehicles': { get: { responses: { 200: { description: 'OK' } } } } },
  });
}

function isList(answer: Canned | readonly Canned[]): answer is readonly Canned[] {
  return Array.isArray(answer);
}

function reply(canned: Canned, request: SeenRequest, response: ServerResponse): void {
  if (typeof canned === 'function') {
    canned(request, response);
  } else if (typeof canned === 'string') {
    response.end(canned);
  } else {
    response.writeHead(canned.status ?? 200, { ...canned.headers }).end(canned.body);
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
