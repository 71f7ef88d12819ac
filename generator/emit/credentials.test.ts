import { getOperations } from '../model/walk.js';
import { planNames } from '../naming/index.js';
import { documentOf, readModel } from '../pipeline/testing/read-model.js';
import { getCredentialOptions, planCredentials, toVariableName } from './credentials.js';

/** Not imported: the runtime has the types of the web platform. */
const runtime = jest.requireActual<{ readonly toVariableName: typeof toVariableName }>(
  '../../templates/runtime/internal/credentials',
);

const SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer' },
  swashbuckle: { type: 'apiKey', in: 'header', name: 'Authorization' },
  oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://id.example.com' },
  machine: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: '/token', scopes: { r: '', w: '' } } },
  },
  person: {
    type: 'oauth2',
    flows: { implicit: { authorizationUrl: '/a', scopes: { openid: '' } } },
  },
  basic: { type: 'http', scheme: 'basic' },
  digest: { type: 'http', scheme: 'digest' },
  certificate: { type: 'mutualTLS' },
  id: { type: 'apiKey', in: 'header', name: 'X-Id' },
  key: { type: 'apiKey', in: 'query', name: 'key' },
};
type SchemeName = keyof typeof SCHEMES | 'undeclared';
type Security = readonly Readonly<Partial<Record<SchemeName, readonly string[]>>>[];

/** Plans the credentials of an API whose operations require this, each in its turn. */
async function plan(names: readonly SchemeName[], ...security: readonly (Security | undefined)[]) {
  const paths = Object.fromEntries(
    security.map((own, index) => [
      `/${index}`,
      { get: { responses: { 204: { description: '' } }, ...(own && { security: own }) } },
    ]),
  );
  const declared = Object.entries(SCHEMES).filter(([name]) => names.includes(name as SchemeName));
  const securitySchemes = Object.fromEntries(declared);
  const { model } = await readModel(documentOf(paths, { components: { securitySchemes } }));
  const credentials = planCredentials(
    model,
    planNames(model, { reservedExports: new Set() }).names,
  );
  return {
    credentials,
    auth: getOperations(model).map((each) => credentials.getAuth(each).auth),
    scopes: getOperations(model).map((each) => credentials.getAuth(each).scope),
  };
}

describe('what an operation needs', () => {
  it.each<[string, SchemeName[], Security | undefined, unknown]>([
    ['nothing that is said', ['bearer'], undefined, undefined],
    ['nothing', ['bearer'], [], []],
    ['a bearer token', ['bearer'], [{ bearer: [] }], [['token']]],
    ['a key in the header Authorization', ['swashbuckle'], [{ swashbuckle: [] }], [['token']]],
    ['OpenID Connect', ['oidc'], [{ oidc: [] }], [['token']]],
    ['OAuth, with a user', ['person'], [{ person: ['openid'] }], [['token']]],
    ['an undeclared scheme', [], [{ undeclared: [] }], [['token']]],
    ['two kinds of token', ['bearer', 'oidc'], [{ bearer: [] }, { oidc: [] }], [['token']]],
    ['Basic', ['basic'], [{ basic: [] }], [['basic']]],
    ['a key', ['id'], [{ id: [] }], [['apiKey']]],
    ['two keys', ['id', 'key'], [{ id: [], key: [] }], [['id', 'key']]],
    ['a token and a key', ['bearer', 'id'], [{ id: [], bearer: [] }], [['apiKey', 'token']]],
    [
      'a token or Basic',
      ['bearer', 'basic'],
      [{ bearer: [] }, { basic: [] }],
      [['basic'], ['token']],
    ],
    ['one that is optional', ['bearer'], [{}, { bearer: [] }], [['token'], []]],
    ['Digest', ['digest'], [{ digest: [] }], []],
    [
      'a certificate and a token',
      ['certificate', 'bearer'],
      [{ certificate: [], bearer: [] }],
      [['token']],
    ],
    [
      'a certificate or a token',
      ['certificate', 'bearer'],
      [{ certificate: [] }, { bearer: [] }],
      [['token'], []],
    ],
  ])('%s', async (_, schemes, security, want) => {
    expect((await plan(schemes, security)).auth).toEqual([want]);
  });

  it('is the scopes of the client credentials grant alone', async () => {
    const { scopes } = await plan(
      ['machine', 'person', 'bearer'],
      [{ machine: ['w', 'r'] }],
      [{ machine: [] }],
      [{ person: ['openid'] }],
      [{ bearer: [] }, { machine: ['r'] }],
    );
    expect(scopes).toEqual(['r w', undefined, undefined, 'r']);
  });
});

describe('what requests need that do not say so', () => {
  const token: Security = [{ bearer: [] }];
  const key: Security = [{ id: [] }];
  it.each<[string, (Security | undefined)[], unknown]>([
    ['nothing, where nothing is required', [undefined, []], undefined],
    ['what most operations need', [key, key, []], [['apiKey']]],
    ['what most operations need that take a token', [key, key, token], [['token']]],
    ['the shorter of two', [token, [{ bearer: [], id: [] }]], [['token']]],
  ])('%s', async (_, security, want) => {
    const { credentials } = await plan(['bearer', 'id'], ...security);
    expect(credentials.defaults.auth).toEqual(want);
  });
});

describe('the options of a client', () => {
  it.each<[string, SchemeName[], (Security | undefined)[], string[]]>([
    ['without schemes', [], [undefined], ['token']],
    ['with a key', ['id'], [[{ id: [] }]], ['apiKey']],
    ['with a key that nothing requires', ['id'], [undefined], ['apiKey']],
    [
      'with a key that no operation needs',
      ['id', 'bearer'],
      [[{ bearer: [] }]],
      ['token', 'clientId', 'clientSecret'],
    ],
    [
      'with Basic and a key',
      ['id', 'basic'],
      [[{ id: [] }], [{ basic: [] }]],
      ['apiKey', 'username', 'password'],
    ],
    ['with a certificate', ['certificate'], [[{ certificate: [] }]], []],
  ])('%s', async (_, schemes, security, want) => {
    const { credentials } = await plan(schemes, ...security);
    expect([...getCredentialOptions(credentials)]).toEqual(want);
  });

  it.each(['apiKey', 'clientId', 'xAppID', 'key2', 'id', 'schlüsselWort'])(
    'have the environment variables that the runtime reads: %s',
    (option) => {
      expect(toVariableName('X', option)).toBe(runtime.toVariableName('X', option));
    },
  );
});
