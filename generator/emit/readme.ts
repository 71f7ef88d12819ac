import { plural } from '../util/plural.js';
import type { ApiModel, DeclarationId, Operation, TypeRef } from '../model/model.js';
import { getResult } from '../model/result.js';
import { getDefaultUrl } from '../model/servers.js';
import { hasContentType } from '../model/request-body.js';
import { getOperations } from '../model/walk.js';
import { inlineCode, plainText } from '../util/markdown.js';
import {
  getOperationNames,
  getServiceNames,
  type EmitContext,
  type ExampleProgram,
  type PackageSettings,
} from './context.js';
import { canRequestTokens } from './credentials.js';
import { describeCredentials, describeServers } from './readme-credentials.js';
import { toStringLiteral } from './structures.js';
import { readExample, renderTemplate } from './templates.js';
import { getNamedWebhooks } from './webhooks.js';

/** Emits the README of the package. */
export function emitReadme(context: EmitContext, settings: PackageSettings): string {
  const { model, names } = context;
  const example = chooseExampleCall(context);
  const [webhook] = getNamedWebhooks(context);
  const paged = findSimplest(model, ({ pagination }) => pagination !== undefined);
  const stream = findSimplest(model, (operation) => getResult(operation).stream !== undefined);
  const prefix = names.environmentVariablePrefix;
  const text = renderTemplate('README.md', {
    packageName: settings.packageName,
    heading: inlineCode(settings.packageName),
    standIn: settings.standIn === undefined ? [] : [settings.standIn],
    title: plainText(model.title),
    apiVersion: plainText(model.version),
    operationCount: plural(getOperations(model).length, 'operation'),
    hasOperations: getOperations(model).length > 0,
    webhook: webhook && toStringLiteral(webhook.name),
    client: names.client,
    error: names.error,
    prefix,
    exampleBaseUrl: inlineCode(getExampleBaseUrl(model)),
    exampleOptions: getExampleOptions(context, settings),
    credentials: describeCredentials(context, settings),
    canRequestTokens: canRequestTokens(context.credentials, settings),
    servers: describeServers(context, settings),
    example: example.isStream
      ? [`for await (const item of client.${example.call}) console.log(item);`]
      : [
          `const ${example.variable} = await client.${example.call};`,
          `console.log(${example.variable});`,
        ],
    exampleIndented: [`  await client.${example.call};`],
    exampleCall: example.call,
    exampleFunction: example.functionName,
    exampleFunctionCall: example.functionCall('client'),
    exampleBareCall: example.functionCall('caller'),
    bodies: describeBodies(context),
    pagedCall: paged && createExampleCall(context, paged).call,
    streamCall: stream && createExampleCall(context, stream).call,
    hasEvents: getOperations(model).some(
      (operation) => getResult(operation).stream?.encoding === 'events',
    ),
    rateLimit: settings.rateLimit && {
      requests: String(settings.rateLimit.requests),
      seconds: String(settings.rateLimit.perMs / 1000),
    },
    programs: getPrograms(context, settings),
    hasLeftOut: [...(settings.leftOut ?? []), ...(settings.unused ?? [])].length > 0,
    leftOut: (settings.leftOut ?? []).map(plainText),
    unused: (settings.unused ?? []).map(inlineCode).join(', '),
    environments: Object.entries(settings.environments).map(([name, { baseUrl }]) => ({
      name: inlineCode(name),
      baseUrl: inlineCode(baseUrl),
      note: name === settings.defaultEnvironment ? ' (the default)' : '',
    })),
  });
  // Sections without content leave blank lines.
  return text.replace(/\n{3,}/g, '\n\n');
}

/** What the section about request bodies says; undefined when all of them are plain. */
function describeBodies(context: EmitContext) {
  const { model } = context;
  const chosen = findSimplest(model, ({ body }) => body !== undefined && hasContentType(body));
  const hasBytes = getOperations(model).some(({ body }) =>
    body?.contents.some(({ encoding }) => encoding === 'binary'),
  );
  if (chosen?.body === undefined) return hasBytes ? { hasBytes } : undefined;
  const names = getOperationNames(context, chosen);
  const { contents } = chosen.body;
  const { mediaType } = contents[1] ?? contents[0];
  const contentType = mediaType.replace('*/*', 'image/png').replace('/*', '/png');
  const value = names.body === 'body' ? 'body' : `${names.body}: body`;
  const params = `{ ${names.contentType}: ${toStringLiteral(contentType)}, ${value} }`;
  return { hasBytes, call: createExampleCall(context, chosen, params).call };
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

/** A URL to replace, with the path that the document's first server has: of a local document, the host is not known. */
function getExampleBaseUrl({ servers: [server] }: ApiModel): string {
  const path = server === undefined ? '' : getDefaultUrl(server);
  return `https://...${/^\/(?!\/)./.test(path) ? path : ''}`;
}

/**
 * The client's options in the first example: what its call needs. It runs unchanged, so the sandbox comes with its
 * environment and credentials; a token alone is left to the environment variables.
 */
export function getExampleOptions(
  { credentials, model }: EmitContext,
  settings: PackageSettings,
): string {
  const operation = findSimplest(model);
  const names = Object.keys(settings.environments);
  if (names.includes('sandbox'))
    return "{ environment: 'sandbox', clientId: 'sandbox-client', clientSecret: 'sandbox-secret' }";
  const auth = operation && credentials.getAuth(operation).auth;
  const [needed = []] = auth ?? credentials.defaults.auth ?? [];
  const options = [
    ...(names.length === 0 ? ['baseUrl'] : []),
    ...(needed.join() === 'token' ? [] : needed).flatMap((name) =>
      name === 'basic' ? ['username', 'password'] : name,
    ),
  ];
  const values = options.map((name) =>
    name === 'baseUrl' ? `baseUrl: ${toStringLiteral(getExampleBaseUrl(model))}` : `${name}: '...'`,
  );
  return values.length > 0 ? `{ ${values.join(', ')} }` : '';
}

/** A call to show in documentation. */
export interface ExampleCall {
  /** `vehicles.list()` */
  readonly call: string;
  /** `listVehicles` */
  readonly functionName: string;
  /** Prints the call with the given client variable: `listVehicles(client)`. */
  readonly functionCall: (client: string) => string;
  readonly variable: string;
  /** True if the call gives items to iterate over. */
  readonly isStream: boolean;
}

/** Chooses the simplest call of the API: a GET without required arguments, or the call that needs the fewest. */
export function chooseExampleCall(context: EmitContext): ExampleCall {
  const operation = findSimplest(context.model);
  return operation === undefined ? NO_EXAMPLE : createExampleCall(context, operation);
}

/** For a document without operations. */
const NO_EXAMPLE: ExampleCall = {
  call: 'call()',
  functionName: 'call',
  functionCall: (client) => `call(${client})`,
  variable: 'result',
  isStream: false,
};

function createExampleCall(
  context: EmitContext,
  operation: Operation,
  params?: string,
): ExampleCall {
  const service = context.model.services.find(({ operations }) => operations.includes(operation));
  const names = getOperationNames(context, operation);
  const property = service === undefined ? '' : `${getServiceNames(context, service).property}.`;
  const args = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ type }) => printExampleValue(context.model, type));
  const needsParams =
    operation.body?.required ||
    operation.parameters.some((parameter) => parameter.in !== 'path' && parameter.required);
  if (params !== undefined || needsParams) args.push(params ?? '{ ... }');
  return {
    call: `${property}${names.method}(${args.join(', ')})`,
    functionName: names.functionName,
    functionCall: (client) => `${names.functionName}(${[client, ...args].join(', ')})`,
    variable: 'result',
    isStream: getResult(operation).stream !== undefined,
  };
}

/** A value that a program can pass, where the type says more than a string. */
function printExampleValue(
  model: ApiModel,
  type: TypeRef,
  seen: ReadonlySet<DeclarationId> = new Set(),
): string {
  switch (type.kind) {
    case 'scalar':
      if (type.scalar === 'string') return "'...'";
      return type.scalar === 'boolean' ? 'true' : '1';
    case 'literal':
      return printConstant(type.value);
    case 'union': {
      const first = type.members.find(({ kind }) => kind !== 'null');
      return first === undefined ? 'null' : printExampleValue(model, first, seen);
    }
    case 'reference': {
      // A union may refer to itself.
      const declaration = seen.has(type.id) ? undefined : model.declarations.get(type.id);
      if (declaration?.kind === 'alias')
        return printExampleValue(model, declaration.type, new Set([...seen, type.id]));
      const [first] = declaration?.kind === 'enum' ? declaration.members : [];
      return first === undefined ? "'...'" : printConstant(first.value);
    }
    default:
      return "'...'";
  }
}

function printConstant(value: string | number | boolean): string {
  return typeof value === 'string' ? toStringLiteral(value) : String(value);
}

/** Finds the call with the fewest requirements; of equals, one that returns a list, then one of the largest service. */
function findSimplest(
  model: ApiModel,
  isCandidate: (operation: Operation) => boolean = () => true,
): Operation | undefined {
  const ranked = model.services.flatMap((service) =>
    service.operations.filter(isCandidate).map((operation) => ({
      operation,
      weight: getWeight(operation) - service.operations.length / 1000,
    })),
  );
  const [first, ...others] = ranked;
  return others.reduce(
    (best, next) => (best !== undefined && best.weight <= next.weight ? best : next),
    first,
  )?.operation;
}

function getWeight(operation: Operation): number {
  const { parameters, method, body, docs, path, responses } = operation;
  const required = parameters.filter((parameter) => parameter.required).length;
  const isList = responses.some((response) => response.body?.type.kind === 'array');
  return (
    required +
    (method === 'GET' ? 0 : 10) +
    (body ? 5 : 0) +
    (docs.deprecated ? 3 : 0) +
    (getResult(operation).stream ? 20 : 0) +
    (path.length > 1 ? 1 : 0) +
    (isList ? 0 : 0.5)
  );
}
