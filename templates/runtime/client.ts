import { apiPromise, callOf, type ApiPromise } from './call.js';
import type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
import type { ClientDefinition, ClientOptions } from './options.js';
import { perform } from './perform.js';
import { settingsOf, type Settings } from './settings.js';

/** A client of one API: what the generated class adds is a property for each service. */
export class ApiClient implements ApiCaller {
  readonly #settings: Settings;

  /** @throws ConfigurationError when an option is missing or wrong. */
  constructor(definition: ClientDefinition, options: ClientOptions) {
    this.#settings = settingsOf(definition, options);
  }

  call<T>(request: ApiRequest, options?: RequestOptions): ApiPromise<T> {
    const call = callOf(this.#settings, request, options);
    // The document promises that the operation answers with a `T`; nothing checks it at run time.
    return apiPromise(call, perform(call) as Promise<T>);
  }
}
