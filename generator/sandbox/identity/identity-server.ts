import { json, type Json, type Reply } from '../reply.js';
import { authorizationOf, mediaTypeOf, type ReceivedRequest } from '../request.js';
import type { Credentials } from './identity.js';

/** How IdentityServer and Duende refuse a token, whoever issues it: status 400 and a code, for every error. */

/** Characters: IdentityServer's limit for a client's id and secret. */
const MAX_LENGTH = 100;

/** RFC 6749, section 5.2. */
export type TokenErrorCode =
  | 'invalid_client'
  | 'invalid_request'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

/** Grants that IdentityServer knows, but not for a client of this kind. */
const OTHER_GRANTS = new Set([
  'authorization_code',
  'password',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
]);

/** What is wrong with a token request before anybody looks at who the client is. */
export function requestError(request: ReceivedRequest): TokenErrorCode | undefined {
  if (request.method !== 'POST') return 'invalid_request';
  if (mediaTypeOf(request.headers) !== 'application/x-www-form-urlencoded')
    return 'invalid_request';
  const given = credentialsOf(request);
  const isSound =
    given !== undefined &&
    given.clientSecret !== '' &&
    given.clientId.length <= MAX_LENGTH &&
    given.clientSecret.length <= MAX_LENGTH;
  return isSound ? undefined : 'invalid_client';
}

/** What is wrong with the grant; call it when the client is known to be the right one. */
export function grantError(request: ReceivedRequest): TokenErrorCode | undefined {
  const grant = formOf(request).get('grant_type') ?? '';
  if (OTHER_GRANTS.has(grant)) return 'unauthorized_client';
  return grant === 'client_credentials' ? undefined : 'unsupported_grant_type';
}

/** By Basic, or else by form. */
export function credentialsOf(request: ReceivedRequest): Credentials | undefined {
  return basicCredentials(request) ?? formCredentials(formOf(request));
}

export function refused(error: TokenErrorCode): Reply {
  return unstored(400, { error });
}

/** RFC 6749, section 5.1: nothing on the way may keep a token. */
export function unstored(status: number, value: Json): Reply {
  return json(status, value, {
    'Cache-Control': 'no-store, no-cache, max-age=0',
    Pragma: 'no-cache',
  });
}

function formOf(request: ReceivedRequest): URLSearchParams {
  return new URLSearchParams(Buffer.from(request.body).toString('utf8'));
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
