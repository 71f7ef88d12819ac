import type { Webhook, WebhookBody } from '../model/webhook.js';
import { toOneLine } from '../util/markdown.js';
import { sortedBy } from '../util/order.js';
import type { EmitContext } from './context.js';
import { createDocsComment, toCode, toDocs } from './jsdoc.js';
import { printType } from './print-type.js';
import {
  createConstant,
  createSourceFile,
  createTypeAlias,
  Imports,
  KIND,
  MODELS,
  toPropertyKey,
  type EmittedFile,
  type Statement,
} from './structures.js';
import { createTypeOptions } from './type-options.js';
import { printDecoder } from './value-printer.js';

const WEBHOOK_RUNTIME = '../runtime/internal/webhooks/index.js';

/** What the file declares, and its imports must not. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  'Webhooks',
  'WebhookName',
  'WebhookEvent',
  'WebhookError',
  'WebhookReader',
]);

/** Emits `src/webhooks/`, when the API sends any: the types of their payloads, and the function that reads them. */
export function emitWebhooks(context: EmitContext): ReadonlyMap<string, EmittedFile> {
  const webhooks = getNamedWebhooks(context);
  const [first] = webhooks;
  if (first === undefined) return new Map();
  const imports = new Imports(OWN_NAMES);
  const statements = createStatements(context, webhooks, first.name, imports);
  return new Map([
    ['src/webhooks/index.ts', createSourceFile(context.header, imports, statements)],
  ]);
}

/** A webhook and the name that users pass to `handleWebhook`. */
export interface NamedWebhook {
  readonly name: string;
  readonly webhook: Webhook;
}

/**
 * All webhooks, sorted by name.
 *
 * @throws Error if no name was planned, which is a bug.
 */
export function getNamedWebhooks({ model, names }: EmitContext): readonly NamedWebhook[] {
  const named = model.webhooks.map((webhook) => {
    const name = names.webhooks.get(webhook.id);
    if (name === undefined) throw new Error(`No name was planned for the webhook '${webhook.id}'`);
    return { name, webhook };
  });
  return sortedBy(named, ({ name }) => name);
}

function createStatements(
  context: EmitContext,
  webhooks: readonly NamedWebhook[],
  example: string,
  imports: Imports,
): readonly Statement[] {
  return [
    `export { ${imports.value('WebhookError', WEBHOOK_RUNTIME)} };`,
    createPayloads(context, webhooks, imports),
    createTypeAlias('WebhookName', 'keyof Webhooks', []),
    {
      ...createTypeAlias(
        'WebhookEvent',
        '{ [K in Name]: { readonly name: K; readonly payload: Webhooks[K] } }[Name]',
        ['A webhook that was received. `name` tells which one, and narrows `payload`.'],
      ),
      typeParameters: [{ name: 'Name', constraint: 'WebhookName', default: 'WebhookName' }],
    },
    createReaders(context, webhooks, imports),
    createHandler(example, imports),
    {
      kind: KIND.Function,
      isExported: true,
      name: 'isWebhookName',
      parameters: [{ name: 'name', type: 'string' }],
      returnType: 'name is WebhookName',
      docs: ['Whether the API has a webhook of this name.'],
      statements: ['return Object.hasOwn(READERS, name);'],
    },
  ];
}

function createPayloads(
  context: EmitContext,
  webhooks: readonly NamedWebhook[],
  imports: Imports,
): Statement {
  return {
    kind: KIND.Interface,
    isExported: true,
    name: 'Webhooks',
    docs: ['The requests that the API sends to your server, by name, with their payloads.'],
    properties: webhooks.map(({ name, webhook }) => ({
      name: toPropertyKey(name),
      type: printPayload(context, webhook, imports),
      docs: toDocs(createDocsComment(webhook.docs, { notes: [describeWebhook(webhook)] })),
    })),
  };
}

function createReaders(
  context: EmitContext,
  webhooks: readonly NamedWebhook[],
  imports: Imports,
): Statement {
  const readers = webhooks.map(
    ({ name, webhook: { body } }) =>
      `${toPropertyKey(name)}: ${printReader(context, body, imports)},`,
  );
  const type = `Readonly<Record<WebhookName, ${imports.type('WebhookReader', WEBHOOK_RUNTIME)}>>`;
  const initializer = `{ ${readers.join('\n')} }`;
  return {
    ...createConstant({ name: 'READERS', type, initializer }, ['How each body is read.']),
    isExported: false,
  };
}

function createHandler(example: string, imports: Imports): Statement {
  return {
    kind: KIND.Function,
    isExported: true,
    name: 'handleWebhook',
    typeParameters: [{ name: 'Name', constraint: 'WebhookName' }],
    parameters: [
      { name: 'name', type: 'Name' },
      { name: 'body', type: 'unknown' },
    ],
    returnType: 'WebhookEvent<Name>',
    docs: toDocs({
      paragraphs: [],
      notes: ['Reads the body of a webhook. It sends nothing and checks no signature.'],
      tags: [
        `@param name - Such as ${toCode(example)}.`,
        '@param body - The text or the bytes of the request, or the value that they were parsed to.',
        '@throws WebhookError when the API has no such webhook, or the body is not what it declares.',
      ],
    }),
    statements: [
      `return ${imports.value('readWebhook', WEBHOOK_RUNTIME)}(READERS, name, body) as WebhookEvent<Name>;`,
    ],
  };
}

/** The type of a webhook's payload. */
export function printPayload(
  context: EmitContext,
  { body }: Webhook,
  imports: Imports,
  folder = MODELS,
): string {
  if (body === undefined) return 'undefined';
  switch (body.encoding) {
    case 'json':
      return printType(body.type, createTypeOptions(context, 'response', imports, folder));
    case 'text':
      return 'string';
    case 'form':
      return 'URLSearchParams';
    default:
      return 'unknown';
  }
}

function printReader(
  context: EmitContext,
  body: WebhookBody | undefined,
  imports: Imports,
): string {
  if (body === undefined) return imports.value('noPayload', WEBHOOK_RUNTIME);
  switch (body.encoding) {
    case 'json': {
      const decode = printDecoder(context, body.type, imports, 'decoder') ?? '';
      return `${imports.value('jsonPayload', WEBHOOK_RUNTIME)}(${decode})`;
    }
    case 'text':
      return imports.value('textPayload', WEBHOOK_RUNTIME);
    case 'form':
      return imports.value('formPayload', WEBHOOK_RUNTIME);
    default:
      return imports.value('rawPayload', WEBHOOK_RUNTIME);
  }
}

/** How the API sends it, and what it expects: `POST application/json to {$url}, with the header X-Signature.` */
export function describeWebhook({ method, callback, body, headers, answers }: Webhook): string {
  const code = (text: string): string => toCode(toOneLine(text));
  const what = [
    `Sent as ${code(method)}`,
    ...(body === undefined ? [] : [`of ${code(body.mediaType)}`]),
    ...(callback === undefined
      ? []
      : [`to ${code(callback.url)}, because of ${code(callback.operation)}`]),
  ].join(' ');
  const expected = answers.filter((status) => status.startsWith('2'));
  return [
    headers.length === 0 ? `${what}.` : `${what}, with ${headers.map(code).join(', ')}.`,
    ...(expected.length === 0 ? [] : [`The API expects ${expected.map(code).join(' or ')}.`]),
  ].join(' ');
}
