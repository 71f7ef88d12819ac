// The certified OAuth server `oidc-provider` on a loopback address, configured like the vendor's identity server, and an API that
// accepts its tokens.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const LIFE_S = 30_734_400;
const [secret] = process.argv.slice(2);

const client = (client_id, grant_types = ['client_credentials']) => ({
  client_id,
  client_secret: secret,
  grant_types,
  redirect_uris: grant_types.includes('authorization_code') ? ['https://localhost/back'] : [],
  response_types: grant_types.includes('authorization_code') ? ['code'] : [],
  scope: 'fleet.read',
  token_endpoint_auth_method: 'client_secret_post',
});

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(url, {
    clients: [client('fleet'), client('brief'), client('person', ['authorization_code'])],
    scopes: ['fleet.read', 'fleet.burn'],
    features: {
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      introspection: { enabled: true },
      devInteractions: { enabled: false },
    },
    routes: { token: '/connect/token', revocation: '/connect/revocation' },
    ttl: { ClientCredentials: (_, __, { clientId }) => (clientId === 'brief' ? 40 : LIFE_S) },
  });
  const identity = provider.callback();
  server.on('request', async (request, response) => {
    if (request.url.startsWith('/connect/')) return identity(request, response);
    const [, value] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    const token = value && (await provider.ClientCredentials.find(value));
    response.writeHead(token?.isValid ? 200 : 401, { 'content-type': 'application/json' });
    const { jti: registrationNumber, scope: brand = null } = token ?? {};
    response.end(token?.isValid ? JSON.stringify([{ registrationNumber, brand }]) : '');
  });
  process.stdout.write(`${url}\n`);
});
