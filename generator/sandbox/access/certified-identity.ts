import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Adapter, AdapterConstructor, AdapterPayload } from 'oidc-provider' with {
  'resolution-mode': 'import',
};
import { toError } from '../http-server.js';
import type { IncomingRequest } from '../incoming-request.js';
import { jsonResponse, type Json, type OutgoingResponse } from '../outgoing-response.js';
import {
  createTokenError,
  createUncachedResponse,
  DISCOVERY_PATH,
  EXPIRES_IN,
  readCredentials,
  TOKEN_PATH,
  validateGrant,
  validateTokenRequest,
  type Credentials,
  type Identity,
  type TokenErrorCode,
} from './identity.js';

const JWKS_PATH = '/.well-known/openid-configuration/jwks';
const INTROSPECTION_PATH = '/connect/introspect';
const REVOCATION_PATH = '/connect/revocation';

/**
 * The certified OAuth server `oidc-provider`, configured like the vendor's identity server and with
 * IdentityServer's error responses. Its keys are new at each start, so its tokens end with the process.
 *
 * @param url of the sandbox; ends in a slash.
 */
export async function createCertifiedIdentity(
  { clientId, clientSecret }: Credentials,
  url: string,
): Promise<Identity> {
  // An ES module, which `require` cannot load on every Node.js version that this program supports. Loading
  // it takes a quarter of a second, which only the `sandbox` command needs.
  const { default: Provider } = await import('oidc-provider');
  const tokens = new TokenStore();
  const provider = new Provider(url.slice(0, -1), {
    adapter: tokens.adapter,
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
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      introspection: { enabled: true },
      revocation: { enabled: true },
      userinfo: { enabled: false },
    },
    jwks: { keys: [createSigningKey()] },
    responseTypes: [],
    routes: {
      token: TOKEN_PATH,
      jwks: JWKS_PATH,
      introspection: INTROSPECTION_PATH,
      revocation: REVOCATION_PATH,
    },
    ttl: { ClientCredentials: EXPIRES_IN },
  });
  // The provider needs an HTTP server, so it listens on another port of the loopback address.
  const handle = provider.callback();
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(toError(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { host } = new URL(url);
  const forwardedPaths = new Set([DISCOVERY_PATH, JWKS_PATH, INTROSPECTION_PATH, REVOCATION_PATH]);
  return {
    issueToken: async (request) => {
      const error = validateTokenRequest(request);
      if (error) return createTokenError(error);
      const response = await forwardRequest(request, { port, path: TOKEN_PATH, host });
      return toIdentityServerResponse(request, response);
    },
    handleDiscovery: async (request) =>
      forwardedPaths.has(request.path)
        ? forwardRequest(request, { port, path: request.path, host })
        : undefined,
    accepts: async (token) => (await provider.ClientCredentials.find(token))?.isValid ?? false,
    revoke: () => {
      tokens.clear();
      return Promise.resolve();
    },
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** The provider's response as IdentityServer would send it. */
function toIdentityServerResponse(
  request: IncomingRequest,
  response: OutgoingResponse,
): OutgoingResponse {
  const body = JSON.parse(Buffer.from(response.body).toString('utf8')) as Readonly<
    Record<string, Json>
  >;
  if (response.status === 200) {
    // `scope` is left out: it is always the requested one (RFC 6749, section 5.1).
    const { access_token = '', expires_in = 0, token_type = '' } = body;
    return createUncachedResponse(200, { access_token, expires_in, token_type });
  }
  switch (body['error']) {
    case 'invalid_client':
      return createTokenError('invalid_client');
    case 'invalid_scope':
      return createTokenError('invalid_scope');
    case 'invalid_request':
    case 'unsupported_grant_type':
    case 'unauthorized_client':
      return createTokenError(validateGrant(request) ?? getClientError(request));
    default:
      return jsonResponse(response.status, body);
  }
}

/** A client may authenticate by one method only (RFC 6749, section 2.3). */
function getClientError(request: IncomingRequest): TokenErrorCode {
  return readCredentials(request) === undefined ? 'invalid_client' : 'invalid_request';
}

function createSigningKey(): Readonly<Record<string, unknown>> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' };
}

/** Headers that apply to one connection (RFC 9110, section 7.6.1), and those of CORS, which are the sandbox's own. */
const OWN_HEADERS = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'origin',
  'transfer-encoding',
  'vary',
]);

/** Forwards a request to another server on loopback, with the Host header that the client used. */
async function forwardRequest(
  { method, query, headers, body }: IncomingRequest,
  target: { readonly port: number; readonly path: string; readonly host: string },
): Promise<OutgoingResponse> {
  return new Promise((resolve, reject) => {
    const forwarded = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name));
    const outgoing = sendRequest(
      {
        host: '127.0.0.1',
        port: target.port,
        path: query === '' ? target.path : `${target.path}?${query}`,
        method,
        headers: {
          ...Object.fromEntries(forwarded),
          host: target.host,
          'content-length': body.byteLength,
        },
      },
      (response) => {
        const chunks: Uint8Array[] = [];
        response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 502,
            headers: Object.fromEntries(
              Object.entries(response.headers)
                .filter(([name]) => !OWN_HEADERS.has(name))
                .map(([name, value]) => [name, [value ?? []].flat().join(', ')]),
            ),
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A limit, so that a sandbox can run for weeks; beyond it the oldest token is removed. */
const MAX_STORED = 10_000;

/** The provider's storage in memory. */
class TokenStore {
  readonly #stored = new Map<string, AdapterPayload>();

  /** The provider creates one adapter for each kind of object; all share one map. */
  get adapter(): AdapterConstructor {
    const stored = this.#stored;
    return class StoreAdapter implements Adapter {
      readonly #kind: string;

      constructor(kind: string) {
        this.#kind = kind;
      }

      upsert(id: string, payload: AdapterPayload): Promise<void> {
        const [oldest] = stored.keys();
        if (stored.size === MAX_STORED && oldest !== undefined) stored.delete(oldest);
        stored.set(this.#key(id), payload);
        return Promise.resolve();
      }

      find(id: string): Promise<AdapterPayload | undefined> {
        return Promise.resolve(stored.get(this.#key(id)));
      }

      destroy(id: string): Promise<void> {
        stored.delete(this.#key(id));
        return Promise.resolve();
      }

      /* For users who log in. The sandbox has none. */
      findByUserCode = findNothing;
      findByUid = findNothing;
      consume = findNothing;
      revokeByGrantId = findNothing;

      #key(id: string): string {
        return `${this.#kind} ${id}`;
      }
    };
  }

  clear(): void {
    this.#stored.clear();
  }
}

function findNothing(): Promise<undefined> {
  return Promise.resolve(undefined);
}
