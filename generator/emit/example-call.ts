import { getArguments, type ParamsObject } from '../model/arguments.js';
import type {
  ApiModel,
  Docs,
  Operation,
  RequestBody,
  RequestContent,
  TypeRef,
} from '../model/model.js';
import { hasContentType, isSequence } from '../model/request-body.js';
import { getDefaultUrl } from '../model/servers.js';
import { getResult } from '../model/result.js';
import type { OperationNames } from '../naming/names.js';
import {
  getArgumentName,
  getOperationNames,
  getServiceNames,
  type EmitContext,
  type PackageSettings,
} from './context.js';
import { createExampleValues, type ExampleValuePrinter } from './example-values.js';
import { BODY_ARGUMENT } from './request-bodies.js';
import { toPropertyKey, toStringLiteral } from './structures.js';

/** A URL to replace, with the path that the document's first server has: of a local document, the host is not known. */
export function getExampleBaseUrl({ servers: [server] }: ApiModel): string {
  const path = server === undefined ? '' : getDefaultUrl(server);
  return `https://...${/^\/(?!\/)./.test(path) ? path : ''}`;
}

/** The names of the credentials that the example call needs: `token`, `basic` or options for keys. */
export function getNeededCredentials({ credentials, model }: EmitContext): readonly string[] {
  const operation = findSimplest(model);
  const auth = operation && credentials.getAuth(operation).auth;
  const [needed] = auth ?? credentials.defaults.auth ?? [];
  if (needed !== undefined || auth !== undefined) return needed ?? [];
  // Where nothing is required anywhere, what is declared may be.
  const [key] = credentials.keys.keys();
  if (key !== undefined) return [key];
  if (credentials.takesBasic) return ['basic'];
  return credentials.declaresToken ? ['token'] : [];
}

/**
 * The client's options in the first example: what its call needs. It runs unchanged, so the stand-in's package comes with
 * its environment and credentials; a token alone is left to the environment variables.
 */
export function getExampleOptions(context: EmitContext, settings: PackageSettings): string {
  if (settings.standIn !== undefined)
    return "{ environment: 'sandbox', clientId: 'sandbox-client', clientSecret: 'sandbox-secret' }";
  const needed = getNeededCredentials(context);
  const options = [
    ...(Object.keys(settings.environments).length === 0 ? ['baseUrl'] : []),
    ...(needed.join() === 'token' ? [] : needed).flatMap((name) =>
      name === 'basic' ? ['username', 'password'] : name,
    ),
  ];
  const values = options.map((name) =>
    name === 'baseUrl'
      ? `baseUrl: ${toStringLiteral(getExampleBaseUrl(context.model))}`
      : `${name}: '...'`,
  );
  return values.length > 0 ? `{ ${values.join(', ')} }` : '';
}

/** A call to show in documentation, with all arguments that it needs. */
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
  /** What its arguments need of the package, sorted: enums, where they are those of TypeScript. */
  readonly imports: readonly string[];
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
  imports: [],
};

/** What an example shows beyond what its call needs. */
export interface ExampleChanges {
  /** Expressions for parameters outside the path, by the name of the argument. */
  readonly given?: ReadonlyMap<string, string>;
  /** What the body is; where a call may choose its media type, that is passed too. */
  readonly content?: RequestContent;
  /** The last argument. */
  readonly options?: string;
}

export function createExampleCall(
  context: EmitContext,
  operation: Operation,
  changes: ExampleChanges = {},
): ExampleCall {
  const service = context.model.services.find(({ operations }) => operations.includes(operation));
  const names = getOperationNames(context, operation);
  const property = service === undefined ? '' : `${getServiceNames(context, service).property}.`;
  const values = createExampleValues(context);
  const { path, body, params } = getArguments(operation);
  const entries = params && printParams(params, names, values, changes);
  const options = printOptions(body, changes);
  const rest = entries ?? (params && options !== undefined ? '{}' : undefined);
  const args = path.map((parameter) =>
    printValue(values, parameter.type, getArgumentName(parameter, names), parameter),
  );
  if (body && (body.required || changes.content)) args.push(printBody(body, values, changes));
  else if (body && (rest ?? options) !== undefined) args.push('undefined');
  if (rest !== undefined) args.push(rest);
  if (options !== undefined) args.push(options);
  return {
    call: `${property}${names.method}(${args.join(', ')})`,
    functionName: names.functionName,
    functionCall: (client) => `${names.functionName}(${[client, ...args].join(', ')})`,
    variable: 'result',
    isStream: getResult(operation).stream !== undefined,
    imports: [...values.imports].sort(),
  };
}

/** The entries of the params object that are required or given; undefined when there are none. */
function printParams(
  { parameters }: ParamsObject,
  names: OperationNames,
  values: ExampleValuePrinter,
  { given }: ExampleChanges,
): string | undefined {
  const entries = parameters.flatMap((parameter) => {
    const name = getArgumentName(parameter, names);
    const expression = given?.get(name);
    if (expression === undefined && !parameter.required) return [];
    const value = expression ?? printValue(values, parameter.type, name, parameter);
    return [value === name ? name : `${toPropertyKey(name)}: ${value}`];
  });
  return entries.length === 0 ? undefined : `{ ${entries.join(', ')} }`;
}

/** The call's options: the media type of the body where the call may choose it, or what the example gives. */
function printOptions(
  body: RequestBody | undefined,
  { content, options }: ExampleChanges,
): string | undefined {
  return content !== undefined && hasContentType(body)
    ? `{ contentType: ${toStringLiteral(toConcrete(content.mediaType))} }`
    : options;
}

/** A media type of a range. */
function toConcrete(mediaType: string): string {
  return mediaType.replace('*/*', 'image/png').replace('/*', '/png');
}

function printBody(
  body: RequestBody,
  values: ExampleValuePrinter,
  { content = body.contents[0] }: ExampleChanges,
): string {
  const value = printValue(values, content.type, BODY_ARGUMENT, body);
  return isSequence(content.encoding) ? `[${value}]` : value;
}

/** Some types have no value, or only an infinite one: no call can be right then, but an example of it compiles. */
function printValue(
  values: ExampleValuePrinter,
  type: TypeRef,
  name: string,
  { docs }: { readonly docs: Docs },
): string {
  return values.print(type, { name, docs }) ?? 'undefined as never';
}

/** Finds the call with the fewest requirements; of equals, one that returns a list, then one of the largest service. */
export function findSimplest(
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

const UNTELLING: Partial<Readonly<Record<TypeRef['kind'], number>>> = { binary: 2, unknown: 0.6 };

function getWeight(operation: Operation): number {
  const { parameters, method, body, docs, path, pagination } = operation;
  const { type, stream } = getResult(operation);
  const required = parameters.filter((parameter) => parameter.required).length;
  const isList = type?.kind === 'array' || pagination !== undefined;
  return (
    required +
    (method === 'GET' ? 0 : 10) +
    (body ? 5 : 0) +
    (docs.deprecated ? 3 : 0) +
    (stream ? 20 : 0) +
    (path.length > 1 ? 1 : 0) +
    (isList ? 0 : 0.5) +
    // What gives nothing to print shows nothing.
    (type === undefined ? 4 : (UNTELLING[type.kind] ?? 0))
  );
}
