import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that has one document, until it is given another. */
export interface DocumentServer {
  readonly url: string;
  readonly statuses: readonly number[];
  /**
   * @param how `conditional`: with an ETag, and 304 for those who know it; `plain`: 200 every time.
   * @param etag instead of one for each text.
   */
  publish(text: string, how?: 'conditional' | 'plain', etag?: string): void;
  fail(status: number): void;
  close(): Promise<void>;
}

export async function startDocumentServer(): Promise<DocumentServer> {
  let answer: { text: string; how: 'conditional' | 'plain'; etag: string } | number = 404;
  const statuses: number[] = [];
  const server: Server = createServer((request, response) => {
    if (typeof answer === 'number') {
      statuses.push(answer);
      response.writeHead(answer).end('no');
      return;
    }
    const { etag } = answer;
    const isKnown = answer.how === 'conditional' && request.headers['if-none-match'] === etag;
    statuses.push(isKnown ? 304 : 200);
    if (answer.how === 'conditional') response.setHeader('etag', etag);
    response.writeHead(isKnown ? 304 : 200).end(isKnown ? undefined : answer.text);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/swagger.json`,
    statuses,
    publish: (text, how = 'conditional', etag = hashTag(text)) => {
      answer = { text, how, etag };
    },
    fail: (status) => {
      answer = status;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function hashTag(text: string): string {
  return `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;
}

/** A small document: an operation for each name. */
export function documentOf(names: readonly string[], version = '1.0'): string {
  const ok = {
    description: 'OK',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
  };
  return JSON.stringify({
    openapi: '3.0.4',
    info: { title: 'Fleet', version },
    paths: Object.fromEntries(
      names.map((name) => [`/${name}`, { get: { tags: [name], responses: { 200: ok } } }]),
    ),
    components: {
      schemas: { Thing: { type: 'object', properties: { id: { type: 'string' } } } },
    },
  });
}
