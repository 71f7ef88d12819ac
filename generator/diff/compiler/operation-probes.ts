import { getArgumentName, Imports, createSignature } from '../../emit/index.js';
import { getArguments } from '../../model/arguments.js';
import type { Operation, RequestContent, TypeRef } from '../../model/model.js';
import { getResult } from '../../model/result.js';
import { getSentType } from '../../model/request-body.js';
import type { ProbeContext } from './both-packages.js';
import type { Probe } from './source-break.js';
import { getMethodPath, type Call } from './surface.js';
import { probeLocation, probeMembers, type Member, type TypedLocation } from './value-probes.js';

const RUNTIME = '../runtime/internal/index.js';

/** An old call and the one that now has its name. */
export interface CallPair {
  readonly before: Call;
  readonly after: Call;
  /** Called as a method of the client's property, or as a standalone function. */
  readonly as: 'method' | 'function';
}

interface Pair extends CallPair {
  readonly context: ProbeContext;
}

type Target = Pick<Probe, 'subject' | 'owner' | 'pointer'>;

/** What programs do with a call that may print differently: its arguments, the call and its result. */
export function probeOperation(pair: Pair): readonly Probe[] {
  return [...probeParams(pair), ...probePositions(pair), ...probeCall(pair), ...probeResult(pair)];
}

/** The call, or a part of it. */
function toTarget(pair: Pair, part?: string, pointer?: string): Target {
  const { operation } = pair.before;
  const name = getCallName(pair);
  return {
    subject: part === undefined ? name : `${name}: ${part}`,
    owner: { kind: 'operation', id: operation.id },
    pointer: pointer ?? operation.origin.pointer,
  };
}

/** The new call's function type, in a program's file of calls. */
function printCallee(pair: Pair): string {
  return `${pair.context.imports.type('Calls', './calls.js')}[${JSON.stringify(getCallName(pair))}]`;
}

/** `vehicles.list` for a method, `listVehicles` for a function. */
function getCallName({ before, as }: Pick<CallPair, 'before' | 'as'>): string {
  return as === 'method' ? getMethodPath(before) : before.names.functionName;
}

/**
 * The file that has the calls of one package under the old package's names.
 *
 * @param calls Pairs of the calls that probes name.
 */
export function printCallsFile(calls: readonly CallPair[], version: 'before' | 'after'): string {
  const lines = calls.map((pair) => {
    const { fileName, className, names, operation } = pair[version];
    const resource = `import('../resources/${fileName}.js')`;
    const type =
      pair.as === 'method'
        ? `${resource}.${className}['${names.method}']`
        : `typeof import('../functions/${fileName}.js').${names.functionName}`;
    const { params } = getArguments(operation);
    return {
      call: `${JSON.stringify(getCallName(pair))}: ${type};`,
      params: `${JSON.stringify(getCallName(pair))}: ${params ? `${resource}.${names.paramsType}` : '{}'};`,
    };
  });
  return [
    ...['export interface Calls {', ...lines.map(({ call }) => call), '}'],
    ...['export interface Params {', ...lines.map(({ params }) => params), '}'],
  ].join('\n');
}

/** The arguments before the params object: those of the path. */
function getPathArguments({ operation, names }: Call): readonly Member[] {
  return getArguments(operation).path.map((parameter) => ({
    name: getArgumentName(parameter, names),
    type: parameter.type,
    required: true,
    pointer: parameter.origin.pointer,
  }));
}

/** The body of the default media type. */
function getBodyArgument({ operation: { body } }: Call): Member | undefined {
  return body && toBody(body.contents[0], body.required);
}

function toBody(content: RequestContent, required: boolean): Member {
  return {
    name: 'body',
    type: getSentType(content),
    required,
    pointer: content.origin.pointer,
  };
}

/** The entries of the params object. */
function getParams({ operation, names }: Call): readonly Member[] {
  const { params } = getArguments(operation);
  if (params === undefined) return [];
  return params.parameters.map((parameter) => ({
    name: getArgumentName(parameter, names),
    type: parameter.type,
    required: parameter.required,
    pointer: parameter.origin.pointer,
  }));
}

function probeParams(pair: Pair): readonly Probe[] {
  const { before, after, context } = pair;
  if (getArguments(after.operation).params === undefined) return [];
  const newType = `${context.imports.type('Params', './calls.js')}[${JSON.stringify(getCallName(pair))}]`;
  const toMember = (name: string, pointer: string) => toTarget(pair, name, pointer);
  const [old, now] = [getParams(before), getParams(after)];
  return probeMembers(old, now, { newType }, toMember, 'request', context);
}

/** The contents that are not the default, each of one media type. */
function getChoices({ body }: Operation): readonly RequestContent[] {
  return body?.contents.slice(1).filter(({ mediaType }) => !mediaType.includes('*')) ?? [];
}

/** The arguments by position, one by one, so that a break names the parameter; and a body that became required. */
function probePositions(pair: Pair): readonly Probe[] {
  const { before, after, as, context } = pair;
  const first = as === 'function' ? 1 : 0;
  const newPath = getPathArguments(after);
  const newBody = getBodyArgument(after);
  const bodyType = `Parameters<${printCallee(pair)}>[${first + newPath.length}]`;
  const path = getPathArguments(before).flatMap((old, index) => {
    const now = newPath[index];
    const newType = `Parameters<${printCallee(pair)}>[${first + index}]`;
    return now
      ? [{ ...toTarget(pair, old.name, old.pointer), before: old, after: now, newType }]
      : [];
  });
  const old = getBodyArgument(before);
  const target = newBody && toTarget(pair, newBody.name, old?.pointer ?? newBody.pointer);
  const body = target && old ? [{ ...target, before: old, after: newBody, newType: bodyType }] : [];
  const isNew = newBody?.required && !old?.required && getParams(before).length === 0;
  return [
    ...[...path, ...body].flatMap((location) => probeLocation(location, 'request', context)),
    ...(target && isNew
      ? [{ ...target, position: 'argument', code: `const _: ${bodyType} = undefined;` } as const]
      : []),
  ];
}

/** The call itself with everything that it took, and with the least that it took. */
function probeCall(pair: Pair): readonly Probe[] {
  const { before, after, as, context } = pair;
  const { packages, imports } = context;
  const unused = new Imports();
  const old = createSignature(packages.before, before.operation, unused).choices;
  const now = createSignature(packages.after, after.operation, unused).choices;
  const toText = (choices: typeof old) =>
    JSON.stringify(
      choices.map((all) => all.map(({ type, hasQuestionToken }) => [type, hasQuestionToken])),
    );
  if (toText(old) === toText(now)) return [];
  const printValue = ({ type }: Pick<Member, 'type'>) =>
    `null! as ${context.before.printType(type, 'request')}`;
  const printObject = (all: readonly Member[]) => {
    const entries = all.map((param) => `[${JSON.stringify(param.name)}]: ${printValue(param)}`);
    return all.length === 0 ? [] : [`{ ${entries.join(', ')} }`];
  };
  const path = getPathArguments(before).map(printValue);
  const body = getBodyArgument(before);
  const all = [...path, ...(body ? [printValue(body)] : [])];
  const params = getParams(before);
  const required = params.filter((param) => param.required);
  const least =
    body?.required === false ? [...path, ...(required.length > 0 ? ['undefined'] : [])] : all;
  const options = `null! as ${imports.type('RequestOptions', RUNTIME)}`;
  const client = as === 'function' ? [`null! as ${imports.type('ApiCaller', RUNTIME)}`] : [];
  const toCall = (target: Target, values: readonly string[]): Probe => ({
    ...target,
    position: 'argument',
    code: `(null! as ${printCallee(pair)})(${[...client, ...values].join(', ')});`,
    isFallback: true,
  });
  return [
    toCall(toTarget(pair), [...all, ...printObject(params), options]),
    toCall(toTarget(pair), [...least, ...printObject(required)]),
    ...getChoices(before.operation).map((content) =>
      toCall(toTarget(pair, 'contentType', content.origin.pointer), [
        ...path,
        printValue(toBody(content, true)),
        ...printObject(params),
        `{ contentType: ${context.before.printType({ kind: 'literal', value: content.mediaType }, 'request')} }`,
      ]),
    ),
  ];
}

/** What a call gives: a value, the items of a stream, the items of pages. */
function probeResult(pair: Pair): readonly Probe[] {
  const { before, after, context } = pair;
  const old = getResult(before.operation);
  const now = getResult(after.operation);
  const target = toTarget(pair);
  const promise = `ReturnType<${printCallee(pair)}>`;
  const probe = (wanted: string, given: string): Probe => {
    return { ...target, position: 'result', code: `const _: ${wanted} = null! as ${given};` };
  };
  const printItems = (type: TypeRef) =>
    `AsyncIterable<${context.before.printType(type, 'response')}>`;
  const item = before.operation.pagination?.item;
  const newItem = after.operation.pagination?.item;
  const isSameItem = item && newItem && printsAlike(item, newItem, context);
  const pages = item && !isSameItem ? [probe(printItems(item), promise)] : [];
  // A program ignores what a call without a result returns, so that a new result breaks nothing.
  if (old.type === undefined) return pages;
  if ((old.stream === undefined) !== (now.stream === undefined))
    return [
      old.stream
        ? probe(printItems(old.type), promise)
        : probe(context.before.printType(old.type, 'response'), `Awaited<${promise}>`),
    ];
  const location: TypedLocation = {
    ...target,
    before: { type: old.type, required: !old.maybeEmpty },
    after: now.type && { type: now.type, required: !now.maybeEmpty },
    newType: old.stream
      ? `${promise} extends AsyncIterable<infer Item> ? Item : never`
      : `Awaited<${promise}>`,
  };
  return [...probeLocation(location, 'response', context), ...pages];
}

function printsAlike(old: TypeRef, now: TypeRef, { compared }: ProbeContext): boolean {
  return compared.before.printType(old, 'response') === compared.after.printType(now, 'response');
}
