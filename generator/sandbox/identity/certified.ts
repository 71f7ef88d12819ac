import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, type Json, type Reply } from '../reply.js';
import type { ReceivedRequest } from '../request.js';
import { forward } from './forward.js';
import {
  DISCOVERY_PATH,
  EXPIRES_IN,
  TOKEN_PATH,
  type Credentials,
  type Identity,
} from './identity.js';
import {
  credentialsOf,
  grantError,
  refused,
  requestError,
  unstored,
  type TokenErrorCode,
} from './identity-server.js';
import { TokenShelf } from './shelf.js';

const JWKS_PATH = '/.well-known/openid-configuration/jwks';

/**
 * The certified OAuth server `oidc-provider`, set as the vendor's identity server is, behind IdentityServer's
 * words. Loads it: a quarter of a second that only the `sandbox` command pays. Keys are made up at each
 * start, so tokens end with it.
 *
 * @param url where the sandbox answers; ends in a slash.
 */
export async function createCertifiedIdentity(
  { clientId, clientSecret }: Credentials,
  url: string,
): Promise<Identity> {
  // ESM only: a `require` cannot load it on every Node that this program runs on.
  const { default: Provider } = await import('oidc-provider');
  const shelf = new TokenShelf();
  const provider = new Provider(url.slice(0, -1), {
    adapter: shelf.adapter,
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        grant_types: ['client_credentials'],
        id_token_signed_response_alg: 'ES256',
        redirect_uris: [],
        response_types: [],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    // The documentation page asks from its own origin, which a browser names in its requests.
    clientBasedCORS: () => true,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      introspection: { enabled: true },
      revocation: { enabled: true },
      userinfo: { enabled: false },
    },
    jwks: { keys: [signingKey()] },
    responseTypes: [],
    routes: {
      token: TOKEN_PATH,
      jwks: JWKS_PATH,
      introspection: '/connect/introspect',
      revocation: '/connect/revocation',
    },
    ttl: { ClientCredentials: EXPIRES_IN },
  });
  // It speaks HTTP with whoever asks, so it listens too: on loopback, on a port that nobody is told.
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ask = (request: ReceivedRequest, path = request.path) =>
    forward(request, { port, path, host: new URL(url).host });
  const others = new Set([DISCOVERY_PATH, JWKS_PATH, '/connect/introspect', '/connect/revocation']);
  return {
    token: async (request) => {
      const early = requestError(request);
      return early ? refused(early) : worded(request, await ask(request, TOKEN_PATH));
    },
    discovery: async (request) => (others.has(request.path) ? ask(request) : undefined),
    accepts: async (token) => (await provider.ClientCredentials.find(token))?.isValid ?? false,
    revoke: async () => shelf.clear(),
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** The provider's answer as IdentityServer would have put it. */
function worded(request: ReceivedRequest, reply: Reply): Reply {
  const answer = JSON.parse(Buffer.from(reply.body).toString('utf8')) as Readonly<
    Record<string, Json>
  >;
  if (reply.status === 200) {
    // A scope is said only where it is another than was asked for (RFC 6749, section 5.1): it never is.
    const { access_token = '', expires_in = 0, token_type = '' } = answer;
    return unstored(200, { access_token, expires_in, token_type });
  }
  switch (answer['error']) {
    case 'invalid_client':
      return refused('invalid_client');
    case 'invalid_scope':
      return refused('invalid_scope');
    case 'invalid_request':
    case 'unsupported_grant_type':
    case 'unauthorized_client':
      return refused(grantError(request) ?? mixedUp(request));
    default:
      return json(reply.status, answer);
  }
}

/** RFC 6749, section 2.3: one way of saying who one is at a time. */
function mixedUp(request: ReceivedRequest): TokenErrorCode {
  return credentialsOf(request) === undefined ? 'invalid_client' : 'invalid_request';
}

function signingKey(): Readonly<Record<string, unknown>> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' };
}
