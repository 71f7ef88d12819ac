// The certified OAuth server `oidc-provider`, once for each identity server of docs/identity-servers.md and set up like it, and an
// API that accepts their tokens: all on one loopback address. A request names the host that it was meant for in `X-Forwarded-Host`.
import { createServer } from 'node:http';
import Provider, { errors } from 'oidc-provider';

/** The public key of the client that signs assertions, as a JWK, and the thumbprint of its certificate. */
const [publicKey, thumbprint] = process.argv.slice(2);

const ENTRA = '/7f3b1c52-0d4e-4a58-9d0c-3a1e5b6c7d8e';
const SERVERS = {
  'id.example.com': {
    token: '/connect/token',
    scopes: ['fleet.read', 'fleet.write'],
    resource: 'urn:fleet',
    client: { scope: 'fleet.read', token_endpoint_auth_method: 'client_secret_post' },
  },
  'keycloak.example.com': {
    token: '/realms/fleet/protocol/openid-connect/token',
    client: { token_endpoint_auth_method: 'client_secret_basic' },
  },
  'example.eu.auth0.com': {
    token: '/oauth/token',
    resource: 'https://api.example.com/',
    client: { token_endpoint_auth_method: 'client_secret_post' },
  },
  'login.microsoftonline.com': {
    token: `${ENTRA}/oauth2/v2.0/token`,
    scopes: ['api://fleet/.default'],
    client: {
      client_id: '0b9c1d2e-3f40-4152-8637-48596a7b8c9d',
      client_secret: undefined,
      scope: 'api://fleet/.default',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'PS256',
      jwks: { keys: [JSON.parse(publicKey)] },
    },
  },
};

/** Auth0 has `audience` in place of the `resource` of RFC 8707. Neither server grants a token for no resource. */
const resourceIndicators = (resource) => ({
  enabled: true,
  defaultResource: ({ oidc }) => oidc.body.audience ?? 'urn:none',
  getResourceServerInfo: (_, indicator) => {
    if (indicator !== resource) throw new errors.InvalidTarget();
    return { scope: 'fleet.read', audience: indicator, accessTokenFormat: 'opaque' };
  },
});

function createProvider(host, { token, scopes = [], resource, client }) {
  const provider = new Provider(`https://${host}`, {
    clients: [
      {
        client_id: 'fleet-job',
        client_secret: 'the-secret',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        ...client,
      },
    ],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    scopes,
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      ...(resource && { resourceIndicators: resourceIndicators(resource) }),
    },
    routes: { token },
    assertJwtClientAuthClaimsAndHeader: (ctx, claims, header) => {
      if (header['x5t#S256'] !== thumbprint)
        throw new errors.InvalidClientAuth('another certificate');
      if (claims.aud !== `https://${host}${token}`)
        throw new errors.InvalidClientAuth('another audience');
    },
  });
  provider.proxy = true;
  return provider;
}

const providers = new Map(
  Object.entries(SERVERS).map(([host, server]) => [host, createProvider(host, server)]),
);
const callbacks = new Map([...providers].map(([host, provider]) => [host, provider.callback()]));

async function findToken(value) {
  for (const provider of providers.values()) {
    const token = await provider.ClientCredentials.find(value);
    if (token) return token;
  }
}

const server = createServer(async (request, response) => {
  const identity = callbacks.get(request.headers['x-forwarded-host']);
  if (identity) return identity(request, response);
  const [, value] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  const token = value && (await findToken(value));
  response.writeHead(token?.isValid ? 200 : 401, { 'content-type': 'application/json' });
  const { jti: registrationNumber, scope: brand = null, aud: model = null } = token ?? {};
  response.end(token?.isValid ? JSON.stringify([{ registrationNumber, brand, model }]) : '');
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
