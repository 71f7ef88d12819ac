import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate, type GenerateOptions } from '../../pipeline/generate.js';

/** The `pagination` of `sdk.config.json`. */

const query = (name: string) => ({ name, in: 'query', schema: { type: 'integer' } });
const list = { type: 'array', items: { type: 'string' } };
const DOCUMENT = {
  openapi: '3.0.4',
  info: { title: 'Orders', version: 'v1' },
  paths: {
    '/Orders': {
      get: {
        tags: ['Orders'],
        parameters: [query('start'), query('most')],
        responses: {
          200: { description: 'OK', content: { 'application/json': { schema: list } } },
        },
      },
    },
  },
};

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'sdkgen-pagination-'));
  writeFileSync(join(work, 'orders.json'), JSON.stringify(DOCUMENT));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function ordersWith(pagination: NonNullable<GenerateOptions['pagination']>): Promise<string> {
  const out = join(work, 'out');
  await generate({ input: join(work, 'orders.json'), out, pagination });
  return readFileSync(join(out, 'src', 'resources', 'orders.ts'), 'utf8');
}

describe('pagination in the configuration', () => {
  it('paginates a list by the parameters that it names', async () => {
    expect(await ordersWith({})).not.toContain('PagedPromise');
    const text = await ordersWith({
      'GET /Orders': { kind: 'offset', offset: 'start', size: 'most', items: '' },
    });
    expect(text).toContain('PagedPromise<string[], string>');
    expect(text).toContain("byOffset({ offset: 'start', size: 'most' })");
  });

  it('is rejected if it does not match the document', async () => {
    const refused = ordersWith({ 'GET /Orders': { kind: 'page', page: 'nope', items: '' } });
    await expect(refused).rejects.toThrow(/nope/);
  });
});
