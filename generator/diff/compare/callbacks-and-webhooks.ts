import { byCodeUnit } from '../../util/order.js';
import type { OperationObject, RequestBodyObject } from '../raw-openapi.js';
import type { Finding, Subject } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import { compareAnnotations } from './annotations.js';
import {
  createSides,
  PairContext,
  type Comparison,
  type DocumentSide,
  type Operation,
} from './context.js';
import { getShape } from './equal-nodes.js';
import { pairMediaTypes, type Content } from './media-types.js';
import { Unpaired } from './pairing.js';
import { getHeaders, getResponses } from './responses.js';

type Callback = NonNullable<OperationObject['callbacks']>[string];

const PLACE = { direction: 'request', location: 'operation' } as const;

/** Compares the callbacks of an operation. */
export function compareCallbacks(context: PairContext): void {
  const { before, after } = context.pair;
  const [old, now] = [before.node.callbacks ?? {}, after.node.callbacks ?? {}];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort(byCodeUnit);
  for (const name of names) compareCallback(context, name, old[name], now[name]);
}

function compareCallback(
  context: PairContext,
  name: string,
  was: Callback | undefined,
  is: Callback | undefined,
): void {
  const { comparison, id } = context;
  const part = `callback ${name}`;
  if (was === undefined || is === undefined) {
    const [urls, newUrls] = [was, is].map((one) => one && Object.keys(one).sort(byCodeUnit));
    context.between({ part, ...PLACE, old: was, now: is })('callback-changed', urls, newUrls);
    return;
  }
  const list = (document: DocumentSide, callback: Callback) =>
    Object.entries(callback)
      .sort(([a], [b]) => byCodeUnit(a, b))
      .flatMap(([url, item]) => document.getOperationsIn(url, item, () => id));
  context.findings.push(
    ...compareCalls(
      comparison,
      { kind: 'callback-changed', subject: context.createSubject(part), operation: id },
      list(comparison.before, was),
      list(comparison.after, is),
    ),
  );
}

/** Compares the webhooks of two documents. */
export function compareWebhooks(comparison: Comparison): readonly Finding[] {
  const { before, after } = comparison;
  const [old, now] = [before, after].map(({ loaded }) => loaded.document.webhooks ?? {});
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
  return names.sort(byCodeUnit).flatMap((name): readonly Finding[] => {
    const [was, is] = [old?.[name], now?.[name]];
    const subject = { kind: 'webhook', wireName: name, path: [] } as const;
    const operation = `webhook ${name}`;
    if (was !== undefined && is !== undefined)
      return compareCalls(
        comparison,
        { kind: 'webhook-changed', subject, operation },
        before.getOperationsIn(name, was, () => operation),
        after.getOperationsIn(name, is, () => operation),
      );
    const what = was === undefined ? 'webhook-added' : 'webhook-removed';
    const reaches = [{ operation, nested: false, ...PLACE }];
    return [{ what, subject, ...createSides(before, after, was, is), reaches }];
  });
}

/** A callback or webhook. */
interface Caller {
  readonly kind: Extract<KindId, 'callback-changed' | 'webhook-changed'>;
  readonly subject: Subject;
  /** The operation that findings name for it. */
  readonly operation: string;
}

/**
 * Compares the operations that the API calls, by method and template, then by method. Everything but schemas is one
 * finding. Schemas are compared in the opposite direction: the user's server receives the request and sends the response.
 */
function compareCalls(
  comparison: Comparison,
  { kind, subject, operation }: Caller,
  before: readonly Operation[],
  after: readonly Operation[],
): readonly Finding[] {
  const contexts: PairContext[] = [];
  const open = new Unpaired(before, after, (old: Operation, now: Operation) => {
    const part = [subject.part ?? [], old.method.toUpperCase()].flat().join(' ');
    const context = new PairContext(comparison, { before: old, after: now }, { ...subject, part });
    compareCall(context, kind);
    contexts.push(context);
  });
  open.pairUnique(getName);
  open.pairUnique(({ method }) => method);
  const createLone = (old: Operation | undefined, now: Operation | undefined): Finding => {
    const [was, is] = [old, now].map((one) => (one === undefined ? [] : [getName(one)]));
    const sides = createSides(comparison.before, comparison.after, old?.node, now?.node, was, is);
    return { what: kind, subject, ...sides, reaches: [{ operation, nested: false, ...PLACE }] };
  };
  return [
    ...[...open.before].map((one) => createLone(one, undefined)),
    ...[...open.after].map((one) => createLone(undefined, one)),
    ...contexts.flatMap(({ findings }) => findings),
  ];
}

/** `POST {$request.body#/url}` */
function getName({ method, template }: Operation): string {
  return `${method.toUpperCase()} ${template}`;
}

function compareCall(context: PairContext, kind: Caller['kind']): void {
  const { before, after } = context.comparison;
  const { before: old, after: now } = context.pair;
  visitSchemas(context);
  const add = context.between({ ...PLACE, old: old.node, now: now.node });
  const [was, is] = [describeCall(old, before), describeCall(now, after)];
  const removed = was.filter((line) => !is.includes(line));
  const added = is.filter((line) => !was.includes(line));
  if (removed.length + added.length > 0) add(kind, removed, added);
  compareAnnotations(old.node, now.node, add);
}

/** Describes a call without the schemas of its media types, in a line for each fact. */
function describeCall(operation: Operation, document: DocumentSide): readonly string[] {
  const { node, parameters } = operation;
  const body = getBody(operation, document);
  const responses = [...getResponses(operation, document)].flatMap(([status, response]) => [
    status,
    ...describeContent(status, response.content),
    ...[...getHeaders(response, document)].map(
      ([name, header]) => `${status} header ${name} ${getShape(header.node)}`,
    ),
  ]);
  return [
    getName(operation),
    ...(node.security === undefined ? [] : [`security ${getShape(node.security)}`]),
    ...parameters.map(({ key, node: parameter }) => `${key} ${getShape(parameter)}`),
    ...(body === undefined ? [] : [`body${body.required ? ' required' : ''}`]),
    ...describeContent('body', body?.content),
    ...responses,
  ];
}

function getBody({ node }: Operation, document: DocumentSide): RequestBodyObject | undefined {
  return document.resolve<RequestBodyObject>(node.requestBody);
}

function describeContent(part: string, content: Content | undefined): readonly string[] {
  return Object.entries(content ?? {})
    .map(([name, { schema, itemSchema }]) => {
      const isOfAnything = schema === undefined && itemSchema === undefined;
      return `${part} ${name}${isOfAnything ? ' of anything' : ''}`;
    })
    .sort(byCodeUnit);
}

function visitSchemas(context: PairContext): void {
  const { comparison, pair } = context;
  const [before, after] = [comparison.before, comparison.after];
  const visit = (
    part: string,
    place: { readonly direction: 'request' | 'response'; readonly location: 'body' | 'response' },
    old: Content | undefined,
    now: Content | undefined,
  ): void => {
    for (const { before: was, after: is } of pairMediaTypes(old, now).pairs) {
      context.visit(was.node.schema, is.node.schema, `${part} ${was.name}`, place);
      context.visit(was.node.itemSchema, is.node.itemSchema, `${part} ${was.name} item`, place);
    }
  };
  const [body, newBody] = [getBody(pair.before, before), getBody(pair.after, after)];
  // Programs receive the body, and respond.
  visit('body', { direction: 'response', location: 'response' }, body?.content, newBody?.content);
  const responses = getResponses(pair.after, after);
  for (const [status, { content }] of getResponses(pair.before, before))
    visit(
      status,
      { direction: 'request', location: 'body' },
      content,
      responses.get(status)?.content,
    );
}
