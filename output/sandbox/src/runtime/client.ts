import { perform } from './call.js';
import type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
import type { ClientDefinition, ClientOptions } from './options.js';
import { apiPromise, type Answer, type ApiPromise } from './promise.js';
import { settingsOf, type Settings } from './settings.js';

/** A client of one API: what the generated class adds is a property for each service. */
export class ApiClient implements ApiCaller {
  readonly #settings: Settings;

  /** @throws ConfigurationError when an option is missing or wrong. */
  constructor(definition: ClientDefinition, options: ClientOptions = {}) {
    this.#settings = settingsOf(definition, options);
  }

  call<T>(request: ApiRequest, options: RequestOptions = {}): ApiPromise<T> {
    // The document promises that the operation answers with a `T`; nothing checks it at run time.
    return apiPromise(
      (wantsRaw) => perform(this.#settings, request, options, wantsRaw) as Promise<Answer<T>>,
    );
  }
}
