import * as api from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { ApiRequest } from '../internal/caller.js';
import { path, toQuery } from '../internal/parameters.js';
import {
  clientFor,
  credentialsAt,
  GET,
  POST,
  rejection,
  SECRET,
  type TestOptions,
} from '../testing/client.js';
import {
  closeServers,
  inTurn,
  json,
  serve,
  type Reply,
  type TestServer,
} from '../testing/server.js';
import { openTelemetry, type OpenTelemetryApi } from './opentelemetry.js';

/** What the user passes has what is declared: this line compiles. */
const telemetry: OpenTelemetryApi = api;

const { context, propagation, trace, SpanKind, SpanStatusCode } = api;
const exporter = new InMemorySpanExporter();

function register(hasContextManager: boolean): void {
  const spanProcessors = [new SimpleSpanProcessor(exporter)];
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }));
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  if (hasContextManager)
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
}

afterEach(async () => {
  await closeServers();
  exporter.reset();
  trace.disable();
  propagation.disable();
  context.disable();
});

const GET_ONE: ApiRequest = { method: 'GET', path: path`/Vehicles/${{ plate: 'AB 1' }}` };

const traced = (server: Pick<TestServer, 'url'>, options: TestOptions = {}) =>
  clientFor(server, { ...options, middleware: [openTelemetry(telemetry)] });

/** The spans that have ended, as far as tests compare them. */
const spans = () =>
  exporter.getFinishedSpans().map(({ name, kind, status, attributes, events }) => ({
    name,
    kind,
    status,
    attributes,
    events: events.map(({ name: event, attributes: of }) => [event, of]),
  }));

const spanIds = () => exporter.getFinishedSpans().map((span) => span.spanContext().spanId);

/** Trace, span and flags of the header that a server received (W3C Trace Context, section 3.2.2). */
const received = ({ requests }: TestServer) =>
  requests.map(({ headers }) => String(headers['traceparent']).split('-').slice(1));

const attributesOf = (
  server: TestServer,
  more: Readonly<Record<string, string | number>> = {},
) => ({
  'http.request.method': 'GET',
  'server.address': '127.0.0.1',
  'server.port': Number(new URL(server.url).port),
  'url.full': `${server.url}/Vehicles/AB%201`,
  'url.template': '/Vehicles/{plate}',
  ...more,
});

const attempt = (number: number, more: Readonly<Record<string, string | number>>) => [
  'attempt',
  { 'attempt.number': number, ...more },
];

const ok: Reply = (response) => json(response, {});
/** Bun and Deno repeat a request themselves when a connection that they use again breaks, so none is used again. */
const status =
  (code: number): Reply =>
  (response) => {
    response.setHeader('connection', 'close');
    json(response, {}, code);
  };
const cut: Reply = (response) => response.destroy();

describe.each([
  ['a context manager', true],
  ['no context manager, as in a browser', false],
])('with %s, a call is a span', (_what, hasContextManager) => {
  beforeEach(() => register(hasContextManager));

  it.each<[string, Reply[], object, object, unknown[]]>([
    [
      'that succeeds',
      [ok],
      { code: SpanStatusCode.UNSET },
      { 'http.response.status_code': 200 },
      [attempt(1, { 'http.response.status_code': 200 })],
    ],
    [
      'that succeeds after a 503 and a broken connection',
      [status(503), cut, ok],
      { code: SpanStatusCode.UNSET },
      { 'http.response.status_code': 200, 'http.request.resend_count': 2 },
      [
        attempt(1, { 'http.response.status_code': 503, 'error.type': '503' }),
        attempt(2, { 'error.type': 'ConnectionError' }),
        attempt(3, { 'http.response.status_code': 200 }),
      ],
    ],
    [
      'that is answered with 404',
      [status(404)],
      { code: SpanStatusCode.ERROR },
      { 'http.response.status_code': 404, 'error.type': '404' },
      [attempt(1, { 'http.response.status_code': 404, 'error.type': '404' })],
    ],
    [
      'that fails with 500 again and again',
      [status(500)],
      { code: SpanStatusCode.ERROR },
      {
        'http.response.status_code': 500,
        'error.type': '500',
        'http.request.resend_count': 2,
      },
      [1, 2, 3].map((number) =>
        attempt(number, { 'http.response.status_code': 500, 'error.type': '500' }),
      ),
    ],
    [
      'whose connection breaks after a 503',
      [status(503), cut],
      { code: SpanStatusCode.ERROR, message: expect.stringMatching(/^GET .* failed: /) as unknown },
      { 'error.type': 'ConnectionError', 'http.request.resend_count': 2 },
      [
        attempt(1, { 'http.response.status_code': 503, 'error.type': '503' }),
        attempt(2, { 'error.type': 'ConnectionError' }),
        attempt(3, { 'error.type': 'ConnectionError' }),
      ],
    ],
    [
      'whose response is no JSON',
      [(response) => response.end('<html>')],
      { code: SpanStatusCode.ERROR, message: expect.stringContaining('without JSON') as unknown },
      { 'http.response.status_code': 200, 'error.type': 'ResponseParseError' },
      [attempt(1, { 'http.response.status_code': 200 })],
    ],
  ])('%s', async (_case, replies, wantStatus, attributes, events) => {
    const server = await serve(inTurn(...replies));
    await traced(server)
      .call(GET_ONE)
      .catch(() => undefined);
    expect(spans()).toEqual([
      {
        name: 'GET /Vehicles/{plate}',
        kind: SpanKind.CLIENT,
        status: wantStatus,
        attributes: attributesOf(server, attributes as Record<string, string>),
        events,
      },
    ]);
    // Each attempt has the span as its parent.
    const { traceId, spanId } = exporter.getFinishedSpans()[0]?.spanContext() ?? {};
    expect(received(server)).toEqual(events.map(() => [traceId, spanId, '01']));
  });

  it('that its caller aborts', async () => {
    const controller = new AbortController();
    const server = await serve(() => controller.abort());
    const { signal } = controller;
    await rejection(traced(server).call(GET_ONE, { signal }));
    expect(spans()).toMatchObject([
      {
        status: { code: SpanStatusCode.ERROR, message: 'The call was aborted' },
        attributes: attributesOf(server, { 'error.type': 'AbortError' }),
      },
    ]);
  });

  it('that fails before anything is sent', async () => {
    const server = await serve(ok);
    const call = traced(server).call({ ...GET_ONE, auth: [['token']] });
    await rejection(call);
    expect(spans()).toMatchObject([
      {
        status: { code: SpanStatusCode.ERROR },
        attributes: attributesOf(server, { 'error.type': 'ConfigurationError' }),
        events: [],
      },
    ]);
    expect(server.requests).toEqual([]);
  });

  it('and the request for its token another one, neither with a secret', async () => {
    const server = await serve((response, { target }) =>
      json(response, target === '/Vehicles/AB%201' ? {} : { access_token: 'token-secret' }),
    );
    await traced(server, credentialsAt(server)).call(GET_ONE);
    const [token, call] = exporter.getFinishedSpans();
    expect(spans()).toMatchObject([
      {
        name: 'POST /connect/token',
        kind: SpanKind.CLIENT,
        attributes: {
          'http.request.method': 'POST',
          'http.response.status_code': 200,
          'url.full': `${server.url}/connect/token`,
          'url.template': '/connect/token',
        },
      },
      { name: 'GET /Vehicles/{plate}' },
    ]);
    expect(received(server).map(([, spanId]) => spanId)).toEqual(spanIds());
    const parent = hasContextManager ? call?.spanContext().spanId : undefined;
    expect(token?.parentSpanContext?.spanId).toBe(parent);
    const shown = JSON.stringify(spans());
    for (const secret of [SECRET, encodeURIComponent(SECRET), 'token-secret'])
      expect(shown).not.toContain(secret);
  });

  it('that ends when the headers have arrived, where the caller reads the body', async () => {
    const server = await serve((response) => response.writeHead(200).write('a'));
    const response = await traced(server).call(GET_ONE).asResponse();
    expect(spans()).toMatchObject([{ attributes: { 'http.response.status_code': 200 } }]);
    await response.body?.cancel();
  });

  it('that gets no event from an attempt which ends later', async () => {
    const warn = jest.fn();
    api.diag.setLogger(Object.assign(new api.DiagConsoleLogger(), { warn }));
    const controller = new AbortController();
    let respond: (response: Response) => void = () => undefined;
    const late = new Promise<Response>((resolve) => (respond = resolve));
    const fetch = () => {
      controller.abort();
      return late;
    };
    const server = { url: 'https://api.test' };
    const { signal } = controller;
    await rejection(traced(server, { fetch }).call(GET_ONE, { signal }));
    respond(new Response('{}'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(spans()).toMatchObject([{ events: [] }]);
    expect(warn).not.toHaveBeenCalled();
    api.diag.disable();
  });

  it('without query values', async () => {
    const server = await serve(ok);
    const query = toQuery({ plate: 'AB-123-CD', from: '2026-01-01' });
    await traced(server).call({ ...GET, query });
    expect(spans()[0]?.attributes['url.full']).toBe(
      `${server.url}/Vehicles?plate=REDACTED&from=REDACTED`,
    );
  });

  it('whose error type is the name of what other middleware throws, without its message', async () => {
    const server = await serve(ok);
    const failing = () => Promise.reject(new RangeError(`said ${SECRET}`));
    const middleware = [openTelemetry(telemetry), failing];
    await rejection(clientFor(server, { middleware }).call(POST));
    expect(spans()).toMatchObject([
      {
        name: 'POST /Vehicles',
        status: { code: SpanStatusCode.ERROR },
        attributes: { 'error.type': 'RangeError' },
        events: [attempt(1, { 'error.type': 'RangeError' })],
      },
    ]);
    expect(JSON.stringify(spans())).not.toContain(SECRET);
  });
});

describe('with a context manager', () => {
  beforeEach(() => register(true));

  it('a call is a part of the span that is active', async () => {
    const server = await serve(ok);
    const client = traced(server);
    const parent = trace.getTracer('program').startSpan('a job');
    await context.with(trace.setSpan(context.active(), parent), async () => {
      await Promise.all([client.call(GET_ONE), client.call(GET)]);
    });
    parent.end();
    const { traceId, spanId } = parent.spanContext();
    const calls = exporter.getFinishedSpans().filter(({ name }) => name.startsWith('GET'));
    expect(calls.map((span) => span.parentSpanContext?.spanId)).toEqual([spanId, spanId]);
    expect(received(server).map(([trace]) => trace)).toEqual([traceId, traceId]);
  });

  it('the span of a call is active in what runs within it', async () => {
    const server = await serve(ok);
    const seen: (string | undefined)[] = [];
    const token = () => {
      seen.push(trace.getActiveSpan()?.spanContext().spanId);
      return 'token';
    };
    await traced(server, { token }).call({ ...GET_ONE, auth: [['token']] });
    expect(seen).toEqual(spanIds());
  });

  it('an instrumentation of fetch adds neither a span nor a second traceparent', async () => {
    const server = await serve(ok);
    const fetch: typeof globalThis.fetch = async (url, init) => {
      const span = trace.getTracer('fetch').startSpan('GET');
      const headers: Record<string, string> = { ...(init?.headers as Record<string, string>) };
      propagation.inject(trace.setSpan(context.active(), span), headers, {
        set: (carrier, name, value) => {
          carrier[name] = [carrier[name], value].filter(Boolean).join(', ');
        },
      });
      span.end();
      return globalThis.fetch(url, { ...init, headers });
    };
    await traced(server, { fetch }).call(GET_ONE);
    expect(spans().map(({ name }) => name)).toEqual(['GET /Vehicles/{plate}']);
    expect(received(server).map(([, spanId]) => spanId)).toEqual(spanIds());
  });
});

describe('traceparent', () => {
  const page = (origin: string | undefined) =>
    Object.defineProperty(globalThis, 'location', { value: { origin }, configurable: true });
  const platform = Object.getOwnPropertyDescriptor(globalThis, 'location');

  beforeEach(() => register(false));
  afterEach(() => {
    if (platform) Object.defineProperty(globalThis, 'location', platform);
    else Reflect.deleteProperty(globalThis, 'location');
  });

  it.each<[string, string | undefined, boolean]>([
    ['to the origin of a page', 'same', true],
    ['to no other origin from a page', 'https://app.test', false],
    ['to every origin where there is no page', undefined, true],
  ])('is sent %s', async (_what, origin, isSent) => {
    const server = await serve(ok);
    page(origin === 'same' ? server.url : origin);
    await traced(server).call(GET_ONE);
    expect(server.requests.map(({ headers }) => 'traceparent' in headers)).toEqual([isSent]);
    expect(spans()).toHaveLength(1);
  });

  it('is sent where the option says', async () => {
    const server = await serve(ok);
    page('https://app.test');
    const asked: string[] = [];
    const propagateTo = (url: string) => asked.push(url) > 0;
    const middleware = [openTelemetry(telemetry, { propagateTo })];
    await clientFor(server, { middleware }).call(GET_ONE);
    expect(asked).toEqual([`${server.url}/Vehicles/AB%201`]);
    expect(received(server).map(([, spanId]) => spanId)).toEqual(spanIds());
  });
});

it('does nothing but pass calls on where no SDK is registered', async () => {
  const server = await serve(ok);
  await expect(traced(server).call(GET_ONE)).resolves.toEqual({});
  expect(server.requests.map(({ headers }) => headers['traceparent'])).toEqual([undefined]);
});
