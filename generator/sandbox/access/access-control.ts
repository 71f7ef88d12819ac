import type { ApiModel, Operation, SecurityScheme } from '../../model/model.js';
import { unreachable } from '../../model/type-refs.js';
import { getAuthorization, type IncomingRequest } from '../incoming-request.js';
import { emptyResponse, problemResponse, type OutgoingResponse } from '../outgoing-response.js';
import type { Credentials, Identity } from './identity.js';

export interface AccessControl {
  readonly model: ApiModel;
  readonly identity: Identity;
  readonly credentials: Credentials;
}

/** @returns a 401, or undefined if the request is allowed. */
export async function authorize(
  access: AccessControl,
  operation: Operation,
  request: IncomingRequest,
): Promise<OutgoingResponse | undefined> {
  const caller = { access, request, hasToken: await hasToken(access, request) };
  return isAllowed(caller, operation) ? undefined : createChallenge(request);
}

interface Caller {
  readonly access: AccessControl;
  readonly request: IncomingRequest;
  readonly hasToken: boolean;
}

function isAllowed(caller: Caller, { security }: Operation): boolean {
  const { securitySchemes } = caller.access.model;
  switch (security.kind) {
    case 'none':
      return true;
    case 'default':
      return (
        securitySchemes.length === 0 ||
        caller.hasToken ||
        securitySchemes.some((scheme) => satisfies(caller, scheme))
      );
    case 'schemes':
      return security.alternatives.some((requirements) =>
        requirements.every(({ scheme }) => {
          const declared = securitySchemes.find(({ name }) => name === scheme);
          return declared ? satisfies(caller, declared) : caller.hasToken;
        }),
      );
    default:
      return unreachable(security);
  }
}

function satisfies(caller: Caller, scheme: SecurityScheme): boolean {
  const { access, request } = caller;
  if (takesToken(scheme)) return caller.hasToken;
  if (scheme.kind === 'apiKey') return hasApiKey(scheme, request);
  // The SDK cannot send other schemes.
  return !isBasic(scheme) || hasBasicCredentials(access, request);
}

export function isBasic(scheme: SecurityScheme): boolean {
  return scheme.kind === 'http' && scheme.scheme === 'basic';
}

/** Is it met by a token of the token endpoint? */
export function takesToken(scheme: SecurityScheme): boolean {
  switch (scheme.kind) {
    case 'oauth2':
    case 'openIdConnect':
      return true;
    case 'http':
      return scheme.scheme === 'bearer';
    case 'apiKey':
      // ASP.NET documents often describe a bearer token as an API key in this header.
      return scheme.in === 'header' && scheme.wireName.toLowerCase() === 'authorization';
    case 'mutualTLS':
      return false;
    default:
      return unreachable(scheme);
  }
}

async function hasToken({ identity }: AccessControl, request: IncomingRequest): Promise<boolean> {
  const authorization = getAuthorization(request.headers);
  return authorization?.scheme === 'bearer' && (await identity.accepts(authorization.credentials));
}

function hasBasicCredentials({ credentials }: AccessControl, request: IncomingRequest): boolean {
  const authorization = getAuthorization(request.headers);
  const expected = `${credentials.clientId}:${credentials.clientSecret}`;
  return (
    authorization?.scheme === 'basic' &&
    Buffer.from(authorization.credentials, 'base64').toString('utf8') === expected
  );
}

/** Any key is accepted: a document says where a key is sent, not which keys are valid. */
function hasApiKey(
  scheme: Extract<SecurityScheme, { kind: 'apiKey' }>,
  request: IncomingRequest,
): boolean {
  switch (scheme.in) {
    case 'header':
      return Boolean(request.headers[scheme.wireName.toLowerCase()]);
    case 'query':
      return Boolean(new URLSearchParams(request.query).get(scheme.wireName));
    case 'cookie':
      return (request.headers.cookie ?? '')
        .split(';')
        .some((pair) => pair.trim().startsWith(`${scheme.wireName}=`));
    default:
      return unreachable(scheme.in);
  }
}

/** RFC 6750, section 3: no error code if the request has no token. ASP.NET sends no body. */
function createChallenge(request: IncomingRequest): OutgoingResponse {
  const authorization = getAuthorization(request.headers);
  return emptyResponse(401, {
    'WWW-Authenticate':
      authorization?.scheme === 'bearer' ? 'Bearer error="invalid_token"' : 'Bearer',
  });
}

/** At most so many requests in any period of so many milliseconds. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/** Counts the request. @returns a 429 if the limit is reached, which is not counted; undefined otherwise. */
export type RateLimiter = (target: string) => OutgoingResponse | undefined;

/**
 * Counts exactly, over a sliding window.
 * @param now milliseconds of a monotonic clock.
 */
export function createRateLimiter(
  { requests, perMs }: RateLimit,
  now: () => number = () => performance.now(),
): RateLimiter {
  const passed: number[] = [];
  return (target) => {
    const time = now();
    while (passed[0] !== undefined && passed[0] <= time - perMs) passed.shift();
    const oldest = passed.length < requests ? undefined : passed[0];
    if (oldest === undefined) {
      passed.push(time);
      return undefined;
    }
    // Whole seconds (RFC 9110, section 10.2.3), rounded up: a client that waits so long is not rejected again.
    const seconds = Math.max(1, Math.ceil((oldest + perMs - time) / 1_000));
    return problemResponse(429, target, { headers: { 'Retry-After': String(seconds) } });
  };
}
