import { plural } from '../util/plural.js';
import type { ExampleProgram } from '../model/environment.js';
import type { Operation, RequestContent } from '../model/model.js';
import { getResult } from '../model/result.js';
import { hasContentType } from '../model/request-body.js';
import { getOperations } from '../model/walk.js';
import { inlineCode, plainText } from '../util/markdown.js';
import { getOperationNames, type EmitContext, type PackageSettings } from './context.js';
import {
  chooseExampleCall,
  createExampleCall,
  findSimplest,
  getExampleBaseUrl,
  getExampleOptions,
  type ExampleCall,
} from './example-call.js';
import { findRangeExample } from './example-range.js';
import { getMcpCommand } from './mcp-program.js';
import {
  getReadmeCredentials,
  getReadmeServers,
  type ReadmeCredentials,
  type ReadmeServers,
} from './readme-credentials.js';
import { toStringLiteral } from './structures.js';
import { readExample, renderTemplate } from './templates.js';
import { getNamedWebhooks } from './webhooks.js';

/** A call in a block of code. */
interface ReadmeCall {
  /** `vehicles.list()` */
  readonly call: string;
  /** What the block imports from the package besides; empty, or names with a comma after each. */
  readonly imports: string;
}

/** What the template of the README is filled with. A section without content is left out. Texts are Markdown or code. */
interface ReadmeContent {
  readonly packageName: string;
  readonly heading: string;
  readonly title: string;
  readonly apiVersion: string;
  readonly standIn: string | undefined;
  readonly client: string;
  readonly error: string;
  readonly prefix: string;
  /** Undefined for webhooks alone. */
  readonly first:
    | (ReadmeCall & {
        readonly options: string;
        readonly isStream: boolean;
        readonly functionName: string;
        readonly functionCall: string;
      })
    | undefined;
  readonly operationCount: string;
  readonly credentials: ReadmeCredentials;
  readonly servers: ReadmeServers;
  /** For a client without environments. */
  readonly baseUrl: string;
  readonly body: ReadmeCall | undefined;
  readonly mediaTypes: ReadmeCall | undefined;
  readonly hasBytes: boolean;
  readonly pages: ReadmeCall | undefined;
  readonly range: (ReadmeCall & { readonly from: string; readonly to: string }) | undefined;
  readonly stream: (ReadmeCall & { readonly hasEvents: boolean }) | undefined;
  readonly rateLimit: { readonly requests: string; readonly seconds: string } | undefined;
  readonly programs: readonly object[];
  /** The name of a webhook, as a literal. */
  readonly webhook: string | undefined;
  /** Whether dates and times are values of Temporal. */
  readonly temporal: boolean;
  /** What serves the API to assistants. */
  readonly mcp: string | undefined;
  readonly hasLeftOut: boolean;
  readonly leftOut: readonly string[];
  readonly unused: string;
}

/** Emits the README of the package. */
export function emitReadme(
  context: EmitContext,
  settings: PackageSettings,
  usesTemporal = false,
): string {
  const content = { ...createReadmeContent(context, settings), temporal: usesTemporal };
  const text = renderTemplate('README.md', content);
  // Sections without content leave blank lines.
  return text.replace(/\n{3,}/g, '\n\n');
}

/** What the README and the guide for agents say about the package. */
export function createReadmeContent(
  context: EmitContext,
  settings: PackageSettings,
): Omit<ReadmeContent, 'temporal'> {
  const { model, names } = context;
  const { standIn, rateLimit, leftOut = [], unused = [] } = settings;
  const operations = getOperations(model);
  const [webhook] = getNamedWebhooks(context);
  const range = findRangeExample(context);
  return {
    packageName: settings.packageName,
    heading: inlineCode(settings.packageName),
    title: plainText(model.title),
    apiVersion: plainText(model.version),
    standIn,
    client: names.client,
    error: names.error,
    prefix: names.environmentVariablePrefix,
    first: operations.length === 0 ? undefined : createFirstCall(context, settings),
    operationCount: plural(operations.length, 'operation'),
    credentials: getReadmeCredentials(context, settings),
    servers: getReadmeServers(context, settings),
    baseUrl: inlineCode(getExampleBaseUrl(model)),
    ...createBodyCalls(context),
    pages: findCall(context, ({ pagination }) => pagination !== undefined),
    range: range && { ...toReadmeCall(range), from: range.from, to: range.to },
    stream: createStreamCall(context),
    rateLimit: rateLimit && {
      requests: String(rateLimit.requests),
      seconds: String(rateLimit.perMs / 1000),
    },
    programs: getPrograms(context, settings),
    webhook: webhook && toStringLiteral(webhook.name),
    mcp: getMcpCommand(settings),
    hasLeftOut: leftOut.length + unused.length > 0,
    leftOut: leftOut.map(plainText),
    unused: unused.map(inlineCode).join(', '),
  };
}

function createFirstCall(context: EmitContext, settings: PackageSettings) {
  const example = chooseExampleCall(context);
  return {
    ...toReadmeCall(example),
    options: getExampleOptions(context, settings),
    isStream: example.isStream,
    functionName: example.functionName,
    // The bare caller sends no other credentials.
    functionCall: example.functionCall(context.credentials.takesToken ? 'caller' : 'client'),
  };
}

/** A call with a body, one that chooses its media type, and whether bodies may be bytes. */
function createBodyCalls(
  context: EmitContext,
): Pick<ReadmeContent, 'body' | 'mediaTypes' | 'hasBytes'> {
  const getMethod = (operation: Operation) => getOperationNames(context, operation).method;
  const isPlain = ({ body }: Operation) => body !== undefined && !hasContentType(body);
  const chosen = findSimplest(context.model, ({ body }) => hasContentType(body));
  const content = chosen?.body && chooseContent(chosen.body.contents);
  return {
    body:
      findCall(context, (each) => isPlain(each) && /^create/.test(getMethod(each))) ??
      findCall(context, isPlain) ??
      findCall(context, ({ body }) => body?.required === true),
    mediaTypes: chosen && content && toReadmeCall(createExampleCall(context, chosen, { content })),
    hasBytes: getOperations(context.model).some(({ body }) =>
      body?.contents.some(({ encoding }) => encoding === 'binary'),
    ),
  };
}

/** The second, because the first is sent without being asked for. */
function chooseContent([first, second]: readonly RequestContent[]): RequestContent | undefined {
  return second ?? first;
}

function createStreamCall(context: EmitContext): ReadmeContent['stream'] {
  const call = findCall(context, (operation) => getResult(operation).stream !== undefined);
  const hasEvents = getOperations(context.model).some(
    (operation) => getResult(operation).stream?.encoding === 'events',
  );
  return call && { ...call, hasEvents };
}

/** The simplest call of a kind, with its body; the media type is left to the client. */
function findCall(
  context: EmitContext,
  is: (operation: Operation) => boolean,
): ReadmeCall | undefined {
  const operation = findSimplest(context.model, is);
  const content = hasContentType(operation?.body) ? undefined : operation?.body?.contents[0];
  return (
    operation && toReadmeCall(createExampleCall(context, operation, content ? { content } : {}))
  );
}

function toReadmeCall({ call, imports }: Pick<ExampleCall, 'call' | 'imports'>): ReadmeCall {
  return { call, imports: imports.map((name) => `${name}, `).join('') };
}

/** The example program, if this package has all operations that it calls. */
function getPrograms(context: EmitContext, { packageName, program }: PackageSettings) {
  if (program === undefined || !canCall(context, program)) return [];
  const { title, about } = program;
  const files = program.files.map((name) => ({
    name,
    text: readExample(name).replaceAll(program.packageName, packageName),
  }));
  return [{ title, about, files }];
}

function canCall(context: EmitContext, { calls }: ExampleProgram): boolean {
  // The programs compare enum values with strings, which TypeScript enums do not allow.
  if (context.enums === 'enum') return false;
  const operations = getOperations(context.model);
  return Object.entries(calls).every(([id, name]) => {
    const operation = operations.find((each) => each.id === id);
    return (
      operation !== undefined && createExampleCall(context, operation).call.startsWith(`${name}(`)
    );
  });
}
