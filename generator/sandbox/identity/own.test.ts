import { authorized, openSandbox } from '../testing/open.js';

const RIGHT = {
  client_id: 'sandbox-client',
  client_secret: 'sandbox-secret',
  grant_type: 'client_credentials',
};
const WITHOUT_CLIENT = { grant_type: 'client_credentials' };

async function askToken(init: RequestInit, options = {}) {
  const sandbox = await openSandbox(undefined, options);
  const response = await fetch(`${sandbox.url}connect/token`, init);
  return { response, body: (await response.json()) as Record<string, unknown> };
}

function form(fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', body: new URLSearchParams(fields), headers };
}

function basic(id: string, secret: string): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

describe('the token endpoint', () => {
  it.each([
    ['a form', form(RIGHT), {}],
    ['Basic', form(WITHOUT_CLIENT, basic('sandbox-client', 'sandbox-secret')), {}],
    [
      'Basic, form-encoded',
      form(WITHOUT_CLIENT, basic('me', 'a%2Bb%26c')),
      { credentials: { clientId: 'me', clientSecret: 'a+b&c' } },
    ],
    ['a scope', form({ ...RIGHT, scope: 'api' }), {}],
  ])('gives a token for %s, as the guide shows it', async (_case, init, options) => {
    const { response, body } = await askToken(init, options);
    expect(response.status).toBe(200);
    expect(Object.keys(body)).toEqual(['access_token', 'expires_in', 'token_type']);
    expect(body).toMatchObject({ expires_in: 30_734_400, token_type: 'Bearer' });
    expect(body['access_token']).toMatch(/^eyJ0eXAiOiJKV1Qi[\w-]*\.[\w-]+\.[\w-]+$/);
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
    ['an unheard-of grant type', form({ ...RIGHT, grant_type: 'magic' }), 'unsupported_grant_type'],
    ['a grant type for people', form({ ...RIGHT, grant_type: 'password' }), 'unauthorized_client'],
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
    ['nothing', { method: 'POST' }, 'invalid_request'],
  ])('answers %s with status 400 and a code', async (_case, init, code) => {
    const { response, body } = await askToken(init);
    expect({ status: response.status, body }).toEqual({ status: 400, body: { error: code } });
    expect(response.headers.get('content-type')).toContain('application/json');
  });

  it('refuses the usual credentials when it was given others', async () => {
    const credentials = { clientId: 'mine', clientSecret: 'secret' };
    expect((await askToken(form(RIGHT), { credentials })).response.status).toBe(400);
  });

  it('gives the same tokens in every run, a new one each time', async () => {
    const tokens = async () => {
      const sandbox = await openSandbox();
      return [await authorized(sandbox), await authorized(sandbox)];
    };
    const [first, second] = await tokens();
    expect(first).not.toEqual(second);
    expect(await tokens()).toEqual([first, second]);
  });
});
