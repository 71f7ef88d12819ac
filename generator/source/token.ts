import { DownloadError } from '../errors.js';
import { bareUrl } from './http.js';
import { givenUrl } from './addresses.js';
import { decodeText } from './charset.js';
import type { Credentials, Network } from './context.js';
import { sendPatiently } from './patience.js';
import { statusText } from './status-text.js';
import { quoted, redactUrl, scrubbed } from './wording.js';

/** What the codes of RFC 6749, section 5.2, mean for the reader. */
const HINTS: Readonly<Record<string, string>> = {
  invalid_client:
    'The client id or the secret is wrong, or they are those of another environment: check OPTIMUM_CLIENT_ID and OPTIMUM_CLIENT_SECRET.',
  unauthorized_client: 'This client may not use client_credentials: ask for one that may.',
  unsupported_grant_type:
    'The server does not know client_credentials: is it the right token endpoint?',
  invalid_scope: 'The client has no scope that the server grants by default: ask the vendor.',
  invalid_request: 'The server did not understand the request: is it the right token endpoint?',
};

/**
 * A token for documents that ask for one: grant `client_credentials` (RFC 6749, section 4.4), sent as a
 * form, which the common servers all accept. Redirects are not followed: they would carry the secret away.
 *
 * @throws DownloadError that explains the server's error and holds neither secret nor token.
 */
export async function fetchToken(
  tokenUrl: string,
  { clientId, clientSecret }: Credentials,
  network: Network,
): Promise<string> {
  const url = bareUrl(givenUrl(tokenUrl));
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  }).toString();
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const reply = await sendPatiently({ method: 'POST', url, headers, body }, network);
  const text = decodeText(reply.bytes, reply.headers.get('content-type'));
  const fields = fieldsOf(text);
  const token = fields['access_token'];
  // RFC 6750, section 2.1; anything else could not be sent as a header.
  const isToken = typeof token === 'string' && /^[\x21-\x7e]+$/.test(token);
  if (reply.status === 200 && isToken) return token;

  const code = typeof fields['error'] === 'string' ? fields['error'] : undefined;
  const secrets = [clientSecret, ...(typeof token === 'string' ? [token] : [])];
  const what =
    typeof token === 'string' ? 'with a token that cannot be sent' : tellable(text, secrets);
  throw new DownloadError(`POST ${redactUrl(url)} answered ${statusText(reply.status)}: ${what}.`, {
    hint:
      HINTS[code ?? ''] ??
      'An access_token was expected; is this the token endpoint of the environment?',
  });
}

function tellable(text: string, secrets: readonly string[]): string {
  return quoted(scrubbed(text, secrets));
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
