import { createHmac } from 'node:crypto';
import { getAuthorization, getMediaType, type IncomingRequest } from '../incoming-request.js';
import { jsonResponse, type Json, type OutgoingResponse } from '../outgoing-response.js';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The token endpoint's path in the vendor's guide. */
export const TOKEN_PATH = '/connect/token';
/** OpenID Connect Discovery 1.0, section 4. */
export const DISCOVERY_PATH = '/.well-known/openid-configuration';

/** Seconds, about a year, as in the vendor's guide. */
export const EXPIRES_IN = 30_734_400;

/** Issues tokens to the sandbox's only client, and checks them. */
export interface Identity {
  /** The response of the token endpoint. Never rejects, whatever a client sends. */
  issueToken(request: IncomingRequest): Promise<OutgoingResponse>;
  /** The discovery document and what it refers to; undefined for any other path. */
  handleDiscovery(request: IncomingRequest): Promise<OutgoingResponse | undefined>;
  /** True for a token that was issued to this client and is not revoked. */
  accepts(token: string): Promise<boolean>;
  /** Revokes every token issued so far. */
  revoke(): Promise<void>;
  close(): Promise<void>;
}

/** Not a secret: the signature only makes a made-up token recognizable. */
const SIGNING_KEY = 'optimum-sdk-generator sandbox';

/**
 * A small identity server: `client_credentials` for one client. It starts at once and issues the same tokens
 * in every run, for tests that keep tokens and for `generate`, which only downloads the document. The
 * `sandbox` command uses `certified-identity.ts`, which sends the same error responses.
 */
export class BuiltInIdentity implements Identity {
  readonly #credentials: Credentials;
  /** Ends in a slash. */
  readonly #url: string;
  #issued = 0;
  #revocations = 0;

  constructor(credentials: Credentials, url: string) {
    this.#credentials = credentials;
    this.#url = url;
  }

  issueToken(request: IncomingRequest): Promise<OutgoingResponse> {
    const error =
      validateTokenRequest(request) ?? this.#validateClient(request) ?? validateGrant(request);
    if (error) return Promise.resolve(createTokenError(error));
    const token = {
      access_token: this.#createToken(),
      expires_in: EXPIRES_IN,
      token_type: 'Bearer',
    };
    return Promise.resolve(createUncachedResponse(200, token));
  }

  handleDiscovery({ method, path }: IncomingRequest): Promise<OutgoingResponse | undefined> {
    if (method !== 'GET' || path !== DISCOVERY_PATH) return Promise.resolve(undefined);
    const document = {
      issuer: this.#url.slice(0, -1),
      token_endpoint: new URL(TOKEN_PATH, this.#url).href,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    };
    return Promise.resolve(jsonResponse(200, document));
  }

  /** Accepts the tokens of an earlier run too, for a program that kept one. */
  accepts(token: string): Promise<boolean> {
    const [header = '', payload = '', signature, ...more] = token.split('.');
    if (more.length > 0 || signature !== sign(header, payload)) return Promise.resolve(false);
    const claims = readClaims(payload);
    const isOwn = claims?.client_id === this.#credentials.clientId;
    return Promise.resolve(isOwn && (claims.after ?? 0) === this.#revocations);
  }

  revoke(): Promise<void> {
    this.#revocations += 1;
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #validateClient(request: IncomingRequest): TokenErrorCode | undefined {
    const { clientId, clientSecret } = this.#credentials;
    const sent = readCredentials(request);
    const isClient = sent?.clientId === clientId && sent.clientSecret === clientSecret;
    return isClient ? undefined : 'invalid_client';
  }

  #createToken(): string {
    this.#issued += 1;
    const header = encode({ typ: 'JWT', alg: 'HS256' });
    const payload = encode({
      client_id: this.#credentials.clientId,
      jti: String(this.#issued),
      ...(this.#revocations > 0 && { after: this.#revocations }),
    });
    return `${header}.${payload}.${sign(header, payload)}`;
  }
}

function encode(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function sign(header: string, payload: string): string {
  return createHmac('sha256', SIGNING_KEY).update(`${header}.${payload}`).digest('base64url');
}

interface Claims {
  readonly client_id?: string;
  /** The number of revocations before it was issued. */
  readonly after?: number;
}

/** Call it only after the signature is checked: then the payload is what `#createToken` wrote. */
function readClaims(payload: string): Claims | undefined {
  const value: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return typeof value === 'object' && value !== null ? value : undefined;
}

/* The error responses of IdentityServer and Duende: status 400 and a code, whatever the error. */

/** IdentityServer's limit for a client id and for a secret, in characters. */
const MAX_CREDENTIAL_LENGTH = 100;

/** RFC 6749, section 5.2. */
export type TokenErrorCode =
  | 'invalid_client'
  | 'invalid_request'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

/** Grants that IdentityServer supports, but not for this client. */
const OTHER_GRANTS = new Set([
  'authorization_code',
  'password',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
]);

/** Checks the form of a token request, before the credentials are compared. */
export function validateTokenRequest(request: IncomingRequest): TokenErrorCode | undefined {
  if (request.method !== 'POST') return 'invalid_request';
  if (getMediaType(request.headers) !== 'application/x-www-form-urlencoded')
    return 'invalid_request';
  const credentials = readCredentials(request);
  const isValid =
    credentials !== undefined &&
    credentials.clientSecret !== '' &&
    credentials.clientId.length <= MAX_CREDENTIAL_LENGTH &&
    credentials.clientSecret.length <= MAX_CREDENTIAL_LENGTH;
  return isValid ? undefined : 'invalid_client';
}

/** Checks the grant; call it after the credentials are accepted. */
export function validateGrant(request: IncomingRequest): TokenErrorCode | undefined {
  const grant = parseForm(request).get('grant_type') ?? '';
  if (OTHER_GRANTS.has(grant)) return 'unauthorized_client';
  return grant === 'client_credentials' ? undefined : 'unsupported_grant_type';
}

/** From the Authorization header (Basic), or else from the form. */
export function readCredentials(request: IncomingRequest): Credentials | undefined {
  return readBasicCredentials(request) ?? readFormCredentials(parseForm(request));
}

export function createTokenError(error: TokenErrorCode): OutgoingResponse {
  return createUncachedResponse(400, { error });
}

/** No cache may store a token (RFC 6749, section 5.1). */
export function createUncachedResponse(status: number, value: Json): OutgoingResponse {
  return jsonResponse(status, value, {
    'Cache-Control': 'no-store, no-cache, max-age=0',
    Pragma: 'no-cache',
  });
}

function parseForm(request: IncomingRequest): URLSearchParams {
  return new URLSearchParams(Buffer.from(request.body).toString('utf8'));
}

/** Client id and secret are form-encoded (RFC 6749, section 2.3.1), so an unencoded `+` is a space. */
function readBasicCredentials(request: IncomingRequest): Credentials | undefined {
  const authorization = getAuthorization(request.headers);
  if (authorization?.scheme !== 'basic') return undefined;
  const [id = '', ...rest] = Buffer.from(authorization.credentials, 'base64')
    .toString('utf8')
    .split(':');
  return { clientId: formDecode(id), clientSecret: formDecode(rest.join(':')) };
}

function readFormCredentials(form: URLSearchParams): Credentials | undefined {
  const clientId = form.get('client_id');
  return clientId === null
    ? undefined
    : { clientId, clientSecret: form.get('client_secret') ?? '' };
}

function formDecode(text: string): string {
  return new URLSearchParams(`value=${text.replaceAll('&', '%26')}`).get('value') ?? '';
}
