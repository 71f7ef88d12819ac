import { getCalls, type Call, type Differences } from '../../diff/index.js';
import { getArguments } from '../../model/arguments.js';
import type { ApiModel, Parameter, Property, TypeRef } from '../../model/model.js';
import { typeKey } from '../../model/type-refs.js';
import { parameterKey, splitWords, toSingular } from '../../naming/index.js';
import type { Names } from '../../naming/names.js';
import { addDeclarations, toNewId, toSpelling } from './moved-types.js';

/** What decides the names of a package. */
export interface NamedModel {
  readonly model: ApiModel;
  readonly names: Names;
}

/** Which documents' parts correspond. */
export type Counterparts = Pick<Differences, 'newIds' | 'newSchemas' | 'newParameters'>;

/** Where the parts of a package are in the next one. Only what is certain: what is missing here is for people. */
export interface Moves {
  /** By the old path of a declaration in its module, such as `Vehicles.list` or `VehicleDto.soldAt`: the new one. */
  readonly names: ReadonlyMap<string, string>;
  /** By the old paths of a method and of its function: how its calls change. */
  readonly calls: ReadonlyMap<string, CallMove>;
  /** By the name of an old type that requests have: the names of the properties that the new one requires. */
  readonly required: ReadonlyMap<string, readonly string[]>;
}

/** How the calls of one operation change. */
export interface CallMove {
  readonly before: CallShape;
  readonly after: CallShape;
  /** By the key of each value of the new call, the key of the same value in the old one. */
  readonly sources: ReadonlyMap<string, string>;
  /** The name of the type of the object of params, as this version of the generator names it. */
  readonly paramsType: { readonly before: string; readonly after: string };
  /** The property of the client that has the method. */
  readonly property: { readonly before: string; readonly after: string };
}

/**
 * What a call takes, in this order: values of the path, the body, an object of params. Its options come last. Packages of
 * earlier versions have the body among the params, which then have a value with the key of the body.
 */
export interface CallShape {
  readonly path: readonly CallValue[];
  readonly body: BodyShape | undefined;
  readonly params: ParamsShape | undefined;
}

export interface CallValue {
  /** `path:id`, `query:limit`; a property of the body is `body.` and its name on the wire. */
  readonly key: string;
  /** In TypeScript. */
  readonly name: string;
  readonly required: boolean;
}

export interface ParamsShape {
  readonly required: boolean;
  readonly values: readonly CallValue[];
}

export interface BodyShape {
  readonly required: boolean;
  /** The properties of a body that is an object; of one with bases or other parts, none. */
  readonly values: readonly CallValue[];
}

/** The key of a body as a whole. */
export const BODY = 'body';
/** The key of the chosen media type of a body, which is an option, and a parameter in packages of earlier versions. */
export const CONTENT_TYPE = 'contentType';

/** Finds where everything that programs name in a package is in the next one. */
export function findMoves(
  before: NamedModel,
  after: NamedModel,
  counterparts: Counterparts,
): Moves {
  const names = new Map<string, string>();
  const add = (old: string, now: string): void => {
    if (old !== now) names.set(old, now);
  };
  add(before.names.client, after.names.client);
  add(before.names.error, after.names.error);
  for (const [scheme, name] of before.names.keys)
    add(`ClientOptions.${name}`, `ClientOptions.${after.names.keys.get(scheme) ?? name}`);
  addServices(before, after, counterparts, add);
  const calls = addOperations(before, after, counterparts, add);
  const required = addDeclarations(before, after, counterparts, add);
  return { names, calls, required };
}

/** Notes where a declaration is. */
export type Add = (old: string, now: string) => void;

function getCallsById(side: NamedModel): ReadonlyMap<string, Call> {
  return new Map(getCalls(side).map((call) => [call.operation.id, call]));
}

/** A service has a new name when all that is left of its operations is in one that is new. */
function addServices(
  before: NamedModel,
  after: NamedModel,
  { newIds }: Counterparts,
  add: Add,
): void {
  const now = getCallsById(after);
  const known = new Set([...after.names.services.values()].map(({ className }) => className));
  for (const { wireName, operations } of before.model.services) {
    const old = before.names.services.get(wireName);
    if (old === undefined || known.has(old.className)) continue;
    const moved = operations.flatMap(({ id }) => now.get(newIds.get(id) ?? id) ?? []);
    const [first] = moved;
    if (first === undefined || moved.some(({ className }) => className !== first.className))
      continue;
    add(old.className, first.className);
    add(`${before.names.client}.${old.property}`, `${after.names.client}.${first.property}`);
  }
}

function addOperations(
  before: NamedModel,
  after: NamedModel,
  { newIds, newParameters, newSchemas }: Counterparts,
  add: Add,
): ReadonlyMap<string, CallMove> {
  const now = getCallsById(after);
  const calls = new Map<string, CallMove>();
  for (const [id, old] of getCallsById(before)) {
    const next = now.get(newIds.get(id) ?? id);
    if (next === undefined) continue;
    const method = `${old.className}.${old.names.method}`;
    add(method, `${next.className}.${next.names.method}`);
    add(old.names.functionName, next.names.functionName);
    const [shape, newShape] = [getShape(old, before), getShape(next, after)];
    if (shape.params && newShape.params) add(old.names.paramsType, next.names.paramsType);
    if (shape.body && newShape.body) add(old.names.bodyType, next.names.bodyType);
    const sources = findSources(old, next, newParameters.get(id) ?? new Map(), {
      before,
      after,
      newSchemas,
    });
    const names = new Map(shape.params?.values.map(({ key, name }) => [key, name]));
    for (const { key, name } of newShape.params?.values ?? []) {
      const source = names.get(sources.get(key) ?? '');
      if (source !== undefined)
        add(`${old.names.paramsType}.${source}`, `${next.names.paramsType}.${name}`);
    }
    const property = { before: old.property, after: next.property };
    const paramsType = { before: old.names.paramsType, after: next.names.paramsType };
    const move: CallMove = { before: shape, after: newShape, sources, paramsType, property };
    calls.set(method, move);
    calls.set(old.names.functionName, move);
  }
  return calls;
}

function getShape({ operation, names }: Call, { model }: NamedModel): CallShape {
  const { path, body, params } = getArguments(operation);
  const toValue = (parameter: Parameter): CallValue => {
    const key = toKey(parameter);
    return {
      key,
      name: names.parameters.get(parameterKey(parameter)) ?? parameter.wireName,
      required: parameter.required,
    };
  };
  return {
    path: path.map(toValue),
    body: body && {
      required: body.required,
      values: getProperties(body.contents[0].type, model).map(toBodyValue),
    },
    params: params && { required: params.required, values: params.parameters.map(toValue) },
  };
}

/** As the comparison of documents writes it: HTTP ignores the case of headers (RFC 9110, section 5.1). */
function toKey(parameter: Parameter): string {
  if (parameter.in === 'querystring') return parameter.in;
  const key = parameterKey(parameter);
  return parameter.in === 'header' ? key.toLowerCase() : key;
}

function toBodyValue({ wireName, name = wireName, required }: Property): CallValue {
  return { key: `${BODY}.${wireName}`, name, required };
}

/** The properties that a request sends of an object without bases; none of any other type. */
function getProperties(type: TypeRef, model: ApiModel): readonly Property[] {
  if (type.kind === 'object') return type.properties;
  const declaration = type.kind === 'reference' ? model.declarations.get(type.id) : undefined;
  if (declaration?.kind === 'alias') return getProperties(declaration.type, model);
  if (declaration?.kind !== 'interface' || declaration.extends.length > 0) return [];
  return declaration.properties.filter(({ access }) => access !== 'read');
}

interface Documents {
  readonly before: NamedModel;
  readonly after: NamedModel;
  readonly newSchemas: ReadonlyMap<string, string>;
}

/** By the key of each value of a new call: the key of the old one that it is. */
function findSources(
  old: Call,
  next: Call,
  newParameters: ReadonlyMap<string, string>,
  documents: Documents,
): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const [key, newKey] of newParameters) if (isSameValue(key, newKey)) sources.set(newKey, key);
  const [body, newBody] = [old.operation.body, next.operation.body];
  const type = body?.contents[0].type;
  const newType = newBody?.contents[0].type;
  const properties = type ? getProperties(type, documents.before.model) : [];
  const newProperties = newType ? getProperties(newType, documents.after.model) : [];
  const wrapped = type && newType && findWrapper(type, newProperties, documents);
  const unwrapped = type && newType && findWrapper(newType, properties, reverse(documents));
  if (wrapped !== undefined) sources.set(`${BODY}.${wrapped}`, BODY);
  else if (unwrapped !== undefined) sources.set(BODY, `${BODY}.${unwrapped}`);
  else if (type && newType) sources.set(BODY, BODY);
  addMovedIntoBody(old, newProperties, sources);
  addMovedOutOfBody(next, properties, newProperties, sources);
  return sources;
}

/** The only required property of an object whose value is what was the whole. */
function findWrapper(
  type: TypeRef,
  properties: readonly Property[],
  documents: Documents,
): string | undefined {
  const [only, ...others] = properties.filter(({ required }) => required);
  if (only === undefined || others.length > 0) return undefined;
  const renamed = withNewSchemas(type, documents.newSchemas);
  return typeKey(renamed) === typeKey(only.type) ? only.wireName : undefined;
}

function reverse({ before, after, newSchemas }: Documents): Documents {
  const old = [...newSchemas].map(([name, now]) => [now, name] as const);
  return { before: after, after: before, newSchemas: new Map(old) };
}

function withNewSchemas(type: TypeRef, newSchemas: ReadonlyMap<string, string>): TypeRef {
  return type.kind === 'reference' ? { ...type, id: toNewId(type.id, newSchemas) } : type;
}

/** A parameter that is gone, and a new property of the body with its name, are one value. */
function addMovedIntoBody(
  { operation }: Call,
  properties: readonly Property[],
  sources: Map<string, string>,
): void {
  const taken = new Set(sources.values());
  const gone = operation.parameters.filter((parameter) => !taken.has(toKey(parameter)));
  for (const { wireName } of properties) {
    const same = gone.filter((each) => toSpelling(each.wireName) === toSpelling(wireName));
    const [only, ...others] = same;
    if (only !== undefined && others.length === 0) sources.set(`${BODY}.${wireName}`, toKey(only));
  }
}

/** A property of the body that is gone, and a new parameter with its name, are one value. */
function addMovedOutOfBody(
  { operation }: Call,
  properties: readonly Property[],
  newProperties: readonly Property[],
  sources: Map<string, string>,
): void {
  const kept = new Set(newProperties.map(({ wireName }) => toSpelling(wireName)));
  const gone = properties.filter(({ wireName }) => !kept.has(toSpelling(wireName)));
  for (const parameter of operation.parameters) {
    const key = toKey(parameter);
    if (sources.has(key)) continue;
    const same = gone.filter(
      (each) => toSpelling(each.wireName) === toSpelling(parameter.wireName),
    );
    const [only, ...others] = same;
    if (only !== undefined && others.length === 0) sources.set(key, `${BODY}.${only.wireName}`);
  }
}

/**
 * Whether two parameters that take the same are one: their names share a word that says what they are. `tagList` and `tags`
 * do; `from` and `to` do not, although the comparison of documents pairs them.
 */
function isSameValue(key: string, newKey: string): boolean {
  const [name, newName] = [key, newKey].map((each) => each.slice(each.indexOf(':') + 1));
  if (name === undefined || newName === undefined) return false;
  if (toSpelling(name) === toSpelling(newName)) return true;
  // In a path, the position tells which one it is.
  if (key.startsWith('path:') && newKey.startsWith('path:')) return true;
  const words = new Set(toMeaning(newName));
  return toMeaning(name).some((word) => words.has(word));
}

function toMeaning(name: string): readonly string[] {
  return splitWords(name)
    .map((word) => toSingular(word))
    .filter((word) => !WORDS_OF_MANY_NAMES.has(word));
}

/** Words that unrelated parameters share. */
const WORDS_OF_MANY_NAMES: ReadonlySet<string> = new Set(
  'after,at,before,by,code,count,date,day,end,exclude,filter,for,from,has,id,in,include,is,key,list,max,min,name,number,of,on,only,order,sort,start,the,time,to,type,value,with'.split(
    ',',
  ),
);
