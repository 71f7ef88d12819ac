import { getArguments } from '../model/arguments.js';
import { plural } from '../util/plural.js';
import type { ExampleProgram } from '../model/environment.js';
import { getResult } from '../model/result.js';
import { hasContentType } from '../model/request-body.js';
import { getOperations } from '../model/walk.js';
import { inlineCode, plainText } from '../util/markdown.js';
import { getOperationNames, type EmitContext, type PackageSettings } from './context.js';
import { canRequestTokens } from './credentials.js';
import {
  chooseExampleCall,
  createExampleCall,
  findSimplest,
  getExampleBaseUrl,
  getExampleOptions,
} from './example-call.js';
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
    exampleImports: [names.client, ...example.imports].join(', '),
    exampleFunction: example.functionName,
    exampleEnums: example.imports.join(', '),
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
  const choice = `${names.contentType}: ${toStringLiteral(contentType)}`;
  const value = names.body === 'body' ? 'body' : `${names.body}: body`;
  const params = getArguments(chosen).body ? `{ ${choice} }` : `{ ${choice}, ${value} }`;
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
