import { clientFor } from '../testing/client.js';
import type { TestOptions } from '../testing/client.js';
import { apiKeyInHeader } from './credentials.js';

const scope = globalThis as { document?: object };

beforeEach(() => (scope.document = {}));
afterEach(() => {
  delete scope.document;
});

/** Creates two clients in a new process. @returns What was logged. */
function warningsOf(options: TestOptions): readonly string[] {
  const warnings: string[] = [];
  const logger = { warn: (message: string) => warnings.push(message) };
  const registry = Object.getOwnPropertySymbols(globalThis).find(({ description = '' }) =>
    description.startsWith('sdk-runtime.registry'),
  );
  (globalThis as unknown as Record<symbol, Map<string, unknown>>)[registry as symbol]?.delete(
    'warned',
  );
  const definition = { credentials: { apiKey: apiKeyInHeader('X-Api-Key') } };
  for (let count = 0; count < 2; count += 1)
    clientFor({ url: 'https://api.test' }, { ...options, logger }, definition);
  return warnings;
}

const grant = { clientId: 'id', clientSecret: 'secret', tokenUrl: 'https://id.test/token' };

describe('in a browser', () => {
  it.each<[string, TestOptions, number]>([
    ['a client secret', grant, 1],
    ['an API key', { apiKey: 'key' }, 1],
    ['a client secret, which is meant', { ...grant, dangerouslyAllowBrowser: true }, 0],
    ['a token, which is of the user of the page', { token: () => 'token' }, 0],
    ['no credentials', {}, 0],
  ])('%s: as many warnings as are due', (_what, options, count) => {
    const warning =
      'Everyone who opens this page can read the secrets of its client: see dangerouslyAllowBrowser';
    expect(warningsOf(options)).toEqual(Array(count).fill(warning));
  });

  it('no header makes a preflight request necessary that a browser would not make', async () => {
    const sent: string[] = [];
    const fetch: typeof globalThis.fetch = (_url, init) => {
      sent.push(...Object.keys(init?.headers ?? {}));
      return Promise.resolve(Response.json(1));
    };
    await clientFor({ url: 'https://api.test' }, { fetch }).call({ method: 'GET', path: '/a' });
    expect(sent).toEqual(['accept']);
  });
});

it('elsewhere, no secret is warned of', () => {
  delete scope.document;
  expect(warningsOf(grant)).toEqual([]);
});
