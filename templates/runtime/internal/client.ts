import type { ApiCaller, RequestOptions, RequestSource } from './caller.js';
import { asConfigurationErrors } from './configuration-errors.js';
import {
  createApiPromise,
  createCall,
  type ApiPromise,
  type ResponseState,
} from './operation-call.js';
import type { BaseOptions, ClientDefinition } from '../core/options.js';
import { performCall } from './perform-call.js';
import { resolveSettings, type Settings } from './settings.js';

/** A client of one API. The generated class extends it with a property for each service. */
export class ApiClient implements ApiCaller {
  readonly #settings: Settings;

  /** @throws ConfigurationError when an option is missing or wrong. */
  constructor(definition: ClientDefinition, options: BaseOptions) {
    this.#settings = asConfigurationErrors('', () => resolveSettings(definition, options));
  }

  call<T>(request: RequestSource, options?: RequestOptions): ApiPromise<T> {
    const state: ResponseState = {};
    const perform = async () => performCall(createCall(this.#settings, request, options, state));
    // The document declares that the response is a `T`; it is not checked at run time.
    return createApiPromise(state, perform() as Promise<T>);
  }
}
