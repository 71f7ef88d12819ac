import { DownloadError } from '../errors.js';
import { decodeText, withoutCredentials } from './http.js';
import { parseGivenUrl } from './addresses.js';
import type { Credentials, Login, Network } from './context.js';
import { sendWithRetries } from './retry.js';
import { formatStatus } from './send-once.js';
import { quoteFirstLine, redactSecrets, redactUrl } from './redact.js';

/** What to do about the error codes of RFC 6749, section 5.2. */
const HINTS: Readonly<Record<string, string>> = {
  invalid_client: 'The client id or the secret is wrong, or belongs to another environment.',
  unauthorized_client: 'This client may not use client_credentials. Ask for one that may.',
  unsupported_grant_type:
    'The server does not support client_credentials. Check the URL of the token endpoint.',
  invalid_scope:
    'The server grants this client no scope by default. Ask whoever issued the credentials.',
  invalid_request:
    'The server did not understand the request. Check the URL of the token endpoint.',
};

/**
 * Fetches a token with the `client_credentials` grant (RFC 6749, section 4.4). Redirects are not followed, because they
 * would send the secret elsewhere.
 *
 * @throws DownloadError that explains the server's error and contains neither secret nor token.
 */
export async function fetchToken(
  {
    tokenUrl,
    tokenParameters,
    clientAuthentication,
    variablePrefix,
    credentials: { clientId, clientSecret },
  }: Login & { readonly credentials: Credentials },
  network: Network,
): Promise<string> {
  const url = withoutCredentials(parseGivenUrl(tokenUrl));
  const isBasic = clientAuthentication === 'basic';
  const pair = btoa([clientId, clientSecret].map(formEncode).join(':'));
  const body = new URLSearchParams({
    ...tokenParameters,
    grant_type: 'client_credentials',
    ...(!isBasic && { client_id: clientId, client_secret: clientSecret }),
  }).toString();
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    ...(isBasic && { authorization: `Basic ${pair}` }),
  };
  const response = await sendWithRetries({ method: 'POST', url, headers, body }, network);
  const text = decodeText(response.bytes, response.headers.get('content-type'));
  const fields = parseFields(text);
  const token = fields['access_token'];
  // RFC 6750, section 2.1: other characters cannot be sent in a header.
  const isToken = typeof token === 'string' && /^[\x21-\x7e]+$/.test(token);
  if (response.status === 200 && isToken) return token;

  const code = typeof fields['error'] === 'string' ? fields['error'] : undefined;
  const secrets = [clientSecret, pair, ...(typeof token === 'string' ? [token] : [])];
  const what =
    typeof token === 'string' ? 'a token that cannot be sent' : quoteWithoutSecrets(text, secrets);
  const variables = `${variablePrefix}_CLIENT_ID and ${variablePrefix}_CLIENT_SECRET`;
  const hint =
    HINTS[code ?? ''] ?? 'An access_token was expected. Check the URL of the token endpoint.';
  throw new DownloadError(
    `POST ${redactUrl(url)} returned ${formatStatus(response.status)}: ${what}.`,
    { hint: code === 'invalid_client' ? `${hint} Check ${variables}.` : hint },
  );
}

/** Encodes one value as a form has it, as RFC 6749, section 2.3.1, wants it in a header. */
function formEncode(value: string): string {
  return new URLSearchParams({ '': value }).toString().slice(1);
}

function quoteWithoutSecrets(text: string, secrets: readonly string[]): string {
  return quoteFirstLine(redactSecrets(text, secrets));
}

function parseFields(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
