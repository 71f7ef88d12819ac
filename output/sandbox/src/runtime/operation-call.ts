import type { ApiRequest, CredentialNames, RequestOptions } from './caller.js';
import type { SlotHolder } from './rate-limit.js';
import { buildUrl, redactUrl } from './request.js';
import type { Settings } from './settings.js';

/** One call of an operation: what was asked for, and the state that its attempts share. */
export interface OperationCall extends ResponseState, SlotHolder {
  readonly settings: Settings;
  readonly request: ApiRequest;
  readonly options: RequestOptions | undefined;
  readonly baseUrl: string;
  readonly url: string;
  /** Requests sent so far. */
  sent: number;
  /** How many of them were sent because an earlier one failed. */
  retries: number;
  /** The names of the credentials to send. */
  auth: CredentialNames;
  /** The access token that the current attempt sends. */
  token: string | undefined;
  /** False when a header of the user's stood in for the token, or middleware sent the request elsewhere. */
  isTokenSent: boolean;
  /** The token fetched in place of one that the API refused; at most one a call. */
  renewed: string | undefined;
}

export function createCall(
  settings: Settings,
  request: ApiRequest,
  options?: RequestOptions,
): OperationCall {
  const baseUrl = request.server ? request.server(settings) : settings.baseUrl;
  return {
    settings,
    request,
    options,
    baseUrl,
    url: buildUrl(baseUrl, request),
    sent: 0,
    retries: 0,
    auth: [],
    token: undefined,
    isTokenSent: false,
    renewed: undefined,
    release: undefined,
    wantsRaw: false,
    response: undefined,
  };
}

/** The part of an error's details that the call itself knows; the URL is without query values. */
export function toErrorDetails({ request, url, sent }: OperationCall) {
  return { method: request.method, url: redactUrl(url), attempts: sent };
}

/** @returns Method and URL for messages and logs, without query values. */
export function describeCall(call: OperationCall): string {
  const { method, url } = toErrorDetails(call);
  return `${method} ${url}`;
}

/** Masks the call's secrets in a text from the server: some servers repeat the request in their error pages, as ASP.NET's developer page does. */
export function maskSecrets({ settings, token }: OperationCall, text: string): string {
  return [token, ...settings.secrets].reduce<string>(
    (masked, secret) => (secret ? masked.replaceAll(secret, '***') : masked),
    text,
  );
}

/** The data of a response, and the HTTP response that it was read from. */
export interface DataWithResponse<T> {
  readonly data: T;
  readonly response: Response;
}

/** The promise of a call's data; two methods give the HTTP response as well. */
export interface ApiPromise<T> extends Promise<T> {
  /** The data and its response, for status and headers; the response's body is already read. */
  withResponse(): Promise<DataWithResponse<T>>;
  /**
   * The response alone with its body unread, for streaming. Call it at once, before awaiting anything.
   * `timeout` then covers the headers only; the caller's signal also covers the body.
   */
  asResponse(): Promise<Response>;
}

/** What a call and the methods of its promise tell each other. */
export interface ResponseState {
  /** Set by `asResponse()` and read when the response arrives: true leaves its body unread. */
  wantsRaw: boolean;
  /** Set as soon as the response arrives, before its data is read. */
  response: Response | undefined;
}

/** Adds the methods of an {@link ApiPromise} to the promise of a call's data. All of them share one request. */
export function createApiPromise<T>(state: ResponseState, data: Promise<T>): ApiPromise<T> {
  return Object.assign(data, {
    withResponse: () =>
      data.then((value) => ({ data: value, response: state.response as Response })),
    asResponse: () => {
      state.wantsRaw = true;
      return data.then(() => state.response as Response);
    },
  });
}
