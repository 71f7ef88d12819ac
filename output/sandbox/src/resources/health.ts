// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { ApiCaller, ApiPromise, RequestOptions } from '../runtime/index.js';
import { readByContentType } from '../runtime/index.js';

/**
 * Tells whether the platform answers.
 *
 * Needs no token.
 *
 * `GET /Health`
 *
 * @returns It does.
 */
export function getHealth(client: ApiCaller, options?: RequestOptions): ApiPromise<unknown> {
  return client.call(
    { method: 'GET', path: '/Health', reader: readByContentType, auth: 'none' },
    options,
  );
}

/** The state of the platform. */
export class Health {
  readonly #client: ApiCaller;

  constructor(client: ApiCaller) {
    this.#client = client;
  }

  /**
   * Tells whether the platform answers.
   *
   * Needs no token.
   *
   * `GET /Health`
   *
   * @returns It does.
   */
  get(options?: RequestOptions): ApiPromise<unknown> {
    return getHealth(this.#client, options);
  }
}
