import { readFile } from 'node:fs/promises';
import { Diagnostics } from '../../diagnostics.js';
import { loadDocument } from '../../document/index.js';
import { readRuntimeExports } from '../../emit/index.js';
import { generate } from '../../pipeline/generate.js';
import { interpret } from '../../interpret/index.js';
import type { ApiModel, SecurityScheme } from '../../model/model.js';
import { getOperations } from '../../model/walk.js';
import { planNames } from '../../naming/index.js';
import type { InstanceMaker } from '../fidelity/index.js';
import { plannedCalls, type PlannedCall } from './arguments.js';
import { loadPackage, type Client, type Method } from './load.js';
import { startPrism, verdictOf, type Verdict } from './prism.js';

/** A fault that Prism finds with a request, or a request that never came. */
export interface Complaint {
  readonly document: string;
  readonly operation: string;
  readonly said: string;
}

/** What Prism made of all the calls of a document's package. */
export interface Judgement {
  readonly document: string;
  readonly operations: number;
  readonly called: number;
  /** Taking multipart: left out, since Prism reads no such body. */
  readonly multipart: number;
  readonly requests: number;
  readonly complaints: readonly Complaint[];
  /** Requests that Prism found no fault with, but had no answer for. */
  readonly speechless: readonly Complaint[];
  /** How many of the same requests Prism complains of, once they are spoiled. */
  readonly spoiledFound: number;
  /** From the start of Prism to the last answer. */
  readonly seconds: number;
}

/** Generates the package of a document, calls every operation of it, and lets Prism judge what is sent. */
export async function judgeRequests(
  { path, name, work }: { readonly path: string; readonly name: string; readonly work: string },
  maker: InstanceMaker,
): Promise<Judgement> {
  const text = await readFile(path, 'utf8');
  const loaded = await loadDocument(
    { text, location: path },
    { allowedOrigins: [] },
    new Diagnostics(),
  );
  const model = interpret(loaded, new Diagnostics());
  const { names } = planNames(model, { overrides: {}, reservedExports: readRuntimeExports() });
  await generate({ input: path, out: work });
  const exported = await loadPackage(work);
  const calls = await plannedCalls(loaded.document, model, names, maker);
  const operations = getOperations(model).length;

  const start = performance.now();
  const prism = await startPrism(path);
  try {
    const Class = exported[names.client] as new (options: object) => Client;
    const post = new Post();
    const client = new Class({
      baseUrl: prism.url,
      ...credentialsFor(model),
      maxRetries: 0,
      rateLimit: false,
      fetch: post.fetch,
    });
    const told = (operation: string) => (said: string) => ({ document: name, operation, said });
    const complaints: Complaint[] = [];
    const speechless: Complaint[] = [];
    for (const call of calls) {
      const tell = told(call.operation.id);
      const verdicts = await verdictsOf(client, call, post);
      complaints.push(...verdicts.flatMap((verdict) => verdict.complaints.map(tell)));
      speechless.push(...verdicts.flatMap((verdict) => verdict.speechless ?? []).map(tell));
    }
    const found = await spoiled(post.sent);
    return {
      document: name,
      operations,
      called: calls.length,
      multipart: operations - calls.length,
      requests: post.sent.length,
      complaints: distinct([...complaints, ...blindness(model, found).map(told('all operations'))]),
      speechless: distinct(speechless),
      spoiledFound: found,
      seconds: (performance.now() - start) / 1000,
    };
  } finally {
    await prism.close();
  }
}

/** What the document's schemes ask of a user; a header `Authorization` is a bearer token, whatever it is called. */
function credentialsFor({ securitySchemes }: ApiModel): {
  readonly token?: string;
  readonly apiKey?: string;
} {
  const isKey = (scheme: SecurityScheme) =>
    scheme.kind === 'apiKey' && scheme.wireName.toLowerCase() !== 'authorization';
  return {
    ...(securitySchemes.some(isKey) && { apiKey: 'key' }),
    ...(securitySchemes.some((scheme) => !isKey(scheme)) && { token: 'token' }),
  };
}

/** Carries requests, and keeps what was made of them. */
class Post {
  readonly sent: Request[] = [];
  readonly answers: Response[] = [];

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    this.sent.push(request.clone());
    const response = await fetch(request);
    this.answers.push(response.clone());
    return response;
  };
}

async function verdictsOf(client: Client, call: PlannedCall, post: Post): Promise<Verdict[]> {
  if (call.missing !== undefined)
    return [{ complaints: [`no instance could be made of ${call.missing}`] }];
  const verdicts: Verdict[] = [];
  for (const values of call.attempts) {
    post.answers.length = 0;
    // What Prism makes up as an answer may be no answer to the package; only the request is judged.
    const failure = await called(client, call, values);
    const [answer] = post.answers;
    verdicts.push(
      answer === undefined
        ? { complaints: [`nothing was sent: ${failure ?? 'without a reason'}`] }
        : await verdictOf(answer),
    );
  }
  return verdicts;
}

async function called(
  client: Client,
  { service, method }: PlannedCall,
  values: readonly unknown[],
): Promise<string | undefined> {
  const resource = client[service];
  const run: Method | undefined = resource?.[method];
  if (run === undefined) return `there is no ${service}.${method}`;
  try {
    await run.call(resource, ...values).asResponse();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Sends each request again without its query, its credentials and a body of its type: Prism must find most of them at fault. */
async function spoiled(requests: readonly Request[]): Promise<number> {
  let found = 0;
  for (const request of requests) {
    const { origin, pathname } = new URL(request.url);
    const answer = await fetch(origin + pathname, {
      method: request.method,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(!/^(GET|HEAD)$/.test(request.method) && { body: '7' }),
    });
    if ((await verdictOf(answer)).complaints.length > 0) found += 1;
  }
  return found;
}

/** A judge that finds no fault where there must be some looks at nothing. */
function blindness(model: ApiModel, spoiledFound: number): readonly string[] {
  const asksForMuch = getOperations(model).some(
    ({ security, body, parameters }) =>
      security.kind === 'schemes' ||
      body?.required ||
      parameters.some(({ in: place, required }) => required && place !== 'path'),
  );
  return asksForMuch && spoiledFound === 0
    ? ['Prism found no fault with requests without query, credentials and body']
    : [];
}

function distinct(complaints: readonly Complaint[]): readonly Complaint[] {
  return [...new Map(complaints.map((one) => [`${one.operation} ${one.said}`, one])).values()];
}
