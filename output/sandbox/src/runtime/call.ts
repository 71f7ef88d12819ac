import type { ApiRequest, RequestOptions } from './caller.js';
import type { SlotHolder } from './rate-limit.js';
import type { Settings } from './settings.js';
import { redactUrl, urlOf } from './request.js';

/** What is asked for, and where the asking stands. */
export interface Call extends Exchange, SlotHolder {
  readonly settings: Settings;
  readonly request: ApiRequest;
  readonly options: RequestOptions | undefined;
  readonly url: string;
  /** Requests sent so far, and how many of them because another had failed. */
  sent: number;
  retries: number;
  /** What the request carries. */
  token: string | undefined;
  /** What stands in for a token that was refused; once a call. */
  renewed: string | undefined;
}

export function callOf(settings: Settings, request: ApiRequest, options?: RequestOptions): Call {
  return {
    settings,
    request,
    options,
    url: urlOf(settings.baseUrl, request),
    sent: 0,
    retries: 0,
    token: undefined,
    renewed: undefined,
    release: undefined,
    wantsRaw: false,
    response: undefined,
  };
}

/** What an error tells of a call. */
export function factsOf({ request, url, sent }: Call) {
  return { method: request.method, url: redactUrl(url), attempts: sent };
}

/** Method and URL as they may be shown. */
export function placeOf(call: Call): string {
  const { method, url } = factsOf(call);
  return `${method} ${url}`;
}

/** A text with the call's secrets struck out: some servers print the request that they failed on, ASP.NET's developer page for one. */
export function withoutSecrets({ settings, token }: Call, text: string): string {
  return [token, ...settings.secrets].reduce<string>(
    (clean, secret) => (secret ? clean.replaceAll(secret, '***') : clean),
    text,
  );
}

/** The data of an answer, and the HTTP response that it was read from. */
export interface Answer<T> {
  readonly data: T;
  readonly response: Response;
}

/** The promise of a call's data, with two ways to the response. */
export interface ApiPromise<T> extends Promise<T> {
  /** The data, and the response beside it for its status and headers; its body is read already. */
  withResponse(): Promise<Answer<T>>;
  /**
   * The response alone, its body unread: the way to stream. Call it at once, before awaiting anything.
   * `timeout` then ends with the headers; the caller's signal goes on governing the body.
   */
  asResponse(): Promise<Response>;
}

/** What a call tells the faces of its promise, and they it. */
export interface Exchange {
  /** Asked once the response is there: true leaves its body unread. */
  wantsRaw: boolean;
  /** There before the data is. */
  response: Response | undefined;
}

/** Gives a call's promise its faces. It is one and the same request, whichever of them is awaited. */
export function apiPromise<T>(exchange: Exchange, data: Promise<T>): ApiPromise<T> {
  return Object.assign(data, {
    withResponse: () =>
      data.then((given) => ({ data: given, response: exchange.response as Response })),
    asResponse: () => {
      exchange.wantsRaw = true;
      return data.then(() => exchange.response as Response);
    },
  });
}
