import { emptyResponse, type OutgoingResponse } from './outgoing-response.js';
import type { IncomingRequest } from './incoming-request.js';

type Asked = Pick<IncomingRequest, 'method' | 'headers'>;

/**
 * Allows what a browser asks before it sends a request of a page of another origin (Fetch Standard, section 3.2).
 * @returns undefined for any other request, also for an `OPTIONS` that is an operation of the API.
 */
export function respondToPreflight({ method, headers }: Asked): OutgoingResponse | undefined {
  const requestedMethod = headers['access-control-request-method'];
  if (method !== 'OPTIONS' || headers.origin === undefined || requestedMethod === undefined)
    return undefined;
  const requestedHeaders = headers['access-control-request-headers'];
  return emptyResponse(204, {
    'Access-Control-Allow-Methods': requestedMethod,
    ...(requestedHeaders !== undefined && { 'Access-Control-Allow-Headers': requestedHeaders }),
    // For a page of a public address, from which a browser may not simply call this machine.
    ...(headers['access-control-request-private-network'] !== undefined && {
      'Access-Control-Allow-Private-Network': 'true',
    }),
    'Access-Control-Max-Age': '600',
    Vary: 'Access-Control-Request-Method, Access-Control-Request-Headers',
  });
}

/**
 * Lets a page of any origin read the response and all its headers. The origin is repeated, because `*` would exclude
 * requests with credentials.
 */
export function allowOrigin(response: OutgoingResponse, { headers }: Asked): OutgoingResponse {
  const { Vary, ...others } = response.headers;
  const varying = { Vary: ['Origin', ...(Vary === undefined ? [] : [Vary])].join(', ') };
  const { origin } = headers;
  if (origin === undefined) return { ...response, headers: { ...others, ...varying } };
  const names = Object.keys(others).filter((name) => !name.startsWith('Access-Control-'));
  return {
    ...response,
    headers: {
      ...others,
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': 'true',
      ...(names.length > 0 && { 'Access-Control-Expose-Headers': names.join(', ') }),
      ...varying,
    },
  };
}
