import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CHECKS_FOLDER } from '../program.js';

const PROGRAM = join(CHECKS_FOLDER, 'conformance/node_modules/@stoplight/prism-cli/dist/index.js');
/** With a document of a megabyte, Prism needs 30 seconds to start. */
const START_TIMEOUT_MS = 120_000;

/** A Prism server for a document: it validates each request, and responds as the document describes. */
export interface Prism {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts `prism mock --errors` on loopback.
 *
 * @throws Error with the end of Prism's output, when it does not start.
 */
export async function startPrism(document: string): Promise<Prism> {
  const port = await freePort();
  const child = spawn(process.execPath, [
    PROGRAM,
    'mock',
    '--errors',
    '-p',
    String(port),
    document,
  ]);
  const exited = once(child, 'exit');
  const close = async () => {
    child.kill();
    await exited;
  };
  let output = '';
  const listens = new Promise<void>((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-2_000);
      if (output.includes('Prism is listening')) resolve();
    };
    // It logs each request, and would stop when nothing reads its output.
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    const fail = (what: string) => reject(new Error(`Prism ${what} with ${document}:\n${output}`));
    child.once('exit', (code) => fail(`ended with ${code ?? 'a signal'}`));
    setTimeout(() => fail('did not start'), START_TIMEOUT_MS).unref();
  });
  try {
    await listens;
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, close };
}

/** What Prism finds wrong with a request. */
export interface Verdict {
  readonly faults: readonly string[];
  /** Why it could not create a response to a request without faults. */
  readonly unanswered?: string;
}

interface Violation {
  readonly location: readonly string[];
  readonly severity: string;
  readonly message: string;
}

const ERRORS = 'https://stoplight.io/prism/errors#';
/** About the document, or about the response: Prism reports these after it has validated the request. */
const RESPONSE_ERRORS: ReadonlySet<string> = new Set([
  'NOT_ACCEPTABLE',
  'NO_RESPONSE_RESPONSE_DEFINED',
  'NOT_FOUND',
  'NO_COMPLEX_OBJECT_TEXT',
  'SCHEMA_TOO_COMPLEX',
  'UNKNOWN',
  'VIOLATIONS',
]);

/** Reads Prism's response to a request. Only violations of the request count: the response is Prism's own. */
export async function readVerdict(response: Response): Promise<Verdict> {
  const header = response.headers.get('sl-violations');
  if (header !== null) {
    // Of very many violations it lists only the first ones, as text that is cut off.
    if (!header.startsWith('[')) return { faults: [header] };
    const faults = (JSON.parse(header) as readonly Violation[])
      .filter(({ location, severity }) => location[0] === 'request' && severity === 'Error')
      .map(({ location, message }) => `${location.join('.')}: ${message}`);
    if (faults.length > 0) return { faults };
  }
  const body = await response.text();
  if (!response.headers.get('content-type')?.includes('problem+json')) return { faults: [] };
  // A response to HEAD has only a status.
  if (body === '')
    return response.status === 500
      ? { faults: [], unanswered: 'status 500' }
      : { faults: [`status ${response.status}`] };
  const {
    type = '',
    detail = '',
    validation = [],
  } = JSON.parse(body) as {
    readonly type?: string;
    readonly detail?: string;
    readonly validation?: readonly Violation[];
  };
  // An error that the document describes is a normal response; an exception inside Prism has the name of a class as its type.
  if (!type.startsWith(ERRORS))
    return response.status === 500
      ? { faults: [], unanswered: `${type} ${detail}` }
      : { faults: [] };
  const name = type.slice(ERRORS.length);
  const violations = validation.map(({ location, message }) => `${location.join('.')}: ${message}`);
  const text = [`${name} ${detail}`, ...violations].join('; ');
  return RESPONSE_ERRORS.has(name) ? { faults: [], unanswered: text } : { faults: [text] };
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

/** A fault that Prism finds in a request, or a request that was never sent. */
export interface Fault {
  readonly document: string;
  readonly operation: string;
  readonly message: string;
}

/** A fault that Prism reports although the request is correct. */
interface FalsePositive {
  readonly message: RegExp;
  readonly because: string;
  /** Document and operation. */
  readonly at: readonly string[];
}

/** Each was checked by hand. One that does not occur any more is reported and fails the run. */
const FALSE_POSITIVES: readonly FalsePositive[] = [
  {
    message: /path: Request path must have required property/,
    because:
      'the path template lacks a parameter that is declared for it: no request can contain it',
    at: [
      'kafe GET /api/v1/shard-download/{id}',
      'prowlarr-v1 GET /',
      'radarr-v3 GET /',
      'readarr-v1 GET /',
      'sonarr-v3 GET /',
    ],
  },
  {
    message: /body: Request body must match exactly one schema in oneOf$/,
    because:
      'Swashbuckle lists a base among its own variants, and forbids other properties in each part of an inheritance: taken literally, nothing matches',
    at: [
      'sb73-nswagclient-poly-301 POST /Animals',
      'sb73-nswagclient-poly-301 POST /SystemTextJsonAnimals',
    ],
  },
  {
    message: /body: Request body must NOT have additional properties; found 'Id'$/,
    because:
      'the schema requires `Id`, declares `id` and forbids all others: taken literally, nothing matches',
    at: ['sb10-basic-20 POST /carts', 'sb10-basic-31 POST /carts', 'sb73-basic-301 POST /carts'],
  },
  {
    message: /body: Request body must be object$/,
    because: 'the body is XML, which Prism does not parse',
    at: ['sb10-basic-20 POST /orders', 'sb10-basic-31 POST /orders', 'sb73-basic-301 POST /orders'],
  },
  {
    message: /body\.phoneNumbers: Request body property phoneNumbers must be array$/,
    because: 'Prism recognizes no list in a form of Swagger 2.0, neither repeated nor with commas',
    at: ['sb10-basic-20 POST /registrations'],
  },
  {
    message: /body\.file: Request body property file must match exactly one schema in oneOf$/,
    because: 'a file in a JSON body, which cannot contain bytes: the type is Blob, and JSON has {}',
    at: ['hrm-31 POST /api/Auth/register'],
  },
  {
    message: /^INVALID_CONTENT_TYPE No supported content types/,
    because:
      '`formData` of Swagger 2.0 without `consumes`: it can only be a form, but Prism does not infer that',
    at: ['my-service-bus-v2 POST /CacheCommands/Compress'],
  },
];

/**
 * Separates faults from known false positives.
 *
 * @param documents The names of the documents that were checked.
 * @returns The faults, and the false positives in these documents that did not occur.
 */
export function removeFalsePositives(
  reported: readonly Fault[],
  documents: readonly string[],
): { readonly faults: readonly Fault[]; readonly stale: readonly string[] } {
  const used = new Set<string>();
  const isFalsePositive = ({ document, operation, message }: Fault): boolean => {
    const location = `${document} ${operation}`;
    const match = FALSE_POSITIVES.find(
      (one) => one.at.includes(location) && one.message.test(message),
    );
    if (match) used.add(`${location}: ${match.because}`);
    return match !== undefined;
  };
  const faults = reported.filter((fault) => !isFalsePositive(fault));
  const stale = FALSE_POSITIVES.flatMap(({ at, because }) =>
    at.map((location) => `${location}: ${because}`),
  )
    .filter((entry) => documents.some((name) => entry.startsWith(`${name} `)))
    .filter((entry) => !used.has(entry));
  return { faults, stale };
}
