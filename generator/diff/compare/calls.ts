import type { MediaTypeObject, RequestBodyObject, ResponseObject } from '../document.js';
import { byCodeUnit } from '../../util/order.js';
import type { Finding, Reach, Side, Subject } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import { side, type Comparison, type Schema } from './context.js';
import { headersOf } from './headers.js';
import { pairContent, type Content } from './media-types.js';
import { responsesOf } from './responses.js';
import { shapeOf } from './shape.js';
import type { Document, Operation } from './sides.js';

/** A place where the API calls whoever listens there. */
export interface Caller {
  readonly kind: Extract<KindId, 'callback-changed' | 'webhook-changed'>;
  readonly subject: Subject;
  /** The operation that is said to reach it. */
  readonly operation: string;
}

type Call = readonly [before: Operation, after: Operation];

/**
 * What the API calls. How it calls is told in one piece, as no SDK has types for it; schemas are compared one by one,
 * in the other direction: what such a request holds is received by whoever uses the SDK, and its answer is sent.
 */
export function compareCalls(
  comparison: Comparison,
  caller: Caller,
  before: readonly Operation[],
  after: readonly Operation[],
): readonly Finding[] {
  const { calls, gone, fresh } = paired(before, after);
  const here = sidesIn(comparison);
  return [
    ...gone.map((one) => changed(caller, here(one.node, undefined, [nameOf(one)]))),
    ...fresh.map((one) => changed(caller, here(undefined, one.node, [], [nameOf(one)]))),
    ...calls.flatMap((call) => compareCall(comparison, caller, call)),
  ];
}

/** By where and how the API calls; then, of those of one method alone, wherever it calls. */
function paired(
  before: readonly Operation[],
  after: readonly Operation[],
): { readonly calls: Call[]; readonly gone: Operation[]; readonly fresh: Operation[] } {
  const calls: Call[] = [];
  let [gone, fresh] = [[...before], [...after]];
  for (const key of [nameOf, ({ method }: Operation) => method]) {
    for (const old of [...gone]) {
      const [same, alike] = [gone, fresh].map((all) => all.filter((one) => key(one) === key(old)));
      const [now] = alike ?? [];
      if (now === undefined || same?.length !== 1 || alike?.length !== 1) continue;
      calls.push([old, now]);
      gone = gone.filter((one) => one !== old);
      fresh = fresh.filter((one) => one !== now);
    }
  }
  return { calls, gone, fresh };
}

/** `POST {$request.body#/url}` */
function nameOf({ method, template }: Operation): string {
  return `${method.toUpperCase()} ${template}`;
}

function compareCall(comparison: Comparison, caller: Caller, call: Call): readonly Finding[] {
  const [old, now] = call;
  const inside = withPart(caller, old.method.toUpperCase());
  const here = sidesIn(comparison);
  visitSchemas(comparison, inside, call);
  const [was, is] = [linesOf(old, comparison.before), linesOf(now, comparison.after)];
  const gone = was.filter((line) => !is.includes(line));
  const fresh = is.filter((line) => !was.includes(line));
  const texts = (['summary', 'description'] as const).filter(
    (key) => (old.node[key] ?? '') !== (now.node[key] ?? ''),
  );
  return [
    ...(gone.length + fresh.length === 0
      ? []
      : [changed(inside, here(old.node, now.node, gone, fresh))]),
    ...texts.map((key) =>
      finding('operation-documentation-changed', inside, {
        before: side(comparison.before, old.node, old.node[key]),
        after: side(comparison.after, now.node, now.node[key]),
      }),
    ),
  ];
}

/** How the API calls, but for schemas that stand beneath a media type: a line each. */
function linesOf(operation: Operation, document: Document): readonly string[] {
  const { node, parameters } = operation;
  const body = document.resolve<RequestBodyObject>(node.requestBody);
  const lines = [
    nameOf(operation),
    ...(node.deprecated ? ['deprecated'] : []),
    ...(node.security === undefined ? [] : [`security ${shapeOf(node.security)}`]),
    ...parameters.map(({ key, node: parameter }) => `${key} ${shapeOf(parameter)}`),
    ...(body === undefined ? [] : [`body${body.required ? ' required' : ''}`]),
    ...contentLines('body', body?.content),
  ];
  for (const [status, response] of answersOf(operation, document)) {
    lines.push(status, ...contentLines(status, response.content));
    for (const [name, header] of headersOf(response, document))
      lines.push(`${status} header ${name} ${shapeOf(header.node)}`);
  }
  return lines;
}

function contentLines(part: string, content: Content | undefined): readonly string[] {
  return Object.entries(content ?? {})
    .map(([name, { schema }]) => `${part} ${name}${schema === undefined ? ' of anything' : ''}`)
    .sort(byCodeUnit);
}

function answersOf({ node }: Operation, document: Document): ReadonlyMap<string, ResponseObject> {
  return responsesOf(node.responses, (response) => document.resolve<ResponseObject>(response));
}

function visitSchemas({ before, after, schemas }: Comparison, caller: Caller, call: Call): void {
  const [old, now] = call;
  const visit = (
    way: Pick<Reach, 'direction' | 'place'>,
    part: string,
    contents: readonly [Content | undefined, Content | undefined],
  ): void => {
    for (const pair of pairContent(...contents).pairs) {
      const { subject } = withPart(caller, `${part} ${pair.before.name}`);
      const [was, is] = [pair.before.node, pair.after.node].map(schemaOf);
      const { operation } = caller;
      schemas.visit(
        was,
        is,
        { operation, ...way, mediaType: pair.after.name, calledBack: true },
        subject,
      );
    }
  };
  const bodies = [
    before.resolve<RequestBodyObject>(old.node.requestBody),
    after.resolve<RequestBodyObject>(now.node.requestBody),
  ] as const;
  visit({ direction: 'response', place: 'response' }, 'body', [
    bodies[0]?.content,
    bodies[1]?.content,
  ]);
  const answers = answersOf(now, after);
  for (const [status, { content }] of answersOf(old, before))
    visit({ direction: 'request', place: 'body' }, status, [content, answers.get(status)?.content]);
}

function schemaOf({ schema }: MediaTypeObject): Schema | undefined {
  return schema;
}

function changed(caller: Caller, sides: Pick<Finding, 'before' | 'after'>): Finding {
  return finding(caller.kind, caller, sides);
}

function finding(
  kind: KindId,
  { subject, operation }: Caller,
  sides: Pick<Finding, 'before' | 'after'>,
): Finding {
  return {
    what: kind,
    subject,
    ...sides,
    reaches: [{ operation, nested: false, direction: 'request', place: 'operation' }],
    kinds: [kind],
    oasdiff: [],
  };
}

/** The sides of what is there, each with what is not on the other. */
function sidesIn({ before, after }: Comparison) {
  return (
    old: object | undefined,
    now: object | undefined,
    gone: readonly string[] = [],
    fresh: readonly string[] = [],
  ): { readonly before?: Side; readonly after?: Side } => ({
    ...(old && { before: side(before, old, gone) }),
    ...(now && { after: side(after, now, fresh) }),
  });
}

function withPart(caller: Caller, part: string): Caller {
  const { subject } = caller;
  const whole = subject.part === undefined ? part : `${subject.part} ${part}`;
  return { ...caller, subject: { ...subject, part: whole } };
}
