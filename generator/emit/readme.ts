import type { ApiModel, Operation } from '../model/model.js';
import { getOperations } from '../model/walk.js';
import { inlineCode, plainText } from '../util/markdown.js';
import type { ExampleProgram, PackageSettings } from './context.js';
import { getOperationNames, getServiceNames } from './context.js';
import { readExample, renderTemplate } from './templates.js';
import type { EmitContext } from './type-options.js';

/** The package's README: from nothing to a call in a minute. */
export function emitReadme(context: EmitContext, settings: PackageSettings): string {
  const { model, names } = context;
  const example = chooseExampleCall(context);
  const paged = findSimplest(model, ({ pagination }) => pagination !== undefined);
  const prefix = names.environmentVariablePrefix;
  const text = renderTemplate('README.md', {
    packageName: settings.packageName,
    heading: inlineCode(settings.packageName),
    standIn: settings.standIn === undefined ? [] : [settings.standIn],
    title: plainText(model.title),
    apiVersion: plainText(model.version),
    operationCount: String(getOperations(model).length),
    client: names.client,
    error: names.error,
    prefix,
    exampleOptions: getExampleOptions(settings),
    example: [
      `const ${example.variable} = await client.${example.call};`,
      `console.log(${example.variable});`,
    ],
    exampleIndented: [`  await client.${example.call};`],
    exampleCall: example.call,
    exampleFunction: example.functionName,
    exampleFunctionCall: example.functionCall('client'),
    exampleBareCall: example.functionCall('caller'),
    pagedCall: paged && createExampleCall(context, paged).call,
    rateLimit: settings.rateLimit && {
      requests: String(settings.rateLimit.requests),
      seconds: String(settings.rateLimit.perMs / 1000),
    },
    programs: getPrograms(context, settings),
    environments: Object.entries(settings.environments).map(([name, { baseUrl }]) => ({
      name,
      baseUrl: inlineCode(baseUrl),
      note: name === settings.defaultEnvironment ? ' (the default)' : '',
    })),
  });
  // A part that has nothing to say leaves its lines of air.
  return text.replace(/\n{3,}/g, '\n\n');
}

/** The program of the settings, where it compiles against this package as far as its calls tell. */
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
  // A TypeScript enum is not compared with a text, which programs that are shown do.
  if (context.enums === 'enum') return false;
  const operations = getOperations(context.model);
  return Object.entries(calls).every(([id, name]) => {
    const operation = operations.find((one) => one.id === id);
    return (
      operation !== undefined && createExampleCall(context, operation).call.startsWith(`${name}(`)
    );
  });
}

/** Code that a newcomer can run as it is: the environment is named wherever it is not the default. */
function getExampleOptions(settings: PackageSettings): string {
  const names = Object.keys(settings.environments);
  if (names.length === 0) return "{ baseUrl: 'https://...' }";
  if (names.includes('sandbox'))
    return "{ environment: 'sandbox', clientId: 'sandbox-client', clientSecret: 'sandbox-secret' }";
  return '';
}

export interface ExampleCall {
  /** `vehicles.list()` */
  readonly call: string;
  /** `listVehicles` */
  readonly functionName: string;
  /** `listVehicles(client)`, by what the client is called. */
  readonly functionCall: (client: string) => string;
  readonly variable: string;
}

/** The simplest call there is: a GET that needs nothing, else one that needs the fewest arguments. */
export function chooseExampleCall(context: EmitContext): ExampleCall {
  const operation = findSimplest(context.model);
  return operation === undefined ? NO_EXAMPLE : createExampleCall(context, operation);
}

/** Of a document without operations. */
const NO_EXAMPLE: ExampleCall = {
  call: 'call()',
  functionName: 'call',
  functionCall: (client) => `call(${client})`,
  variable: 'result',
};

function createExampleCall(context: EmitContext, operation: Operation): ExampleCall {
  const service = context.model.services.find(({ operations }) => operations.includes(operation));
  const names = getOperationNames(context, operation);
  const property = service === undefined ? '' : `${getServiceNames(context, service).property}.`;
  const given = operation.parameters.filter(({ in: place }) => place === 'path').map(() => "'...'");
  if (
    operation.body?.required ||
    operation.parameters.some(({ in: place, required }) => place !== 'path' && required)
  )
    given.push('{ ... }');
  return {
    call: `${property}${names.method}(${given.join(', ')})`,
    functionName: names.functionName,
    functionCall: (client) => `${names.functionName}(${[client, ...given].join(', ')})`,
    variable: 'result',
  };
}

/** Needs the least; among equals it lists something, and belongs to the service that does the most. */
function findSimplest(
  model: ApiModel,
  wanted: (operation: Operation) => boolean = () => true,
): Operation | undefined {
  const ranked = model.services.flatMap((service) =>
    service.operations.filter(wanted).map((operation) => ({
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

function getWeight({ parameters, method, body, docs, path, responses }: Operation): number {
  const required = parameters.filter((parameter) => parameter.required).length;
  const isList = responses.some((response) => response.body?.type.kind === 'array');
  return (
    required +
    (method === 'GET' ? 0 : 10) +
    (body ? 5 : 0) +
    (docs.deprecated ? 3 : 0) +
    (path.length > 1 ? 1 : 0) +
    (isList ? 0 : 0.5)
  );
}
