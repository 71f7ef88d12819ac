import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { digits, findProblem, optional, type Nothing, type Shape, type Values } from './fields.js';
import { isGitRequest, serveGit, type GitHttp, type GitRequest } from './git-http.js';

/** A server of a REST API that takes nothing which the real one would not take, and records what it was asked. */

export interface Reply {
  readonly status: number;
  /** Sent as JSON; nothing is sent when it is undefined. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by a handler that refuses a call. */
export class Refusal extends Error {
  constructor(readonly reply: Reply) {
    super(`The call is refused with ${reply.status}.`);
  }
}

/** A call that no client should make, whatever the state of the repository. */
export class Malformed extends Error {}

export interface Call<T, Q = unknown, B = unknown> {
  /** The placeholders of the route's path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  readonly token: T | undefined;
  /** The URL of the call without its query, and the query as it was sent. */
  readonly url: URL;
}

export interface Route<T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `:name` is one segment of a path, `*name` the rest of it. */
  readonly path: string;
  /** One of these permissions. */
  readonly needs: readonly string[];
  readonly query: Shape;
  readonly body: Shape | undefined;
  readonly handle: (call: Call<T>) => Reply | Promise<Reply>;
}

/** The query of every list. */
export const PAGES = { per_page: optional(digits), page: optional(digits) };

interface Spec<Q extends Shape, B extends Shape> {
  readonly needs: readonly string[];
  readonly query?: Q;
  readonly body?: B;
}

/** Describes a call that the API knows: the handler gets query and body as their shapes say. */
export function route<T, Q extends Shape = Nothing, B extends Shape = Nothing>(
  method: Route<T>['method'],
  path: string,
  { needs, query, body }: Spec<Q, B>,
  handle: (call: Call<T, Values<Q>, Values<B>>) => Reply | Promise<Reply>,
): Route<T> {
  return {
    method,
    path,
    needs,
    query: query ?? {},
    body,
    // The server has checked that query and body are of their shapes.
    handle: (call) => handle(call as Call<T, Values<Q>, Values<B>>),
  };
}

/** What the APIs of forges do in different ways. */
export interface Dialect<T> {
  /** What precedes every path, such as `/api/v3`. */
  readonly prefix: string;
  readonly routes: readonly Route<T>[];
  /** @returns the token that was sent. @throws Refusal for one that is not known. */
  readonly authenticate: (headers: IncomingMessage['headers']) => T | undefined;
  /** @throws Refusal when the caller may not make the call. */
  readonly authorize: (call: Call<T>, route: Route<T>) => void;
  /** @throws Malformed for headers that the API does not accept. */
  readonly checkHeaders: (request: IncomingMessage) => void;
  readonly describeToken: (token: T) => string;
  /** The response to a call that is malformed, or that is unknown altogether. */
  readonly refuse: (problem: string, isUnknown: boolean) => Reply;
  /** Runs before each call: closes requests whose branch is gone, say. */
  readonly refresh: () => Promise<void>;
  /** In no URL and no body may one of these be. */
  readonly secrets: readonly string[];
}

export interface RecordedCall {
  readonly method: string;
  /** Path and query, without the API's prefix. */
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  /** The kind of the token, or `anonymous`. */
  readonly token: string;
}

export interface RefusedCall {
  readonly method: string;
  readonly path: string;
  readonly problem: string;
}

/** A response that the next call gets instead of its own: `disconnect` breaks the connection off. */
export type Failure = Reply | 'disconnect';

export interface RestServer {
  readonly origin: string;
  /** Every call of the API. */
  readonly requests: readonly RecordedCall[];
  /** Every request of git. */
  readonly gitRequests: readonly GitRequest[];
  /** Calls that a client must not make: unknown paths, unknown or wrong parameters and fields, tokens in URLs. */
  readonly refused: readonly RefusedCall[];
  /** The next calls are answered with these, one each. */
  readonly fail: (...failures: readonly Failure[]) => void;
  /** The same for calls such as `POST /projects/42/issues`, which the pattern matches. */
  readonly failOn: (calls: RegExp, ...failures: readonly Failure[]) => void;
  readonly close: () => Promise<void>;
}

interface Records {
  readonly requests: RecordedCall[];
  readonly gitRequests: GitRequest[];
  readonly refused: RefusedCall[];
  readonly failures: { readonly calls: RegExp; readonly failure: Failure }[];
  /** Settles when the last call was answered: one call is answered after the other. */
  last: Promise<unknown>;
}

/** Starts on a free port of loopback. @param createDialect gets the server's origin. */
export async function startRestServer<T>(
  git: GitHttp,
  createDialect: (origin: string) => Dialect<T>,
): Promise<RestServer> {
  const records: Records = {
    requests: [],
    gitRequests: [],
    refused: [],
    failures: [],
    last: Promise.resolve(),
  };
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dialect = createDialect(origin);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    serve(git, dialect, records, request, response).catch((error: unknown) => {
      // A fault of the stand-in itself: no test may pass as if nothing was.
      const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
      records.refused.push({ method: request.method ?? '', path: request.url ?? '', problem });
      if (!response.headersSent) response.writeHead(500);
      response.end('{"message":"The stand-in failed."}');
    });
  });
  return {
    origin,
    requests: records.requests,
    gitRequests: records.gitRequests,
    refused: records.refused,
    fail: (...failures) => failOn(records, /^/, failures),
    failOn: (calls, ...failures) => failOn(records, calls, failures),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve<T>(
  git: GitHttp,
  dialect: Dialect<T>,
  records: Records,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url: target = '' } = request;
  const url = new URL(target, `http://${request.headers.host ?? 'localhost'}`);
  if (isGitRequest(git, url.pathname)) {
    const status = await serveGit(git, request, response);
    records.gitRequests.push({ method, path: target, status });
    return;
  }
  const text = await readText(request);
  const path = target.startsWith(`${dialect.prefix}/`)
    ? target.slice(dialect.prefix.length)
    : target;
  const failure = takeFailure(records, `${method} ${path}`);
  const answered = failure
    ? { reply: failure, body: text, token: 'unread' }
    : await inTurn(records, () => answer(dialect, request, url, text));
  if (answered.problem !== undefined)
    records.refused.push({ method, path, problem: answered.problem });
  const { reply, body, token } = answered;
  const status = reply === 'disconnect' ? 0 : reply.status;
  records.requests.push({ method, path, body, status, token });
  if (reply === 'disconnect') request.socket.destroy();
  else send(reply, response);
}

function failOn({ failures }: Records, calls: RegExp, more: readonly Failure[]): void {
  failures.push(...more.map((failure) => ({ calls, failure })));
}

function takeFailure({ failures }: Records, call: string): Failure | undefined {
  const at = failures.findIndex(({ calls }) => calls.test(call));
  return at === -1 ? undefined : failures.splice(at, 1)[0]?.failure;
}

function inTurn<R>(records: Records, work: () => Promise<R>): Promise<R> {
  const done = records.last.then(work);
  records.last = done.catch(() => undefined);
  return done;
}

interface Answered {
  readonly reply: Failure;
  readonly body: unknown;
  readonly token: string;
  readonly problem?: string;
}

async function answer<T>(
  dialect: Dialect<T>,
  request: IncomingMessage,
  url: URL,
  text: string,
): Promise<Answered> {
  let token = 'anonymous';
  let body: unknown = text;
  const known = findRoute(dialect, request.method ?? '', url.pathname);
  try {
    dialect.checkHeaders(request);
    const used = dialect.authenticate(request.headers);
    if (used !== undefined) token = dialect.describeToken(used);
    body = text === '' ? undefined : parseJson(text);
    if (known === undefined)
      throw new Malformed(`${request.method ?? ''} ${url.pathname} is unknown`);
    const { route: found, params } = known;
    const query = Object.fromEntries(url.searchParams);
    const call: Call<T> = { params, query, body, token: used, url };
    checkSecrets(dialect.secrets, `${decodeURIComponent(url.href)}\n${text}`);
    await dialect.refresh();
    dialect.authorize(call, found);
    checkShapes(found, call);
    return { reply: await found.handle(call), body, token };
  } catch (error) {
    if (error instanceof Refusal) return { reply: error.reply, body, token };
    if (!(error instanceof Malformed)) throw error;
    const reply = dialect.refuse(error.message, known === undefined);
    return { reply, body, token, problem: error.message };
  }
}

function checkShapes<T>({ query, body }: Route<T>, call: Call<T>): void {
  const inQuery = findProblem(query, call.query);
  if (inQuery !== undefined) throw new Malformed(`The query: ${inQuery}`);
  if (body === undefined) {
    if (call.body !== undefined) throw new Malformed('A body is sent where none belongs');
    return;
  }
  const inBody = findProblem(body, call.body ?? {});
  if (inBody !== undefined) throw new Malformed(inBody);
}

function checkSecrets(secrets: readonly string[], sent: string): void {
  if (secrets.some((secret) => sent.includes(secret)))
    throw new Malformed('A token is in the URL or in the body');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Malformed('The body is not JSON');
  }
}

function findRoute<T>({ prefix, routes }: Dialect<T>, method: string, path: string) {
  if (!path.startsWith(`${prefix}/`)) return undefined;
  const segments = path.slice(prefix.length + 1).split('/');
  for (const one of routes) {
    const params = one.method === method ? matchPath(one.path, segments) : undefined;
    if (params !== undefined) return { route: one, params };
  }
  return undefined;
}

function matchPath(
  pattern: string,
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const params: Record<string, string> = {};
  const parts = pattern.split('/').slice(1);
  for (const [index, part] of parts.entries()) {
    const segment = segments[index];
    if (segment === undefined || segment === '') return undefined;
    if (part.startsWith('*')) {
      params[part.slice(1)] = segments.slice(index).map(decodeURIComponent).join('/');
      return params;
    }
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(segment);
    else if (part !== segment) return undefined;
  }
  return parts.length === segments.length ? params : undefined;
}

/** The items of a page, and what tells where others are. */
export interface Page<I> {
  readonly items: readonly I[];
  readonly page: number;
  readonly perPage: number;
  readonly pages: number;
  readonly total: number;
}

/** @param usual how many items a page has when the client does not say; 100 is the most. */
export function paginate<I>(
  all: readonly I[],
  { per_page, page }: { readonly per_page?: string; readonly page?: string },
  usual: number,
): Page<I> {
  const perPage = Math.min(Number(per_page ?? usual) || usual, 100);
  const number = Number(page ?? 1) || 1;
  const items = all.slice((number - 1) * perPage, number * perPage);
  const pages = Math.ceil(all.length / perPage);
  return { items, page: number, perPage, pages, total: all.length };
}

/** The `link` header of a page (RFC 8288). */
export function formatLinks({ page, pages }: Page<unknown>, url: URL): Record<string, string> {
  const to = (number: number, rel: string) => {
    const other = new URL(url);
    other.searchParams.set('page', String(number));
    return `<${other.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(page - 1, 'prev'), to(1, 'first')] : []),
    ...(page < pages ? [to(page + 1, 'next'), to(pages, 'last')] : []),
  ];
  return links.length === 0 ? {} : { link: links.join(', ') };
}

function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.once('error', reject);
  });
}

function send({ status, body, headers }: Reply, response: ServerResponse): void {
  if (body === undefined) {
    response.writeHead(status, { ...headers }).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}
