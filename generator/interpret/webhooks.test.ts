import { Diagnostics } from '../diagnostics.js';
import { loadDocument } from '../document/index.js';
import type { ApiModel } from '../model/model.js';
import { interpret } from './index.js';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const responses = { 200: { description: 'OK' }, '4XX': { description: 'Send it again' } };

async function read(parts: object): Promise<ApiModel> {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    components: {
      schemas: {
        Moved: { type: 'object', properties: { at: ref('Place') } },
        Place: { type: 'object' },
        Unused: { type: 'object' },
      },
      parameters: { Signature: { name: 'X-Signature', in: 'header', schema: { type: 'string' } } },
    },
    ...parts,
  };
  const diagnostics = new Diagnostics();
  const source = { text: JSON.stringify(document), location: 'test.json' };
  return interpret(await loadDocument(source, { allowedOrigins: [] }, diagnostics), diagnostics);
}

describe('webhooks', () => {
  it('are read with body, headers, answers and docs; what they use is read like a response', async () => {
    const model = await read({
      webhooks: {
        stopped: { post: { responses } },
        moved: {
          summary: 'A vehicle moved',
          parameters: [{ $ref: '#/components/parameters/Signature' }],
          post: {
            description: 'Sent each minute.',
            parameters: [{ name: 'X-Attempt', in: 'header', schema: {} }],
            requestBody: json(ref('Moved')),
            responses,
          },
        },
      },
    });
    expect(model.services).toEqual([]);
    expect(model.webhooks).toEqual([
      {
        id: 'moved',
        wireName: 'moved',
        method: 'POST',
        headers: ['X-Attempt', 'X-Signature'],
        body: {
          encoding: 'json',
          mediaType: 'application/json',
          type: { kind: 'reference', id: '#/components/schemas/Moved' },
        },
        answers: ['200', '4XX'],
        docs: { summary: 'A vehicle moved', description: 'Sent each minute.' },
        origin: { pointer: '/webhooks/moved/post' },
      },
      {
        id: 'stopped',
        wireName: 'stopped',
        method: 'POST',
        headers: [],
        answers: ['200', '4XX'],
        docs: {},
        origin: { pointer: '/webhooks/stopped/post' },
      },
    ]);
    const uses = [...model.declarations.values()].map(({ wireName, use }) => [wireName, use]);
    expect(Object.fromEntries(uses)).toEqual({
      Moved: { request: false, response: true },
      Place: { request: false, response: true },
      Unused: { request: false, response: false },
    });
  });

  it('of an operation are callbacks, with the URL that they are sent to', async () => {
    const callbacks = {
      onMoved: { '{$request.body#/url}': { post: { requestBody: json(ref('Moved')) } } },
    };
    const { webhooks } = await read({
      paths: { '/subscriptions': { post: { callbacks, responses } } },
    });
    expect(webhooks).toMatchObject([
      {
        id: 'POST /subscriptions onMoved',
        wireName: 'onMoved',
        callback: { operation: 'POST /subscriptions', url: '{$request.body#/url}' },
      },
    ]);
  });

  it.each<[string, object, readonly string[]]>([
    ['several methods', { a: { put: {}, post: {} } }, ['a POST', 'a PUT']],
    ['another name', { b: { post: {} }, a: { post: {} } }, ['a', 'b']],
  ])('are told apart by %s', async (_, webhooks, want) => {
    expect((await read({ webhooks })).webhooks.map(({ id }) => id)).toEqual(want);
  });

  it('with one name and several URLs are told apart by them', async () => {
    const callbacks = { done: { '{$url}/a': { post: {} }, '{$url}/b': { post: {} } } };
    const { webhooks } = await read({ paths: { '/x': { get: { callbacks, responses } } } });
    expect(webhooks.map(({ id }) => id)).toEqual([
      'GET /x done POST {$url}/a',
      'GET /x done POST {$url}/b',
    ]);
  });
});
