import { getOperationRoles } from '../../model/collections.js';
import type { ApiModel, Operation, Parameter, RequestContent, TypeRef } from '../../model/model.js';
import { getFields, getNonNullMembers, resolveType } from '../../model/resolve-types.js';
import { isRecord } from '../../util/is-record.js';
import { describeAnswered, findListBefore, findListByName, type KeyedList } from './lists.js';

/** Where the values of an argument come from. */
export type ArgumentSource =
  | {
      readonly kind: 'fixed';
      readonly from: 'configuration' | 'example' | 'default' | 'enumeration';
      readonly values: readonly [unknown, ...unknown[]];
    }
  /** The keys of the items that an operation lists: the property of this name, in lower case. */
  | { readonly kind: 'collection'; readonly key: string; readonly list: Operation }
  /** The properties of this name, in lower case, in the answers of any of these operations. */
  | { readonly kind: 'property'; readonly name: string; readonly operations: readonly Operation[] };

/** How an operation can be asked, or why it cannot. */
export type ArgumentPlan =
  | {
      readonly kind: 'askable';
      /** For each argument where its values may come from, the best first. */
      readonly sources: ReadonlyMap<Parameter, readonly [ArgumentSource, ...ArgumentSource[]]>;
      readonly body?: PlannedBody;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

interface PlannedBody {
  readonly content: RequestContent;
  readonly values: readonly [unknown, ...unknown[]];
}

/**
 * The values that nobody can know from the document: by the name of a parameter, or by operation id and then by name;
 * `body` is the request body. A list holds several values.
 */
export type ConfiguredValues = Readonly<Record<string, unknown>>;

/** Only these are ever sent, whatever the document says of others (RFC 9110, section 9.2.1; QUERY is a GET with a body). */
const ASKED_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'QUERY']);

export function isAsked({ method }: Operation): boolean {
  return ASKED_METHODS.has(method);
}

/** A server that knows one of these takes a request for one of another method. */
const METHOD_PARAMETER = /^(?:x-(?:http-)?method(?:-override)?|_method)$/i;

/** Plans the arguments of operations that only read. @param operations those that may be asked, whose answers have values for others. */
export function createArgumentPlanner(
  model: ApiModel,
  operations: readonly Operation[],
  configured: ConfiguredValues,
): (operation: Operation) => ArgumentPlan {
  const roles = getOperationRoles(model);
  const isAskable = new Set(operations);
  const answered = operations.map((operation) => describeAnswered(model, operation));
  const lists = answered.filter(({ isList }) => isList);

  const findSources = (operation: Operation, parameter: Parameter): readonly ArgumentSource[] => {
    const given = findConfigured(configured, operation, parameter.wireName);
    if (given !== undefined) return [{ kind: 'fixed', from: 'configuration', values: given }];
    const keyed = findKeyedList(operation, parameter);
    return [
      keyed && ({ kind: 'collection', ...keyed } as const),
      findDeclared(model, parameter),
      findProperty(operation, parameter),
    ].filter((source) => source !== undefined);
  };

  const findKeyedList = (
    { id, pathTemplate }: Operation,
    { in: location, wireName }: Parameter,
  ): KeyedList | undefined => {
    const isInPath = location === 'path';
    const parents = roles.get(id)?.parents ?? [];
    const { list, key } = parents.find((each) => isInPath && each.parameter === wireName) ?? {};
    if (key !== undefined && list !== undefined && isAskable.has(list)) return { list, key };
    return (
      (isInPath ? findListBefore(lists, pathTemplate, wireName) : undefined) ??
      findListByName(lists, wireName)
    );
  };

  /** A property of the same name in other answers. `id` and `name` say nothing, and a day of one answer is no period to ask for. */
  const findProperty = (
    operation: Operation,
    { wireName, type }: Parameter,
  ): ArgumentSource | undefined => {
    const name = wireName.toLowerCase();
    if (name === 'id' || name === 'name' || isTime(type)) return undefined;
    const having = answered
      .filter((other) => other.operation !== operation && other.names.has(name))
      .map((other) => other.operation);
    return having.length === 0 ? undefined : { kind: 'property', name, operations: having };
  };

  return (operation) => {
    const isDisguised = operation.parameters.some(
      ({ required, wireName }) => required && METHOD_PARAMETER.test(wireName),
    );
    if (isDisguised) return { kind: 'unknown', reason: 'a parameter makes another method of it' };
    const sources = new Map<Parameter, readonly [ArgumentSource, ...ArgumentSource[]]>();
    const missing: string[] = [];
    for (const parameter of operation.parameters) {
      const isNeeded = parameter.required || parameter.in === 'path';
      const given = findConfigured(configured, operation, parameter.wireName);
      if (!isNeeded && given === undefined) continue;
      const [source, ...others] = findSources(operation, parameter);
      if (source === undefined) missing.push(parameter.wireName);
      else sources.set(parameter, [source, ...others]);
    }
    const body = planBody(model, operation, configured);
    if (body === 'unknown') missing.push('body');
    if (missing.length > 0)
      return { kind: 'unknown', reason: describeMissing(missing, operation.id) };
    return typeof body === 'object'
      ? { kind: 'askable', sources, body }
      : { kind: 'askable', sources };
  };
}

function isTime(type: TypeRef): boolean {
  return type.kind === 'scalar' && /^date/.test(type.format ?? '');
}

function describeMissing(names: readonly string[], id: string): string {
  return `no value is known for ${names.map((name) => `\`${name}\``).join(' and ')}; give one in conform.values["${id}"]`;
}

function findConfigured(
  configured: ConfiguredValues,
  { id }: Operation,
  name: string,
): readonly [unknown, ...unknown[]] | undefined {
  const own = Object.hasOwn(configured, id) ? configured[id] : undefined;
  const value =
    isRecord(own) && Object.hasOwn(own, name)
      ? own[name]
      : Object.hasOwn(configured, name)
        ? configured[name]
        : undefined;
  if (value === undefined) return undefined;
  const [first, ...others] = [value].flat() as readonly unknown[];
  return [first, ...others];
}

/** What the document itself says of a parameter's values. */
function findDeclared(
  { declarations }: ApiModel,
  { docs, type }: Parameter,
): ArgumentSource | undefined {
  if (docs.example !== undefined) return { kind: 'fixed', from: 'example', values: [docs.example] };
  if (docs.defaultValue !== undefined)
    return { kind: 'fixed', from: 'default', values: [docs.defaultValue] };
  const members = getNonNullMembers(resolveType(declarations, type));
  const [first, ...others] = members.flatMap((member): readonly unknown[] => {
    if (member.kind === 'literal') return [member.value];
    return member.kind === 'scalar' && member.scalar === 'boolean' ? [false, true] : [];
  });
  return first === undefined
    ? undefined
    : { kind: 'fixed', from: 'enumeration', values: [first, ...others] };
}

/** A body that may be left out is; an object without required properties may be empty. */
function planBody(
  { declarations }: ApiModel,
  operation: Operation,
  configured: ConfiguredValues,
): PlannedBody | 'none' | 'unknown' {
  const { body } = operation;
  if (body === undefined) return 'none';
  const [content] = body.contents;
  const given = findConfigured(configured, operation, 'body');
  if (given !== undefined) return { content, values: given };
  if (body.docs.example !== undefined) return { content, values: [body.docs.example] };
  const type = resolveType(declarations, content.type);
  const isObject = type.kind === 'reference' || type.kind === 'object';
  if (isObject && getFields(declarations, type).every(({ required }) => !required))
    return { content, values: [{}] };
  return body.required ? 'unknown' : 'none';
}
