import type { Proof } from './exchange.js';
import { mergedHeaders } from './headers.js';
import { encode } from './values.js';

/** Where the API wants its key. A client's bundle has the one way that its API knows. */
export type ApiKeyPlace = (key: string) => Proof;

export function keyInHeader(name: string): ApiKeyPlace {
  return (key) => ({ headers: mergedHeaders({}, { [name]: key }) });
}

export function keyInQuery(name: string): ApiKeyPlace {
  return (key) => ({ query: `${encode(name)}=${encode(key)}` });
}
