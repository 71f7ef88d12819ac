import { isApiError, SdkError } from './errors.js';
import type { CallInfo, LayeredMiddleware } from './options.js';
import { PACKAGE_NAME } from '../internal/package-name.js';
import { redactUrl } from '../internal/request.js';

/**
 * The parts of `@opentelemetry/api` that are used here. They are declared because a package compiles without it:
 * `import * as api from '@opentelemetry/api'` has them.
 */
export interface OpenTelemetryApi {
  readonly trace: {
    getTracer(name: string): TelemetryTracer;
    setSpan(context: TelemetryContext, span: TelemetrySpan): TelemetryContext;
  };
  readonly context: {
    active(): TelemetryContext;
    with<T>(context: TelemetryContext, run: () => T): T;
  };
  readonly propagation: {
    inject(context: TelemetryContext, headers: Headers, setter: TelemetrySetter): void;
  };
}

export interface TelemetryTracer {
  startSpan(
    name: string,
    options: { kind: number; attributes: TelemetryAttributes },
    context: TelemetryContext,
  ): TelemetrySpan;
}

export interface TelemetrySpan {
  setAttributes(attributes: TelemetryAttributes): unknown;
  addEvent(name: string, attributes: TelemetryAttributes): unknown;
  setStatus(status: { code: number; message?: string }): unknown;
  end(): void;
}

export interface TelemetryContext {
  getValue(key: symbol): unknown;
  setValue(key: symbol, value: unknown): TelemetryContext;
  deleteValue(key: symbol): TelemetryContext;
}

export interface TelemetrySetter {
  set(headers: Headers, name: string, value: string): void;
}

export type TelemetryAttributes = Record<string, string | number>;

export interface OpenTelemetryOptions {
  /**
   * Whether a request to this URL gets `traceparent` and the other headers of the registered propagator. Default: every
   * request; in a browser those to the page's own origin, since others would need the server's permission (CORS).
   */
  readonly propagateTo?: ((url: string) => boolean) | undefined;
}

/** A call whose span is open. */
interface OpenCall {
  readonly span: TelemetrySpan;
  readonly context: TelemetryContext;
  /** Requests sent so far. */
  attempts: number;
  /** Of the response to the last of them; undefined when there was none. */
  status: number | undefined;
}

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR`. */
const CLIENT = 2;
const ERROR = 2;

/**
 * The key under which OpenTelemetry's SDK keeps that nothing is traced. Without it, an instrumentation of `fetch` would
 * add a second `traceparent` to the request, which makes both invalid, and a span with all query values.
 */
const SUPPRESS_TRACING = /* @__PURE__ */ Symbol.for(
  'OpenTelemetry SDK Context Key SUPPRESS_TRACING',
);

/**
 * Creates middleware that reports calls to OpenTelemetry: `middleware: [openTelemetry(api)]`.
 *
 * Each call is a span of the kind CLIENT with the attributes of the semantic conventions for HTTP, named
 * `GET /Vehicles/{registrationNumber}`, and each of its attempts an event. So is a request for a token. The span is active
 * during the call, and ends when the call does; with `asResponse()` and streams, that is when the headers have arrived.
 * `url.full` is without query values, and no attribute has credentials, headers or bodies.
 *
 * @param api `import * as api from '@opentelemetry/api'`.
 */
export function openTelemetry(
  { trace, context, propagation }: OpenTelemetryApi,
  { propagateTo = isAllowedHere }: OpenTelemetryOptions = {},
): LayeredMiddleware {
  const tracer = trace.getTracer(PACKAGE_NAME);
  const open = new WeakMap<CallInfo, OpenCall>();
  return {
    aroundCall: async (info, next) => {
      const parent = context.active();
      const { name, attributes } = describe(info);
      const span = tracer.startSpan(name, { kind: CLIENT, attributes }, parent);
      const call: OpenCall = {
        span,
        context: trace.setSpan(parent, span),
        attempts: 0,
        status: undefined,
      };
      open.set(info, call);
      try {
        return await context.with(call.context, next);
      } catch (error) {
        span.setAttributes({ 'error.type': getErrorType(error) });
        span.setStatus({ code: ERROR, ...getMessage(error) });
        throw error;
      } finally {
        open.delete(info);
        const { status, attempts } = call;
        if (status !== undefined) span.setAttributes({ 'http.response.status_code': status });
        if (attempts > 1) span.setAttributes({ 'http.request.resend_count': attempts - 1 });
        span.end();
      }
    },
    aroundAttempt: async (request, next, { call: info, attempt }) => {
      const call = open.get(info);
      if (!call) return next(request);
      call.attempts = attempt;
      call.status = undefined;
      const headers = new Headers(request.headers);
      if (propagateTo(request.url)) propagation.inject(call.context, headers, SETTER);
      // What comes when the call has ended, because of its timeout for instance, is not reported.
      const addEvent = (attributes: TelemetryAttributes) =>
        open.get(info)?.span.addEvent('attempt', { 'attempt.number': attempt, ...attributes });
      const untraced = call.context.setValue(SUPPRESS_TRACING, true);
      try {
        const response = await context.with(untraced, () => next({ ...request, headers }));
        const { status, ok } = response;
        call.status = status;
        addEvent({
          'http.response.status_code': status,
          ...(!ok && { 'error.type': String(status) }),
        });
        return response;
      } catch (error) {
        addEvent({ 'error.type': getErrorType(error) });
        throw error;
      }
    },
  };
}

const SETTER: TelemetrySetter = { set: (headers, name, value) => headers.set(name, value) };

/** The span's name, and the attributes that a sampler may need. */
function describe({ purpose, method, template, url }: CallInfo) {
  const { protocol, hostname, port, pathname } = new URL(url);
  // The token endpoint has one path, and its URL is all that is known of it.
  const path = purpose === 'token' ? pathname : template;
  const attributes: TelemetryAttributes = {
    'http.request.method': method,
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    'url.full': redactUrl(url, 'REDACTED'),
    'url.template': path,
  };
  return { name: `${method} ${path}`, attributes };
}

/** The status of an error response, else the name of the error. */
function getErrorType(error: unknown): string {
  if (isApiError(error)) return String(error.status);
  return error instanceof Error ? error.name : '_OTHER';
}

/** The message of an error that has no status. Other errors than the SDK's may say anything, and are not repeated. */
function getMessage(error: unknown): { message?: string } {
  return error instanceof SdkError && !isApiError(error) ? { message: error.message } : {};
}

function isAllowedHere(url: string): boolean {
  const { location } = globalThis as { readonly location?: { readonly origin?: string } };
  return !location?.origin || url.startsWith(`${location.origin}/`);
}
