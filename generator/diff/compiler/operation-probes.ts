import { getArgumentName, Imports, createSignature } from '../../emit/index.js';
import { getArguments } from '../../model/arguments.js';
import type { Operation, RequestContent, TypeRef } from '../../model/model.js';
import { getResult } from '../../model/result.js';
import { getSentType } from '../../model/request-body.js';
import type { ProbeContext } from './both-packages.js';
import type { Probe } from './source-break.js';
import { getMethodPath, type Call } from './surface.js';
import {
  probeLocation,
  probeRequired,
  type TypedLocation,
  type TypedValue,
} from './value-probes.js';

const RUNTIME = '../runtime/index.js';

interface Pair {
  readonly before: Call;
  readonly after: Call;
  /** Called as a method of the client's property, or as a standalone function. */
  readonly as: 'method' | 'function';
  readonly context: ProbeContext;
}

type Target = Pick<Probe, 'subject' | 'owner' | 'pointer'>;

/** What programs do with a call that may print differently: its arguments, the call and its result. */
export function probeOperation(pair: Pair): readonly Probe[] {
  return [...probeParams(pair), ...probeBody(pair), ...probeCall(pair), ...probeResult(pair)];
}

/** The call, or a part of it. */
function toTarget({ before, as }: Pair, part?: string, pointer?: string): Target {
  const { operation, names } = before;
  const name = as === 'method' ? getMethodPath(before) : names.functionName;
  return {
    subject: part === undefined ? name : `${name}: ${part}`,
    owner: { kind: 'operation', id: operation.id },
    pointer: pointer ?? operation.origin.pointer,
  };
}

/** The new call's module in a folder of the package, as the file of probes imports it. */
function getModule({ after, context }: Pair, folder: 'resources' | 'functions'): string {
  const { services } = context.packages.surfaces.after.names;
  const service = [...services.values()].find(({ className }) => className === after.className);
  if (service === undefined) throw new Error(`No file was planned for ${after.className}`);
  return `../${folder}/${service.fileName}.js`;
}

/** The new call's function type. */
function printCallee(pair: Pair): string {
  const { after, as, context } = pair;
  return as === 'method'
    ? `${context.imports.type(after.className, getModule(pair, 'resources'))}['${after.names.method}']`
    : `typeof import('${getModule(pair, 'functions')}').${after.names.functionName}`;
}

interface Argument extends TypedValue {
  readonly name: string;
  readonly pointer: string;
}

/** The arguments before the params object: those of the path. */
function getPathArguments({ operation, names }: Call): readonly Argument[] {
  return getArguments(operation).path.map((parameter) => ({
    name: getArgumentName(parameter, names),
    type: parameter.type,
    required: true,
    pointer: parameter.origin.pointer,
  }));
}

/** The body of the default media type. */
function getBodyArgument({ operation: { body } }: Call): Argument | undefined {
  return body && toBody(body.contents[0], body.required);
}

function toBody(content: RequestContent, required: boolean): Argument {
  return {
    name: 'body',
    type: getSentType(content),
    required,
    pointer: content.origin.pointer,
  };
}

/** The entries of the params object. */
function getParams({ operation, names }: Call): readonly Argument[] {
  const { params } = getArguments(operation);
  if (params === undefined) return [];
  return [
    ...params.parameters.map((parameter) => ({
      name: getArgumentName(parameter, names),
      type: parameter.type,
      required: parameter.required,
      pointer: parameter.origin.pointer,
    })),
  ];
}

function probeParams(pair: Pair): readonly Probe[] {
  const { before, after, context } = pair;
  if (getArguments(after.operation).params === undefined) return [];
  const newType = context.imports.type(after.names.paramsType, getModule(pair, 'resources'));
  const old = getParams(before);
  const now = getParams(after);
  const newByName = new Map(now.map((param) => [param.name, param]));
  const oldByName = new Map(old.map((param) => [param.name, param]));
  const kept = old.flatMap((param) => {
    const location: TypedLocation = {
      ...toTarget(pair, param.name, param.pointer),
      before: param,
      after: newByName.get(param.name),
      newType: `${newType}[${JSON.stringify(param.name)}]`,
    };
    return probeLocation(location, 'request', context);
  });
  const required = now
    .filter((param) => param.required && !oldByName.get(param.name)?.required)
    .map(({ name, pointer }) => {
      const target = toTarget(pair, name, oldByName.get(name)?.pointer ?? pointer);
      return probeRequired(target, newType, name);
    });
  return [...kept, ...required];
}

/** The contents that are not the default, each of one media type. */
function getChoices({ body }: Operation): readonly RequestContent[] {
  return body?.contents.slice(1).filter(({ mediaType }) => !mediaType.includes('*')) ?? [];
}

/** A body of the default media type, and one that became required. */
function probeBody(pair: Pair): readonly Probe[] {
  const { before, after, as, context } = pair;
  const now = getBodyArgument(after);
  if (now === undefined) return [];
  const old = getBodyArgument(before);
  const target = toTarget(pair, now.name, old?.pointer ?? now.pointer);
  const index = getPathArguments(after).length + (as === 'function' ? 1 : 0);
  const newType = `Parameters<${printCallee(pair)}>[${index}]`;
  const isNew = now.required && !old?.required && getParams(before).length === 0;
  return [
    ...(old
      ? probeLocation({ ...target, before: old, after: now, newType }, 'request', context)
      : []),
    ...(isNew
      ? [{ ...target, position: 'argument', code: `const _: ${newType} = undefined;` } as const]
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
  const printValue = ({ type }: Pick<TypedValue, 'type'>) =>
    `null! as ${context.before.printType(type, 'request')}`;
  const printObject = (all: readonly Argument[]) => {
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
    // One by one, so that a break names the parameter.
    ...probePath(pair),
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

function probePath(pair: Pair): readonly Probe[] {
  const { before, after, context } = pair;
  const newPath = getPathArguments(after);
  return getPathArguments(before).flatMap((old, index) => {
    const counterpart = newPath[index];
    if (counterpart === undefined) return [];
    const location: TypedLocation = {
      ...toTarget(pair, old.name, old.pointer),
      before: old,
      after: counterpart,
      newType: context.after.printType(counterpart.type, 'request'),
    };
    return probeLocation(location, 'request', context);
  });
}

function probeResult(pair: Pair): readonly Probe[] {
  const { before, after, context } = pair;
  const old = getResult(before.operation);
  const now = getResult(after.operation);
  const promise = `ReturnType<${printCallee(pair)}>`;
  const target = toTarget(pair);
  const pages = probePages(before.operation, after.operation, promise, target, context);
  // A program ignores what a call without a result returns, so that a new result breaks nothing.
  if (old.type === undefined) return pages;
  const location: TypedLocation = {
    ...target,
    before: { type: old.type, required: !old.maybeEmpty },
    after: now.type && { type: now.type, required: !now.maybeEmpty },
    newType: `Awaited<${promise}>`,
  };
  if (old.stream !== undefined) return probeItems(pair, old.type, location);
  // A stream is nothing that a value was.
  if (now.stream !== undefined)
    return [{ ...target, position: 'result', code: printResultProbe(pair, old.type) }];
  return [...probeLocation(location, 'response', context), ...pages];
}

/** A stream that stays one is compared by its items, so that a break names the property. */
function probeItems(pair: Pair, item: TypeRef, location: TypedLocation): readonly Probe[] {
  const { after, context } = pair;
  const promise = `ReturnType<${printCallee(pair)}>`;
  if (getResult(after.operation).stream !== undefined) {
    const newType = `${promise} extends AsyncIterable<infer Item> ? Item : never`;
    return probeLocation({ ...location, newType }, 'response', context);
  }
  const items = `AsyncIterable<${context.before.printType(item, 'response')}>`;
  const code = `const _: ${items} = (null! as ${promise});`;
  return [{ ...toTarget(pair), position: 'result', code }];
}

function printResultProbe(pair: Pair, type: TypeRef): string {
  const result = pair.context.before.printType(type, 'response');
  return `const _: ${result} = (null! as Awaited<ReturnType<${printCallee(pair)}>>);`;
}

function probePages(
  before: Operation,
  after: Operation,
  promise: string,
  target: Target,
  context: ProbeContext,
): readonly Probe[] {
  const { compared } = context;
  const item = before.pagination?.item;
  if (item === undefined) return [];
  const newItem = after.pagination?.item;
  const text = compared.before.printType(item, 'response');
  if (newItem !== undefined && compared.after.printType(newItem, 'response') === text) return [];
  const items = `AsyncIterable<${context.before.printType(item, 'response')}>`;
  const code = `const _: ${items} = null! as ${promise};`;
  return [{ ...target, position: 'result', code }];
}
