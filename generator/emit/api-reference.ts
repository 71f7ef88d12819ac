import { plural } from '../util/plural.js';
import { getArguments, groupByType, hasInlineBody } from '../model/arguments.js';
import type { Docs, Operation, Parameter, RequestBody, Service, TypeRef } from '../model/model.js';
import { getErrorType, getOperations } from '../model/walk.js';
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
import { BODY_ARGUMENT, printValueType } from './request-bodies.js';
import { createSignature } from './signatures.js';
import { Imports, MODELS, toLiteral, toPropertyKey } from './structures.js';
import { renderTemplate } from './templates.js';
import { createTypeOptions, type TypeDirection } from './type-options.js';
import { describeWebhook, getNamedWebhooks, printPayload, type NamedWebhook } from './webhooks.js';

/** What the template is filled with; texts are Markdown, and may be empty. */
interface ApiReference {
  readonly title: string;
  readonly version: string;
  readonly callCount: string;
  /** The credentials that most calls need. */
  readonly needs: string;
  readonly services: readonly object[];
  readonly webhooks: readonly object[];
  /** Links to the types in signatures. */
  readonly types: string;
}

/** A call as the template shows it. */
interface DescribedCall {
  readonly heading: string;
  /** The block with the signature, without the options that every call has. */
  readonly code: string;
  readonly text: string;
  readonly request: string;
  readonly functionName: string;
  /** Where other credentials are needed than by most calls. */
  readonly needs: string;
  /** The declared type of an error's body. */
  readonly errorBody: string;
  /** Parameters, and what the signature does not say of other arguments. */
  readonly details: readonly string[];
}

/** What all sections share. */
interface Shared {
  readonly context: EmitContext;
  /** Receives the types of all signatures. */
  readonly imports: Imports;
  readonly needs: string;
}

/** Emits `api.md`: all calls with their signatures, grouped by service. Already formatted. */
export function emitApiReference(context: EmitContext): string {
  const { model, credentials } = context;
  const operations = getOperations(model);
  const needs = chooseMostFrequent(operations.map((each) => describeNeeds(credentials, each)));
  const shared: Shared = { context, imports: new Imports(), needs };
  const services = model.services.map((service) => describeService(shared, service));
  const webhooks = getNamedWebhooks(context).map((webhook) =>
    describeNamedWebhook(shared, webhook),
  );
  const content: ApiReference = {
    title: plainText(model.title),
    version: plainText(model.version),
    callCount: plural(operations.length, 'call'),
    needs,
    services,
    webhooks,
    types: createTypeLinks(shared.imports),
  };
  return renderTemplate('api.md', content)
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\n+$/, '\n');
}

function describeService(shared: Shared, service: Service) {
  const { property } = getServiceNames(shared.context, service);
  const heading = `client.${property}`;
  return {
    heading: inlineCode(heading),
    anchor: toAnchor(heading),
    callCount: plural(service.operations.length, 'call'),
    text: getTexts(service.docs).map(plainText).join(' '),
    calls: service.operations.map((operation) => describeCall(shared, operation, heading)),
  };
}

function describeCall(shared: Shared, operation: Operation, service: string): DescribedCall {
  const { context, imports } = shared;
  const { names, choices, returnType } = createSignature(context, operation, imports);
  const call = `${service}.${names.method}`;
  const signatures = choices.map((parameters, index) => {
    const args = parameters
      .filter(({ name }) => name !== 'options' || index > 0)
      .map(({ name, type, hasQuestionToken }) => `${name}${hasQuestionToken ? '?' : ''}: ${type}`);
    return `${call}(${args.join(', ')}): ${returnType}`;
  });
  const needs = describeNeeds(context.credentials, operation) ?? '';
  const error = getErrorType(operation);
  return {
    heading: inlineCode(call),
    code: codeBlock(signatures.join('\n')),
    text: joinTexts(operation.docs),
    request: inlineCode(operation.id),
    functionName: inlineCode(names.functionName),
    needs: needs === shared.needs ? '' : needs || 'no credentials',
    errorBody: error ? printTypeCode(shared, error, 'response') : '',
    details: describeArguments(shared, operation),
  };
}

function joinTexts(docs: Docs): string {
  const texts = getTexts(docs).map(plainText);
  return [...(docs.deprecated ? ['**Deprecated.**'] : []), ...texts].join(' ');
}

/** The parameters in the order of the signature; a path parameter or a body only if there is more to say of it. */
function describeArguments(shared: Shared, operation: Operation): readonly string[] {
  const { path, body, params } = getArguments(operation);
  const names = getOperationNames(shared.context, operation);
  return [
    ...path
      .filter(({ docs }) => docs.description)
      .map(({ docs, ...parameter }) =>
        formatDetail(getArgumentName({ docs, ...parameter }, names), [], docs.description),
      ),
    ...(body ? describeBody(shared, operation, body) : []),
    ...(params?.parameters ?? []).map((parameter) =>
      describeParameter(shared, parameter, getArgumentName(parameter, names)),
    ),
  ];
}

function describeParameter(shared: Shared, parameter: Parameter, name: string): string {
  const { description, defaultValue, deprecated } = parameter.docs;
  const isPlain = parameter.in === 'query' && parameter.wireName === name;
  return formatDetail(
    `${toPropertyKey(name)}${parameter.required ? '' : '?'}`,
    [
      printTypeCode(shared, parameter.type, 'request'),
      ...(isPlain ? [] : [`${parameter.in} ${inlineCode(parameter.wireName)}`]),
      ...(defaultValue === undefined ? [] : [`default ${inlineCode(toLiteral(defaultValue))}`]),
      ...(deprecated ? ['deprecated'] : []),
    ],
    description,
  );
}

/** A line for each type that a body may have, unless it is one that is sent as JSON and the signature says it all. */
function describeBody(
  { context, imports }: Shared,
  operation: Operation,
  body: RequestBody,
): readonly string[] {
  const groups = groupByType(body);
  const isPlain = groups.length === 1 && body.contents.every(({ encoding }) => encoding === 'json');
  if (isPlain && !body.docs.description) return [];
  const options = createTypeOptions(context, 'request', imports, MODELS);
  return groups.map(({ contents, isDefault }) => {
    const mediaTypes = contents.map(({ mediaType }) => inlineCode(mediaType)).join(' or ');
    const type =
      groups.length === 1 || (isDefault && hasInlineBody(operation))
        ? []
        : [toTypeCode(printValueType(contents[0], options))];
    const choice = isDefault ? [] : [`with ${inlineCode('contentType')}`];
    return formatDetail(
      `${BODY_ARGUMENT}${body.required || !isDefault ? '' : '?'}`,
      [...type, ...(isPlain ? [] : [mediaTypes]), ...choice],
      isDefault ? body.docs.description : undefined,
    );
  });
}

function formatDetail(
  name: string,
  facts: readonly string[],
  description: string | undefined,
): string {
  const sentences = [facts.join(', '), description ? plainText(description) : ''];
  return `${inlineCode(name)}: ${sentences.filter(Boolean).join('. ')}`;
}

function describeNamedWebhook({ context, imports }: Shared, { name, webhook }: NamedWebhook) {
  return {
    heading: inlineCode(name),
    text: joinTexts(webhook.docs),
    description: describeWebhook(webhook),
    payload: toTypeCode(printPayload(context, webhook, imports)),
  };
}

function printTypeCode(
  { context, imports }: Shared,
  type: TypeRef,
  direction: TypeDirection,
): string {
  return toTypeCode(printType(type, createTypeOptions(context, direction, imports, MODELS)));
}

/** An inline object takes many lines, so it is not repeated here. */
function toTypeCode(text: string): string {
  return text.includes('\n') ? 'an inline object' : inlineCode(text);
}

/** Links to the files of the types that were printed. */
function createTypeLinks(imports: Imports): string {
  return imports.all
    .filter(({ module }) => module.startsWith(MODELS))
    .flatMap(({ module, names }) =>
      names.map((name) => ({ name, file: `src/models/${module.slice(MODELS.length)}` })),
    )
    .sort((a, b) => byCodeUnit(a.name, b.name))
    .map(({ name, file }) => `[${inlineCode(name)}](${file.replace(/\.js$/, '.ts')})`)
    .join(', ');
}

/** Empty if none is there; of equals, the first. */
function chooseMostFrequent(texts: readonly (string | undefined)[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [most] = [...counts].sort(([a, count], [b, other]) => other - count || byCodeUnit(a, b));
  return most?.[0] ?? '';
}
