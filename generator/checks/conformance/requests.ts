import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Diagnostics } from '../../diagnostics.js';
import { loadDocument } from '../../document/index.js';
import { readRuntimeExports } from '../../emit/index.js';
import { interpret } from '../../interpret/index.js';
import type { ApiModel } from '../../model/model.js';
import { getOperations } from '../../model/walk.js';
import { planNames } from '../../naming/index.js';
import type { Names } from '../../naming/names.js';
import { generate } from '../../pipeline/generate.js';
import { defined } from '../../util/defined.js';
import { ts } from '../../util/typescript.js';
import type { InstanceMaker } from '../fidelity/index.js';
import { planCalls, type PlannedCall } from './arguments.js';
import { readVerdict, startPrism, type Fault, type Verdict } from './prism.js';

/** What Prism finds in all calls of a document's package. */
export interface RequestsResult {
  readonly document: string;
  readonly operations: number;
  readonly called: number;
  /** Operations that are left out, since Prism does not parse their requests: with multipart, JSON lines, or parameters of OpenAPI 3.2. */
  readonly unparsed: number;
  readonly requests: number;
  readonly faults: readonly Fault[];
  /** Requests without faults to which Prism could not create a response. */
  readonly unanswered: readonly Fault[];
  /** In how many of the same requests Prism finds a fault after they were made invalid. */
  readonly invalidFound: number;
  /** From the start of Prism to the last response. */
  readonly seconds: number;
}

/** Generates the package of a document, calls every operation, and has Prism validate the requests. */
export async function checkRequests(
  { path, name, work }: { readonly path: string; readonly name: string; readonly work: string },
  maker: InstanceMaker,
): Promise<RequestsResult> {
  const text = await readFile(path, 'utf8');
  const loaded = await loadDocument(
    { text, location: path },
    { allowedOrigins: [] },
    new Diagnostics(),
  );
  const model = interpret(loaded, new Diagnostics());
  const { names } = planNames(model, { overrides: {}, reservedExports: readRuntimeExports() });
  await generate({ input: path, out: work });
  const exported = await importPackage(work);
  const calls = await planCalls(loaded.document, model, names, maker);
  const operations = getOperations(model).length;

  const start = performance.now();
  const prism = await startPrism(path);
  try {
    const Class = exported[names.client] as new (options: object) => Client;
    const recorder = new Recorder();
    const client = new Class({
      baseUrl: prism.url,
      ...createCredentials(names),
      maxRetries: 0,
      rateLimit: false,
      fetch: recorder.fetch,
    });
    const toFault = (operation: string) => (message: string) => ({
      document: name,
      operation,
      message,
    });
    const faults: Fault[] = [];
    const unanswered: Fault[] = [];
    for (const call of calls) {
      const verdicts = await getVerdicts(client, call, recorder);
      const toOwnFault = toFault(call.operation.id);
      faults.push(...verdicts.flatMap((verdict) => verdict.faults.map(toOwnFault)));
      unanswered.push(...verdicts.flatMap((verdict) => verdict.unanswered ?? []).map(toOwnFault));
    }
    const invalidFound = await countFoundInvalid(recorder.requests);
    const missed = findMissedFaults(model, invalidFound).map(toFault('all operations'));
    return {
      document: name,
      operations,
      called: calls.length,
      unparsed: operations - calls.length,
      requests: recorder.requests.length,
      faults: distinct([...faults, ...missed]),
      unanswered: distinct(unanswered),
      invalidFound,
      seconds: (performance.now() - start) / 1000,
    };
  } finally {
    await prism.close();
  }
}

/** A value for each credential that the client has an option for. */
function createCredentials({ keys }: Names): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries([...keys.values()].map((option) => [option, 'key'])),
    token: 'token',
    username: 'user',
    password: 'password',
  };
}

/** Sends requests, and records them with their responses. */
class Recorder {
  readonly requests: Request[] = [];
  readonly responses: Response[] = [];

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    this.requests.push(request.clone());
    const response = await fetch(request);
    this.responses.push(response.clone());
    return response;
  };
}

async function getVerdicts(
  client: Client,
  call: PlannedCall,
  recorder: Recorder,
): Promise<readonly Verdict[]> {
  if (call.missing !== undefined)
    return [{ faults: [`no instance could be made of ${call.missing}`] }];
  const verdicts: Verdict[] = [];
  for (const values of call.attempts) {
    recorder.responses.length = 0;
    // The package may refuse a response that Prism makes up; only the request is checked.
    const failure = await callOperation(client, call, values);
    const [response] = recorder.responses;
    verdicts.push(
      response === undefined
        ? { faults: [`nothing was sent: ${failure ?? 'without a reason'}`] }
        : await readVerdict(response),
    );
  }
  return verdicts;
}

/** @returns Why the call failed; undefined when it did not. */
async function callOperation(
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

/**
 * Sends each request again without its query and its credentials, and with an invalid body.
 *
 * @returns In how many of them Prism finds a fault.
 */
async function countFoundInvalid(requests: readonly Request[]): Promise<number> {
  let found = 0;
  for (const request of requests) {
    const { origin, pathname } = new URL(request.url);
    const response = await fetch(origin + pathname, {
      method: request.method,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...defined({ body: /^(GET|HEAD)$/.test(request.method) ? undefined : '7' }),
    });
    if ((await readVerdict(response)).faults.length > 0) found += 1;
  }
  return found;
}

/** If Prism finds no fault in invalid requests, its silence about the others proves nothing. */
function findMissedFaults(model: ApiModel, invalidFound: number): readonly string[] {
  const hasRequirements = getOperations(model).some(
    ({ security, body, parameters }) =>
      security.kind === 'schemes' ||
      body?.required ||
      parameters.some(({ in: location, required }) => required && location !== 'path'),
  );
  return hasRequirements && invalidFound === 0
    ? ['Prism finds no fault in requests without query, credentials and valid body']
    : [];
}

function distinct(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((one) => [`${one.operation} ${one.message}`, one])).values()];
}

/** A method of a resource, without its own types. */
type Method = (...values: readonly unknown[]) => {
  asResponse(): Promise<Response>;
};

/** A client whose resources and methods are looked up by name. */
type Client = Readonly<Record<string, Readonly<Record<string, Method>>>>;

/**
 * Imports a generated package as an ES module, after transpiling each file into `js/` beside `src/`.
 *
 * @returns Its exports.
 */
async function importPackage(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const sources = join(folder, 'src');
  const target = join(folder, 'js');
  const entries = await readdir(sources, { recursive: true, encoding: 'utf8' });
  for (const path of entries.filter((entry) => entry.endsWith('.ts'))) {
    const text = await readFile(join(sources, path), 'utf8');
    const { outputText } = ts.transpileModule(text, { compilerOptions: OPTIONS });
    const file = join(target, path.replace(/\.ts$/, '.js'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, outputText);
  }
  await writeFile(join(target, 'package.json'), '{"type":"module"}');
  const { href } = pathToFileURL(join(target, 'index.js'));
  return (await import(href)) as Readonly<Record<string, unknown>>;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ES2022,
  verbatimModuleSyntax: true,
};
