import type { CallInfo } from '../core/options.js';
import type { ApiRequest, CredentialNames, RequestOptions, RequestSource } from './caller.js';
import { asConfigurationErrors } from './configuration-errors.js';
import { maskSecrets } from './mask-secrets.js';
import { buildUrl, getPathTemplate, getRequest, mergeHeaders, redactUrl } from './request.js';
import { readJson } from './response.js';
import type { Settings } from './settings.js';
import type { TokenSource } from './token.js';

/** One call of an operation: what was asked for, and the state that its attempts share. */
export interface OperationCall extends ResponseState {
  readonly info: CallInfo;
  readonly settings: Settings;
  readonly request: ApiRequest;
  readonly options: RequestOptions | undefined;
  readonly baseUrl: string;
  /** Without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Requests sent so far. */
  sent: number;
  /** How many of them were sent because an earlier one failed. */
  retries: number;
  /** The names of the credentials to send. */
  auth: CredentialNames;
  /** The source of its token; undefined when it sends none. */
  tokens?: TokenSource | undefined;
  /** The access token that the current attempt sends. */
  token?: string | undefined;
  /** False when a header of the user's stood in for the token, or middleware sent the request elsewhere. */
  isTokenSent?: boolean;
  /** The token fetched in place of one that the API refused; at most one a call. */
  renewed?: string | undefined;
}

/**
 * @param state Becomes the call: the methods of its promise are there before its request is built.
 * @throws ConfigurationError when the request cannot be built from its arguments.
 */
export function createCall(
  settings: Settings,
  source: RequestSource,
  options?: RequestOptions,
  state: ResponseState = {},
): OperationCall {
  return asConfigurationErrors('The request cannot be built: ', () => {
    const request = getRequest(source);
    const { method, body, reader = readJson, accept = reader.accept, server } = request;
    const baseUrl = server ? server(settings) : settings.baseUrl;
    const headers = mergeHeaders(
      { accept, ...settings.headers },
      body && { 'content-type': body.mediaType },
      request.headers,
      options?.headers,
    );
    const { purpose } = settings;
    const url = buildUrl(baseUrl, request);
    return Object.assign(state, {
      info: { purpose, method, template: getPathTemplate(request), url },
      settings,
      request,
      options,
      baseUrl,
      headers,
      sent: 0,
      retries: 0,
      auth: [],
    });
  });
}

/** @returns Method and URL for messages and logs, without query values. */
export function describeCall({ info: { method, url } }: OperationCall): string {
  return `${method} ${redactUrl(url)}`;
}

/** Masks the call's secrets in a text from the server. */
export function maskCallSecrets({ settings, token }: OperationCall, text: string): string {
  return maskSecrets(text, [token, ...settings.secrets]);
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
   * `timeout` then covers the headers only; `totalTimeout` and the caller's signal also cover the body.
   */
  asResponse(): Promise<Response>;
}

/** What a call and the methods of its promise tell each other. */
export interface ResponseState {
  /** Set by `asResponse()` and read when the response arrives: true leaves its body unread. */
  wantsRaw?: boolean;
  /** Set as soon as the response arrives, before its data is read. */
  response?: Response | undefined;
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
