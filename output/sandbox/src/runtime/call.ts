import type { ApiRequest, RequestOptions } from './caller.js';
import type { Exchange } from './promise.js';
import type { SlotHolder } from './rate-limit.js';
import { redactUrl } from './redact.js';
import type { Settings } from './settings.js';
import { urlOf } from './url.js';

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
