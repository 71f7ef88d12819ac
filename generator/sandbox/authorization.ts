import type { OpenApiDocument } from './document.js';
import type { ApiModel, Operation, SecurityScheme } from '../model/model.js';
import { unreachable } from '../model/types.js';
import type { Credentials, Identity } from './identity/index.js';
import { empty, type Reply } from './reply.js';
import { authorizationOf, type ReceivedRequest } from './request.js';

export interface Gate {
  readonly model: ApiModel;
  readonly identity: Identity;
  readonly credentials: Credentials;
  /** What requests are held to beyond the model's types. */
  readonly document?: OpenApiDocument;
}

/** @returns the refusal, or undefined when the request may pass. */
export async function refusalOf(
  gate: Gate,
  operation: Operation,
  request: ReceivedRequest,
): Promise<Reply | undefined> {
  const caller = { gate, request, hasToken: await hasToken(gate, request) };
  return isAllowed(caller, operation) ? undefined : challenge(request);
}

interface Caller {
  readonly gate: Gate;
  readonly request: ReceivedRequest;
  readonly hasToken: boolean;
}

function isAllowed(caller: Caller, { security }: Operation): boolean {
  const { securitySchemes } = caller.gate.model;
  switch (security.kind) {
    case 'none':
      return true;
    case 'default':
      return securitySchemes.length === 0 || caller.hasToken;
    case 'schemes':
      return security.alternatives.some((requirements) =>
        requirements.every(({ scheme }) => {
          const known = securitySchemes.find(({ name }) => name === scheme);
          return known ? satisfies(caller, known) : caller.hasToken;
        }),
      );
    default:
      return unreachable(security);
  }
}

function satisfies(caller: Caller, scheme: SecurityScheme): boolean {
  const { gate, request } = caller;
  switch (scheme.kind) {
    case 'oauth2':
    case 'openIdConnect':
      return caller.hasToken;
    case 'http':
      return scheme.scheme === 'basic' ? hasBasic(gate, request) : caller.hasToken;
    case 'apiKey':
      // ASP.NET documents often describe a bearer token as an API key in this header.
      return scheme.in === 'header' && scheme.wireName.toLowerCase() === 'authorization'
        ? caller.hasToken
        : hasKey(scheme, request);
    default:
      return unreachable(scheme);
  }
}

async function hasToken({ identity }: Gate, request: ReceivedRequest): Promise<boolean> {
  const authorization = authorizationOf(request.headers);
  return authorization?.scheme === 'bearer' && (await identity.accepts(authorization.credentials));
}

function hasBasic({ credentials }: Gate, request: ReceivedRequest): boolean {
  const authorization = authorizationOf(request.headers);
  const expected = `${credentials.clientId}:${credentials.clientSecret}`;
  return (
    authorization?.scheme === 'basic' &&
    Buffer.from(authorization.credentials, 'base64').toString('utf8') === expected
  );
}

/** Any key opens: a document says where a key goes, not which keys there are. */
function hasKey(
  scheme: Extract<SecurityScheme, { kind: 'apiKey' }>,
  request: ReceivedRequest,
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

/** RFC 6750, section 3: without a token no error is told; ASP.NET sends no body. */
function challenge(request: ReceivedRequest): Reply {
  const authorization = authorizationOf(request.headers);
  return empty(401, {
    'WWW-Authenticate':
      authorization?.scheme === 'bearer' ? 'Bearer error="invalid_token"' : 'Bearer',
  });
}
