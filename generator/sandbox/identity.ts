import { createHmac } from 'node:crypto';
import { authorizationOf, mediaTypeOf, type ReceivedRequest } from './request.js';
import { json, type Json, type Reply } from './reply.js';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The token endpoint's path, as the vendor's guide gives it. */
export const TOKEN_PATH = '/connect/token';

/** Seconds: what the vendor's guide shows, about a year. */
const EXPIRES_IN = 30_734_400;
/** Characters: IdentityServer's limit for a client's id and secret, and for a grant type. */
const MAX_LENGTH = 100;
/** Guards nothing: it makes tokens the same on every machine. */
const SIGNING_KEY = 'optimum-sdk-generator sandbox';

/** RFC 6749, section 5.2. */
type TokenErrorCode =
  'invalid_client' | 'invalid_request' | 'unauthorized_client' | 'unsupported_grant_type';

/** Grants that IdentityServer knows, but not for a client of this kind. */
const OTHER_GRANTS = new Set([
  'authorization_code',
  'password',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
]);

/**
 * The identity server: `client_credentials` for one client, by form or Basic. It fails as IdentityServer
 * and Duende do: every error is status 400 with a code. Its tokens are the same in every run.
 */
export class Identity {
  readonly #credentials: Credentials;
  #issued = 0;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /** Answers the token endpoint. Never throws for what a client sends. */
  answer(request: ReceivedRequest): Reply {
    if (request.method !== 'POST') return refused('invalid_request');
    if (mediaTypeOf(request.headers) !== 'application/x-www-form-urlencoded') {
      return refused('invalid_request');
    }
    const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
    if (!this.#isClient(basicCredentials(request) ?? formCredentials(form))) {
      return refused('invalid_client');
    }
    const grant = form.get('grant_type') ?? '';
    if (OTHER_GRANTS.has(grant)) return refused('unauthorized_client');
    if (grant !== 'client_credentials') return refused('unsupported_grant_type');
    return unstored(200, {
      access_token: this.#issue(),
      expires_in: EXPIRES_IN,
      token_type: 'Bearer',
    });
  }

  /** True for a token that this identity server, in this run or an earlier one, has issued to this client. */
  accepts(token: string): boolean {
    const [header = '', payload = '', signature] = token.split('.');
    return (
      token.split('.').length === 3 &&
      signature === signatureOf(header, payload) &&
      claimsOf(payload)?.client_id === this.#credentials.clientId
    );
  }

  #isClient(given: Credentials | undefined): boolean {
    const { clientId, clientSecret } = this.#credentials;
    return (
      given !== undefined &&
      given.clientId.length <= MAX_LENGTH &&
      given.clientSecret.length <= MAX_LENGTH &&
      given.clientId === clientId &&
      given.clientSecret === clientSecret
    );
  }

  #issue(): string {
    this.#issued += 1;
    const header = encoded({ typ: 'JWT', alg: 'HS256' });
    const payload = encoded({ client_id: this.#credentials.clientId, jti: String(this.#issued) });
    return `${header}.${payload}.${signatureOf(header, payload)}`;
  }
}

/** RFC 6749, section 2.3.1: both halves are form-encoded; one that is not, and has a `+`, is read as a space. */
function basicCredentials(request: ReceivedRequest): Credentials | undefined {
  const authorization = authorizationOf(request.headers);
  if (authorization?.scheme !== 'basic') return undefined;
  const [id = '', ...rest] = Buffer.from(authorization.credentials, 'base64')
    .toString('utf8')
    .split(':');
  return { clientId: formDecoded(id), clientSecret: formDecoded(rest.join(':')) };
}

function formCredentials(form: URLSearchParams): Credentials | undefined {
  const clientId = form.get('client_id');
  return clientId === null
    ? undefined
    : { clientId, clientSecret: form.get('client_secret') ?? '' };
}

function formDecoded(text: string): string {
  return new URLSearchParams(`value=${text.replaceAll('&', '%26')}`).get('value') ?? '';
}

function refused(error: TokenErrorCode): Reply {
  return unstored(400, { error });
}

/** RFC 6749, section 5.1: nothing on the way may keep a token. */
function unstored(status: number, value: Json): Reply {
  return json(status, value, {
    'Cache-Control': 'no-store, no-cache, max-age=0',
    Pragma: 'no-cache',
  });
}

function encoded(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signatureOf(header: string, payload: string): string {
  return createHmac('sha256', SIGNING_KEY).update(`${header}.${payload}`).digest('base64url');
}

/** Read only behind a signature that fits, so it is what `#issue` wrote. */
function claimsOf(payload: string): { readonly client_id?: string } | undefined {
  const value: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return typeof value === 'object' && value !== null ? value : undefined;
}
