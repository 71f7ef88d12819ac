import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import type {
  MediaTypeObject,
  OperationObject,
  RequestBodyObject,
  ResponseObject,
} from '../raw-openapi.js';
import type { Finding, Reach, Side, Subject } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import type { Schema } from '../schemas/index.js';
import { pairMediaTypes, type Content } from './bodies.js';
import {
  createSide,
  type Comparison,
  type DocumentSide,
  type Operation,
  type PairContext,
} from './context.js';
import { getHeaders, getResponses } from './responses.js';
import { getShape } from './equal-nodes.js';

type Callback = NonNullable<OperationObject['callbacks']>[string];

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
  const kind = 'callback-changed';
  const part = `callback ${name}`;
  if (was === undefined || is === undefined) {
    context.add({
      kind,
      part,
      ...defined({
        before: was && context.createSideBefore(was, Object.keys(was).sort(byCodeUnit)),
        after: is && context.createSideAfter(is, Object.keys(is).sort(byCodeUnit)),
      }),
      reach: { direction: 'request', location: 'operation' },
    });
    return;
  }
  const { comparison, id } = context;
  context.findings.push(
    ...compareCalls(
      comparison,
      { kind, subject: context.createSubject(part), operation: id },
      getCallbackOperations(was, comparison.before, context.pair.before),
      getCallbackOperations(is, comparison.after, context.pair.after),
    ),
  );
}

function getCallbackOperations(
  callback: Callback,
  document: DocumentSide,
  { id }: Operation,
): readonly Operation[] {
  return Object.entries(callback)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([expression, item]) => document.getOperationsIn(expression, item, () => id));
}

/** Compares the webhooks of two documents. */
export function compareWebhooks(comparison: Comparison): readonly Finding[] {
  const { before, after } = comparison;
  const [old, now] = [before, after].map(({ loaded }) => loaded.document.webhooks ?? {});
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
  return names.sort(byCodeUnit).flatMap((name): readonly Finding[] => {
    const [was, is] = [old?.[name], now?.[name]];
    const subject = { kind: 'webhook', wireName: name, path: [] } as const;
    if (was !== undefined && is !== undefined) {
      const operation = `webhook ${name}`;
      return compareCalls(
        comparison,
        { kind: 'webhook-changed', subject, operation },
        before.getOperationsIn(name, was, () => operation),
        after.getOperationsIn(name, is, () => operation),
      );
    }
    const kind = was === undefined ? 'webhook-added' : 'webhook-removed';
    return [
      {
        what: kind,
        subject,
        ...defined({
          before: was && createSide(before, was),
          after: is && createSide(after, is),
        }),
        reaches: [],
        kinds: [kind],
        oasdiff: [kind],
      },
    ];
  });
}

/** A callback or webhook. */
interface Caller {
  readonly kind: Extract<KindId, 'callback-changed' | 'webhook-changed'>;
  readonly subject: Subject;
  /** The operation that findings name for it. */
  readonly operation: string;
}

type Call = readonly [before: Operation, after: Operation];

/**
 * Compares the operations that the API calls. Everything but schemas is one finding, since the SDK has no types for
 * it. Schemas are compared in the opposite direction: the user's server receives the request and sends the response.
 */
function compareCalls(
  comparison: Comparison,
  caller: Caller,
  before: readonly Operation[],
  after: readonly Operation[],
): readonly Finding[] {
  const { calls, removed, added } = pairCalls(before, after);
  const createSides = createSidesOf(comparison);
  return [
    ...removed.map((one) => createChange(caller, createSides(one.node, undefined, [getName(one)]))),
    ...added.map((one) =>
      createChange(caller, createSides(undefined, one.node, [], [getName(one)])),
    ),
    ...calls.flatMap((call) => compareCall(comparison, caller, call)),
  ];
}

/** By method and template; then by method alone, if no other has it. */
function pairCalls(
  before: readonly Operation[],
  after: readonly Operation[],
): { readonly calls: Call[]; readonly removed: Operation[]; readonly added: Operation[] } {
  const calls: Call[] = [];
  let [removed, added] = [[...before], [...after]];
  for (const key of [getName, ({ method }: Operation) => method]) {
    for (const old of [...removed]) {
      const hasSameKey = (one: Operation): boolean => key(one) === key(old);
      const matches = added.filter(hasSameKey);
      const [now] = matches;
      if (now === undefined || matches.length > 1 || removed.filter(hasSameKey).length > 1)
        continue;
      calls.push([old, now]);
      removed = removed.filter((one) => one !== old);
      added = added.filter((one) => one !== now);
    }
  }
  return { calls, removed, added };
}

/** `POST {$request.body#/url}` */
function getName({ method, template }: Operation): string {
  return `${method.toUpperCase()} ${template}`;
}

function compareCall(comparison: Comparison, caller: Caller, call: Call): readonly Finding[] {
  const [old, now] = call;
  const method = withPart(caller, old.method.toUpperCase());
  const createSides = createSidesOf(comparison);
  visitCallSchemas(comparison, method, call);
  const [was, is] = [describeCall(old, comparison.before), describeCall(now, comparison.after)];
  const removed = was.filter((line) => !is.includes(line));
  const added = is.filter((line) => !was.includes(line));
  const texts = (['summary', 'description'] as const).filter(
    (key) => (old.node[key] ?? '') !== (now.node[key] ?? ''),
  );
  return [
    ...(removed.length + added.length === 0
      ? []
      : [createChange(method, createSides(old.node, now.node, removed, added))]),
    ...texts.map((key) =>
      createFinding('operation-documentation-changed', method, {
        before: createSide(comparison.before, old.node, old.node[key]),
        after: createSide(comparison.after, now.node, now.node[key]),
      }),
    ),
  ];
}

/** Describes a call without the schemas of its media types, in a line for each fact. */
function describeCall(operation: Operation, document: DocumentSide): readonly string[] {
  const { node, parameters } = operation;
  const body = document.resolve<RequestBodyObject>(node.requestBody);
  const lines = [
    getName(operation),
    ...(node.deprecated ? ['deprecated'] : []),
    ...(node.security === undefined ? [] : [`security ${getShape(node.security)}`]),
    ...parameters.map(({ key, node: parameter }) => `${key} ${getShape(parameter)}`),
    ...(body === undefined ? [] : [`body${body.required ? ' required' : ''}`]),
    ...describeContent('body', body?.content),
  ];
  for (const [status, response] of getCallResponses(operation, document)) {
    lines.push(status, ...describeContent(status, response.content));
    for (const [name, header] of getHeaders(response, document))
      lines.push(`${status} header ${name} ${getShape(header.node)}`);
  }
  return lines;
}

function describeContent(part: string, content: Content | undefined): readonly string[] {
  return Object.entries(content ?? {})
    .map(([name, { schema }]) => `${part} ${name}${schema === undefined ? ' of anything' : ''}`)
    .sort(byCodeUnit);
}

function getCallResponses(
  { node }: Operation,
  document: DocumentSide,
): ReadonlyMap<string, ResponseObject> {
  return getResponses(node.responses, (response) => document.resolve<ResponseObject>(response));
}

function visitCallSchemas(
  { before, after, schemas }: Comparison,
  caller: Caller,
  call: Call,
): void {
  const [old, now] = call;
  const visit = (
    use: Pick<Reach, 'direction' | 'location'>,
    part: string,
    contents: readonly [Content | undefined, Content | undefined],
  ): void => {
    for (const pair of pairMediaTypes(...contents).pairs) {
      const { subject } = withPart(caller, `${part} ${pair.before.name}`);
      const [was, is] = [pair.before.node, pair.after.node].map(getSchema);
      const { operation } = caller;
      schemas.visit(
        was,
        is,
        { operation, ...use, mediaType: pair.after.name, calledBack: true },
        subject,
      );
    }
  };
  const bodies = [
    before.resolve<RequestBodyObject>(old.node.requestBody),
    after.resolve<RequestBodyObject>(now.node.requestBody),
  ] as const;
  visit({ direction: 'response', location: 'response' }, 'body', [
    bodies[0]?.content,
    bodies[1]?.content,
  ]);
  const responses = getCallResponses(now, after);
  for (const [status, { content }] of getCallResponses(old, before))
    visit({ direction: 'request', location: 'body' }, status, [
      content,
      responses.get(status)?.content,
    ]);
}

function getSchema({ schema }: MediaTypeObject): Schema | undefined {
  return schema;
}

function createChange(caller: Caller, sides: Pick<Finding, 'before' | 'after'>): Finding {
  return createFinding(caller.kind, caller, sides);
}

function createFinding(
  kind: KindId,
  { subject, operation }: Caller,
  sides: Pick<Finding, 'before' | 'after'>,
): Finding {
  return {
    what: kind,
    subject,
    ...sides,
    reaches: [{ operation, nested: false, direction: 'request', location: 'operation' }],
    kinds: [kind],
    oasdiff: [],
  };
}

/** Creates the sides of a finding, each with the lines that the other does not have. */
function createSidesOf({ before, after }: Comparison) {
  return (
    old: object | undefined,
    now: object | undefined,
    removed: readonly string[] = [],
    added: readonly string[] = [],
  ): { readonly before?: Side; readonly after?: Side } => ({
    ...defined({
      before: old && createSide(before, old, removed),
      after: now && createSide(after, now, added),
    }),
  });
}

function withPart(caller: Caller, part: string): Caller {
  const { subject } = caller;
  const whole = subject.part === undefined ? part : `${subject.part} ${part}`;
  return { ...caller, subject: { ...subject, part: whole } };
}
