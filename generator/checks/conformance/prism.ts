import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

/** The same from the sources and from `dist/`. */
const PRISM = join(__dirname, 'node_modules', '@stoplight', 'prism-cli', 'dist', 'index.js');
/** A megabyte of document took half a minute. */
const START_MS = 120_000;

/** Prism in front of a document: it judges each request, and answers with what the document promises. */
export interface Prism {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts `prism mock --errors` on loopback.
 *
 * @throws Error with the end of what Prism said, when it does not start.
 */
export async function startPrism(document: string): Promise<Prism> {
  const port = await freePort();
  const child = spawn(process.execPath, [PRISM, 'mock', '--errors', '-p', String(port), document]);
  const ended = once(child, 'exit');
  const close = async () => {
    child.kill();
    await ended;
  };
  let said = '';
  const listens = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000);
      if (said.includes('Prism is listening')) resolve();
    };
    // It logs each request; what is not read would stop it.
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const fail = (why: string) => reject(new Error(`Prism ${why} with ${document}:\n${said}`));
    child.once('exit', (code) => fail(`ended with ${code}`));
    setTimeout(() => fail('did not start'), START_MS).unref();
  });
  try {
    await listens;
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, close };
}

/** What Prism makes of a request: nothing, when it is as the document says. */
export interface Verdict {
  readonly complaints: readonly string[];
  /** Why it had no answer to give, to a request that it found no fault with. */
  readonly speechless?: string;
}

interface Violation {
  readonly location: readonly string[];
  readonly severity: string;
  readonly message: string;
}

const ERRORS = 'https://stoplight.io/prism/errors#';
/** Of the document, or of what Prism makes of it: it says these after it has looked at the request. */
const ABOUT_ANSWERS: ReadonlySet<string> = new Set([
  'NOT_ACCEPTABLE',
  'NO_RESPONSE_RESPONSE_DEFINED',
  'NOT_FOUND',
  'NO_COMPLEX_OBJECT_TEXT',
  'SCHEMA_TOO_COMPLEX',
  'UNKNOWN',
  'VIOLATIONS',
]);

/** Reads an answer of Prism's. A violation of an answer is Prism's own; only the request's count. */
export async function verdictOf(response: Response): Promise<Verdict> {
  const header = response.headers.get('sl-violations');
  if (header !== null) {
    // Of very many it says the first ones, cut somewhere.
    if (!header.startsWith('[')) return { complaints: [header] };
    const complaints = (JSON.parse(header) as readonly Violation[])
      .filter(({ location, severity }) => location[0] === 'request' && severity === 'Error')
      .map(({ location, message }) => `${location.join('.')}: ${message}`);
    if (complaints.length > 0) return { complaints };
  }
  const body = await response.text();
  if (!response.headers.get('content-type')?.includes('problem+json')) return { complaints: [] };
  // An answer to HEAD has a status alone.
  if (body === '')
    return response.status === 500
      ? { complaints: [], speechless: 'status 500' }
      : { complaints: [`status ${response.status}`] };
  const {
    type = '',
    detail = '',
    validation = [],
  } = JSON.parse(body) as {
    readonly type?: string;
    readonly detail?: string;
    readonly validation?: readonly Violation[];
  };
  // An error of the document's own is an answer like any other; one that Prism threw has a class's name.
  if (!type.startsWith(ERRORS))
    return { complaints: [], ...(response.status === 500 && { speechless: `${type} ${detail}` }) };
  const name = type.slice(ERRORS.length);
  const told = validation.map(({ location, message }) => `${location.join('.')}: ${message}`);
  const text = [`${name} ${detail}`, ...told].join('; ');
  return ABOUT_ANSWERS.has(name) ? { complaints: [], speechless: text } : { complaints: [text] };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
