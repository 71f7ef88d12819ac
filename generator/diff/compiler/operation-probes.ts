import { getArgumentName, Imports, createSignature } from '../../emit/index.js';
import type { Operation, Parameter, RequestContent, TypeRef } from '../../model/model.js';
import { getResult } from '../../model/result.js';
import { getSentType, hasContentType } from '../../model/request-body.js';
import { getErrorType, hasParams } from '../../model/walk.js';
import type { ProbeContext } from './both-packages.js';
import type { Probe } from './source-break.js';
import { getMethodPath, type Call } from './surface.js';
import {
  probeLocation,
  probeRequired,
  type TypedLocation,
  type TypedValue,
} from './value-probes.js';

const RESOURCES = '../resources/';
const RUNTIME = '../runtime/index.js';

interface Pair {
  readonly before: Call;
  readonly after: Call;
  /** Called as a method of the client's property, or as a standalone function. */
  readonly as: 'method' | 'function';
  readonly context: ProbeContext;
}

type Target = Pick<Probe, 'subject' | 'owner' | 'pointer'>;

/** What programs do with a call that may print differently: its params, the call, its result and its errors. */
export function probeOperation(pair: Pair): readonly Probe[] {
  return [...probeParams(pair), ...probeCall(pair), ...probeResult(pair), ...probeError(pair)];
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

/** The new call's resource module, as the file of probes imports it. */
function getModule({ after, context }: Pair): string {
  const { services } = context.packages.surfaces.after.names;
  const service = [...services.values()].find(({ className }) => className === after.className);
  if (service === undefined) throw new Error(`No file was planned for ${after.className}`);
  return `${RESOURCES}${service.fileName}.js`;
}

/** The new call's function type. */
function printCallee(pair: Pair): string {
  const { after, as, context } = pair;
  return as === 'method'
    ? `${context.imports.type(after.className, getModule(pair))}['${after.names.method}']`
    : `typeof import('${getModule(pair)}').${after.names.functionName}`;
}

interface Param extends TypedValue {
  readonly name: string;
  readonly pointer: string;
}

/** The entries of the params object: the body and all parameters outside of the path. */
function getParams({ operation, names }: Call): readonly Param[] {
  const { body, parameters } = operation;
  return [
    ...parameters
      .filter(({ in: location }) => location !== 'path')
      .map((parameter) => ({
        name: getArgumentName(parameter, names),
        type: parameter.type,
        required: parameter.required,
        pointer: parameter.origin.pointer,
      })),
    ...(body === undefined
      ? []
      : [
          {
            name: names.body,
            type: getSentType(body.contents[0]),
            required: body.required,
            pointer: body.contents[0].origin.pointer,
          },
        ]),
  ];
}

function probeParams(pair: Pair): readonly Probe[] {
  const { before, after, context } = pair;
  if (!hasParams(after.operation)) return [];
  const newType = context.imports.type(after.names.paramsType, getModule(pair));
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
  return [...kept, ...required, ...probeContentTypes(pair, newType)];
}

/** The media types that programs choose instead of the default. */
function probeContentTypes(pair: Pair, newType: string): readonly Probe[] {
  const { before, context } = pair;
  const { names, operation } = before;
  return getChoices(operation).map((content) => ({
    ...toTarget(pair, names.contentType, content.origin.pointer),
    position: 'argument',
    code: `const _: ${newType}[${JSON.stringify(names.contentType)}] = ${context.before.printType({ kind: 'literal', value: content.mediaType }, 'request')};`,
  }));
}

/** The contents that are not the default, each of one media type. */
function getChoices({ body }: Operation): readonly RequestContent[] {
  return body?.contents.slice(1).filter(({ mediaType }) => !mediaType.includes('*')) ?? [];
}

/** The call itself with everything that it took, and with the least that it took. */
function probeCall(pair: Pair): readonly Probe[] {
  const { before, after, as, context } = pair;
  const { packages, imports } = context;
  const unused = new Imports();
  const old = createSignature(packages.before, before.operation, unused).parameters;
  const now = createSignature(packages.after, after.operation, unused).parameters;
  const toText = (parameters: typeof old) =>
    parameters.map(({ type, initializer }) => `${String(type)}${initializer ? '=' : ''}`).join();
  // Where a body has a choice, its parts may be permitted alone and not together.
  const hasChoice = [before, after].some(({ operation }) => hasContentType(operation.body));
  if (toText(old) === toText(now) && !hasChoice) return [];
  const printValue = ({ type }: Pick<TypedValue, 'type'>) =>
    `null! as ${context.before.printType(type, 'request')}`;
  const printObject = (all: readonly Param[]) => {
    const entries = all.map((param) => `[${JSON.stringify(param.name)}]: ${printValue(param)}`);
    return all.length === 0 ? [] : [`{ ${entries.join(', ')} }`];
  };
  const path = before.operation.parameters.filter(({ in: location }) => location === 'path');
  const positional = path.map(printValue);
  const options = `null! as ${imports.type('RequestOptions', RUNTIME)}`;
  const params = getParams(before);
  const required = params.filter((param) => param.required);
  const client = as === 'function' ? [`null! as ${imports.type('ApiCaller', RUNTIME)}`] : [];
  const toCall = (...values: readonly string[]): Probe => ({
    ...toTarget(pair),
    position: 'argument',
    code: `(null! as ${printCallee(pair)})(${[...client, ...values].join(', ')});`,
    isFallback: true,
  });
  return [
    // One by one, so that a break names the parameter.
    ...probePathParameters(pair, path, old, now),
    toCall(...positional, ...printObject(params), options),
    toCall(...positional, ...printObject(required)),
    ...getChoices(before.operation).map((content) =>
      toCall(...positional, ...printObject(withContent(params, before, content)), options),
    ),
  ];
}

/** The params object for a media type that is not the default. */
function withContent(
  params: readonly Param[],
  { names }: Call,
  content: RequestContent,
): readonly Param[] {
  const { mediaType, origin } = content;
  const chosen: Param = {
    name: names.contentType,
    type: { kind: 'literal', value: mediaType },
    required: true,
    pointer: origin.pointer,
  };
  return [
    ...params.map((param) =>
      param.name === names.body ? { ...param, type: getSentType(content) } : param,
    ),
    chosen,
  ];
}

function probePathParameters(
  pair: Pair,
  path: readonly Parameter[],
  old: readonly { readonly name: string }[],
  now: readonly { readonly name: string }[],
): readonly Probe[] {
  const { after, context } = pair;
  const newPath = after.operation.parameters.filter(({ in: location }) => location === 'path');
  return path.flatMap(({ type, origin }, index) => {
    const counterpart = newPath[index];
    if (counterpart === undefined || now[index] === undefined) return [];
    const location: TypedLocation = {
      ...toTarget(pair, old[index]?.name ?? '', origin.pointer),
      before: { type, required: true },
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
  const pages = `AsyncIterable<${context.before.printType(item, 'response')}>`;
  const code = `const _: ${pages} = (null! as ${promise}).pages();`;
  return [{ ...target, position: 'result', code }];
}

function probeError(pair: Pair): readonly Probe[] {
  const { before, after, context } = pair;
  const old = getErrorType(before.operation);
  const now = getErrorType(after.operation);
  if (old === undefined || now === undefined) return [];
  const error = context.imports.type(after.names.errorType, getModule(pair));
  const location: TypedLocation = {
    ...toTarget(pair),
    subject: `${before.names.errorType}.body`,
    before: { type: old, required: true },
    after: { type: now, required: true },
    newType: `${error}['body']`,
  };
  return probeLocation(location, 'response', context);
}
