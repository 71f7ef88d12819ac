import { startCommand } from '../testing/command.js';
import { authorized, openSandbox } from '../testing/open.js';

/** Both identity servers, the certified one in the command, get the same requests and send the same responses. */
const COMMAND = startCommand([]);
const IDENTITIES = {
  'built-in': async () => (await openSandbox()).url,
  certified: async () => (await COMMAND).url,
} as const;

const RIGHT = {
  client_id: 'sandbox-client',
  client_secret: 'sandbox-secret',
  grant_type: 'client_credentials',
};
const WITHOUT_CLIENT = { grant_type: 'client_credentials' };

async function requestToken(init: RequestInit, url: string) {
  const response = await fetch(new URL('/connect/token', url), init);
  return { response, body: (await response.json()) as Record<string, unknown> };
}

function form(fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', body: new URLSearchParams(fields), headers };
}

function basic(id: string, secret: string): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

describe.each(['built-in', 'certified'] as const)('the token endpoint (%s)', (identity) => {
  const send = async (init: RequestInit) => requestToken(init, await IDENTITIES[identity]());

  it.each([
    ['a form', form(RIGHT)],
    ['Basic', form(WITHOUT_CLIENT, basic('sandbox-client', 'sandbox-secret'))],
    ['Basic, form-encoded', form(WITHOUT_CLIENT, basic('sandbox%2Dclient', 'sandbox%2Dsecret'))],
    ['a scope', form({ ...RIGHT, scope: 'api' })],
    ['a request of a page in a browser', form(RIGHT, { Origin: 'http://127.0.0.1:4010' })],
  ])('issues a token for %s, as documented', async (_case, init) => {
    const { response, body } = await send(init);
    expect(response.status).toBe(200);
    expect(Object.keys(body)).toEqual(['access_token', 'expires_in', 'token_type']);
    expect(body).toMatchObject({ expires_in: 30_734_400, token_type: 'Bearer' });
    expect(body['access_token']).toMatch(/^[\w.-]{40,}$/);
    expect(response.headers.get('cache-control')).toContain('no-store');
  });

  it.each<[string, RequestInit, string]>([
    ['a wrong secret', form({ ...RIGHT, client_secret: 'wrong' }), 'invalid_client'],
    ['a wrong client', form({ ...RIGHT, client_id: 'nobody' }), 'invalid_client'],
    ['no client', form(WITHOUT_CLIENT), 'invalid_client'],
    [
      'no secret',
      form({ client_id: 'sandbox-client', grant_type: 'client_credentials' }),
      'invalid_client',
    ],
    [
      'a secret of more than 100 characters',
      form({ ...RIGHT, client_secret: 'x'.repeat(101) }),
      'invalid_client',
    ],
    ['a wrong Basic', form(WITHOUT_CLIENT, basic('sandbox-client', 'wrong')), 'invalid_client'],
    [
      'Basic that is not form-encoded and has a +',
      form(WITHOUT_CLIENT, basic('sandbox-client', 'sandbox+secret')),
      'invalid_client',
    ],
    [
      'no grant type',
      form({ client_id: RIGHT.client_id, client_secret: RIGHT.client_secret }),
      'unsupported_grant_type',
    ],
    ['an unknown grant type', form({ ...RIGHT, grant_type: 'magic' }), 'unsupported_grant_type'],
    ['a grant type for users', form({ ...RIGHT, grant_type: 'password' }), 'unauthorized_client'],
    ['a GET', { method: 'GET' }, 'invalid_request'],
    [
      'JSON',
      {
        method: 'POST',
        body: JSON.stringify(RIGHT),
        headers: { 'Content-Type': 'application/json' },
      },
      'invalid_request',
    ],
    ['an empty body', { method: 'POST' }, 'invalid_request'],
  ])('rejects %s with status 400 and a code', async (_case, init, code) => {
    const { response, body } = await send(init);
    expect({ status: response.status, body }).toEqual({ status: 400, body: { error: code } });
    expect(response.headers.get('content-type')).toContain('application/json');
  });

  it('checks the client before the grant type', async () => {
    const { body } = await send(form({ ...RIGHT, client_secret: 'wrong', grant_type: 'magic' }));
    expect(body).toEqual({ error: 'invalid_client' });
  });

  it('is named in the discovery document', async () => {
    const url = await IDENTITIES[identity]();
    const response = await fetch(new URL('/.well-known/openid-configuration', url));
    expect(await response.json()).toMatchObject({
      issuer: url.slice(0, -1),
      token_endpoint: `${url}connect/token`,
      grant_types_supported: expect.arrayContaining(['client_credentials']) as unknown,
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    });
  });

  it('accepts its own tokens and no others', async () => {
    const url = await IDENTITIES[identity]();
    const { body } = await send(form(RIGHT));
    const statusWith = async (token: string) =>
      (await fetch(new URL('/Vehicles', url), { headers: { Authorization: `Bearer ${token}` } }))
        .status;
    const own = String(body['access_token']);
    expect([await statusWith(own), await statusWith(`${own}x`), await statusWith('x')]).toEqual([
      200, 401, 401,
    ]);
  });
});

describe('the certified identity server', () => {
  it('prints nothing', async () => {
    const { url, printed } = await COMMAND;
    await requestToken(form(RIGHT), url);
    expect(printed.err).toBe('');
  });

  it('rejects a token that its client has revoked (RFC 7009)', async () => {
    const { url } = await COMMAND;
    const { access_token: token } = (await requestToken(form(RIGHT), url)).body;
    const revocation = form({ token: String(token) }, basic('sandbox-client', 'sandbox-secret'));
    expect((await fetch(new URL('/connect/revocation', url), revocation)).status).toBe(200);
    const headers = { Authorization: `Bearer ${String(token)}` };
    expect((await fetch(new URL('/Vehicles', url), { headers })).status).toBe(401);
  });
});

describe('the built-in identity server', () => {
  it('accepts the configured credentials instead of the default ones', async () => {
    const credentials = { clientId: 'me', clientSecret: 'a+b&c' };
    const { url } = await openSandbox(undefined, { credentials });
    const other = form(WITHOUT_CLIENT, basic('me', 'a%2Bb%26c'));
    expect((await requestToken(other, url)).response.status).toBe(200);
    expect((await requestToken(form(RIGHT), url)).response.status).toBe(400);
  });

  it('issues JWTs, each different, and the same ones in every run', async () => {
    const tokens = async () => {
      const sandbox = await openSandbox();
      return [await authorized(sandbox), await authorized(sandbox)];
    };
    const [first, second] = await tokens();
    expect(first?.Authorization).toMatch(/^Bearer eyJ0eXAiOiJKV1Qi[\w-]*\.[\w-]+\.[\w-]+$/);
    expect(first).not.toEqual(second);
    expect(await tokens()).toEqual([first, second]);
  });
});
