import { plural } from '../util/plural.js';
import { getArguments, groupByType, hasInlineBody } from '../model/arguments.js';
import type { Operation, Parameter, RequestBody, Service, TypeRef } from '../model/model.js';
import { getErrorType, getOperations } from '../model/walk.js';
import type { Webhook } from '../model/webhook.js';
import { toAnchor, codeBlock, inlineCode, plainText } from '../util/markdown.js';
import { byCodeUnit } from '../util/order.js';
import {
  getArgumentName,
  getOperationNames,
  getServiceNames,
  type EmitContext,
} from './context.js';
import { describeNeeds } from './credentials.js';
import { getTexts } from './jsdoc.js';
import { printType } from './print-type.js';
import { printValueType } from './request-bodies.js';
import { BODY_ARGUMENT, createSignature } from './signatures.js';
import { Imports, MODELS, toLiteral, toPropertyAccess } from './structures.js';
import { createTypeOptions, type TypeDirection } from './type-options.js';
import { describeWebhook, getNamedWebhooks, printPayload } from './webhooks.js';

/** Emits `api.md`: all calls with their signatures, grouped by service. Already formatted. */
export function emitApiReference(context: EmitContext): string {
  const { model } = context;
  const sections = model.services.map((service) => createServiceSection(context, service));
  const contents = model.services.map((service) => {
    const { property } = getServiceNames(context, service);
    const heading = `client.${property}`;
    return `- [${inlineCode(heading)}](#${toAnchor(heading)}) (${formatCallCount(service.operations)})`;
  });
  const blocks = [
    `# API reference: ${plainText(model.title)}`,
    `Version ${plainText(model.version)}, ${formatCallCount(getOperations(model))}. Each call is a method of the client and a standalone function.`,
    ...(contents.length > 0 ? [contents.join('\n')] : []),
    ...sections,
    ...createWebhookSections(context),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** What the API sends, with the types of the payloads. */
function createWebhookSections(context: EmitContext): readonly string[] {
  const webhooks = getNamedWebhooks(context);
  if (webhooks.length === 0) return [];
  return [
    '## Webhooks',
    `What the API sends to your server, for ${inlineCode('handleWebhook')} in [${inlineCode('src/webhooks/index.ts')}](src/webhooks/index.ts).`,
    ...webhooks.map(({ name, webhook }) => createWebhookSection(context, name, webhook)),
  ];
}

function createWebhookSection(context: EmitContext, name: string, webhook: Webhook): string {
  const imports = new Imports();
  const payload = printPayload(context, webhook, imports);
  const facts = [
    ...(webhook.docs.deprecated ? ['**Deprecated**'] : []),
    describeWebhook(webhook),
    `Payload: ${payload.includes('\n') ? 'an inline object' : inlineCode(payload)}`,
    ...createTypeLinks(imports),
  ];
  return [
    `### ${inlineCode(name)}`,
    ...getTexts(webhook.docs).map(plainText),
    facts.map((fact) => `- ${fact}`).join('\n'),
  ].join('\n\n');
}

function formatCallCount(operations: readonly Operation[]): string {
  return plural(operations.length, 'call');
}

function createServiceSection(context: EmitContext, service: Service): string {
  const { property, fileName, className } = getServiceNames(context, service);
  const tag = `Tag ${inlineCode(service.wireName)}, class [${inlineCode(className)}](src/resources/${fileName}.ts).`;
  const blocks = [
    `## ${inlineCode(`client.${property}`)}`,
    [tag, ...getTexts(service.docs).map(plainText)].join(' '),
    ...service.operations.map((operation) => createCallSection(context, operation, property)),
  ];
  return blocks.join('\n\n');
}

function createCallSection(context: EmitContext, operation: Operation, property: string): string {
  const imports = new Imports();
  const { names, parameters, returnType } = createSignature(context, operation, imports);
  const call = `client.${property}.${names.method}`;
  const args = parameters.map(
    ({ name, type, hasQuestionToken, initializer }) =>
      `${name}${hasQuestionToken || initializer !== undefined ? '?' : ''}: ${type}`,
  );
  const texts = getTexts(operation.docs).map(plainText);
  const facts = [
    ...(operation.docs.deprecated ? ['**Deprecated**'] : []),
    `Request: ${inlineCode(operation.id)}`,
    ...describeAuth(context, operation),
    `Function: ${inlineCode(`${names.functionName}(client${args.length > 0 ? ', ...' : ''})`)}`,
    ...describeArguments(context, operation, imports),
    describeError(context, operation, imports),
    ...createTypeLinks(imports),
  ];
  return [
    `### ${inlineCode(call)}`,
    codeBlock(`${call}(${args.join(', ')}): ${returnType}`),
    ...texts,
    facts.map((fact) => `- ${fact}`).join('\n'),
  ].join('\n\n');
}

function describeAuth({ credentials }: EmitContext, operation: Operation): readonly string[] {
  const needs = describeNeeds(credentials, operation);
  return needs === undefined ? [] : [`Credentials: ${needs}`];
}

/** Path parameters and the body are arguments, all others are properties of `params`. */
function describeArguments(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly string[] {
  const names = getOperationNames(context, operation);
  const printRequestType = (type: TypeRef) => printTypeCode(context, type, 'request', imports);
  const describeParameter = (parameter: Parameter): string => {
    const name = getArgumentName(parameter, names);
    const { description, defaultValue, deprecated } = parameter.docs;
    const notes = [
      parameter.wireName === name
        ? parameter.in
        : `${parameter.in} ${inlineCode(parameter.wireName)}`,
      ...(parameter.required ? [] : ['optional']),
      ...(defaultValue === undefined ? [] : [`default ${inlineCode(toLiteral(defaultValue))}`]),
      ...(deprecated ? ['deprecated'] : []),
    ];
    const argument = parameter.in === 'path' ? name : toPropertyAccess('params', name);
    return formatArgument(argument, notes, printRequestType(parameter.type), description);
  };
  const options = createTypeOptions(context, 'request', imports, MODELS);
  const bodyArgument = getArguments(operation).body
    ? BODY_ARGUMENT
    : toPropertyAccess('params', names.body);
  const describeBody = (body: RequestBody): readonly string[] =>
    groupByType(body).map(({ contents, isDefault }) => {
      const mediaTypes = contents.map(({ mediaType }) => inlineCode(mediaType)).join(' or ');
      const chosen = inlineCode(toPropertyAccess('params', names.contentType));
      return formatArgument(
        bodyArgument,
        [
          `body, ${mediaTypes}${isDefault ? '' : ` as ${chosen}`}`,
          ...(body.required || !isDefault ? [] : ['optional']),
        ],
        hasInlineBody(operation)
          ? inlineCode(names.bodyType)
          : toTypeCode(printValueType(contents[0], options)),
        isDefault ? body.docs.description : undefined,
      );
    });
  const lines = [
    ...operation.parameters.map(describeParameter),
    ...(operation.body ? describeBody(operation.body) : []),
  ];
  return lines.length === 0
    ? []
    : [`Parameters:\n${lines.map((each) => `  - ${each}`).join('\n')}`];
}

function formatArgument(
  argument: string,
  notes: readonly string[],
  type: string,
  description: string | undefined,
): string {
  const sentence = description ? `. ${plainText(description)}` : '';
  return `${inlineCode(argument)} (${notes.join(', ')}): ${type}${sentence}`;
}

function describeError(context: EmitContext, operation: Operation, imports: Imports): string {
  const error = getErrorType(operation);
  if (error === undefined) return `Rejects with: ${inlineCode('ApiError')}`;
  return `Rejects with: ${inlineCode('ApiError')}, whose body is ${printTypeCode(context, error, 'response', imports)}`;
}

/** An inline object takes many lines, so it is not repeated here. */
function printTypeCode(
  context: EmitContext,
  type: TypeRef,
  direction: TypeDirection,
  imports: Imports,
): string {
  return toTypeCode(printType(type, createTypeOptions(context, direction, imports, MODELS)));
}

function toTypeCode(text: string): string {
  return text.includes('\n') ? 'an inline object' : inlineCode(text);
}

/** Links to the files of the types that were printed. */
function createTypeLinks(imports: Imports): readonly string[] {
  const links = imports.all
    .filter(({ module }) => module.startsWith(MODELS))
    .flatMap(({ module, names }) =>
      names.map((name) => ({ name, file: `src/models/${module.slice(MODELS.length)}` })),
    )
    .sort((a, b) => byCodeUnit(a.name, b.name))
    .map(({ name, file }) => `[${inlineCode(name)}](${file.replace(/\.js$/, '.ts')})`);
  return links.length === 0 ? [] : [`Types: ${links.join(', ')}`];
}
