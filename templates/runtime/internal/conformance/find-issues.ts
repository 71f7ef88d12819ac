import { isRecord } from '../values.js';
import {
  compareValue,
  describeSchema,
  describeValues,
  getName,
  NONE,
  type Definitions,
  type Schema,
  type SchemaDiscriminator,
  type SchemaObject,
  type Side,
} from './schema.js';

/** A value is missing, null, of another type, or not one of its enumeration; or its schema has no such property. */
export type IssueKind = 'missing' | 'null' | 'type' | 'enum' | 'undeclared-property';

export interface Issue {
  readonly kind: IssueKind;
  /** A type and its property, such as `VehicleDto.positions[].latitude`; `[]` is any item, `{}` a property of any name. */
  readonly place: string;
  /** What the schema has, such as `string or null`. */
  readonly expected: string;
  /** The names and indexes that lead to the value of a program; empty on the wire. */
  readonly path: readonly (string | number)[];
}

export interface IssueOptions {
  readonly definitions: Definitions;
  /** The place of the value itself. */
  readonly place: string;
  /** On the wire, each place counts once. */
  readonly side: Side;
  /** Whether a property that the schema does not declare is an issue. */
  readonly undeclared: boolean;
}

/** What lies deeper is not looked at: an object of the program may contain itself. */
const MAX_DEPTH = 256;
/** Nor is what comes after so many steps. */
const MAX_STEPS = 1_000_000;
const MAX_ISSUES = 100;

/** @returns How a value differs from its schema, up to 100 differences. */
export function findIssues(
  value: unknown,
  schema: Schema,
  options: IssueOptions,
): readonly Issue[] {
  const issues: Issues = new Map();
  visitValue({ options, steps: 0, isTrial: false }, value, schema, { depth: 0 }, issues);
  return [...issues.values()];
}

interface Search {
  readonly options: IssueOptions;
  steps: number;
  /** True while a member of a union is tried. Unions in it are left for later, so that each value is tried once. */
  isTrial: boolean;
}

/** Where a value is: in which value, under which name or index. */
interface Location {
  readonly depth: number;
  readonly parent?: Location;
  /** The name of the type that declares it. */
  readonly owner?: string | undefined;
  readonly key?: string | number;
  /** Of the place; undefined: the key after a point. */
  readonly segment?: string | undefined;
}

/** By place and kind; those of a program by path and kind. */
type Issues = Map<string, Issue>;

type JsonObject = Readonly<Record<string, unknown>>;

/** What the schemas of an object declare. */
interface Declared {
  type?: string | undefined;
  readonly properties: object[];
  /** True if it may have any other property. */
  isOpen: boolean;
}

/** One value, and what has been found out of it. */
interface Visit {
  readonly search: Search;
  readonly value: unknown;
  /** The value, if it is an object with properties. */
  readonly object: JsonObject | undefined;
  readonly at: Location;
  /** Undefined where nobody asks for properties that are not declared. */
  readonly declared: Declared | undefined;
  readonly issues: Issues;
}

function visitValue(
  search: Search,
  value: unknown,
  schema: Schema,
  at: Location,
  issues: Issues,
): void {
  const object = isObject(value, search.options) ? value : undefined;
  const declared = object && search.options.undeclared ? createDeclared() : undefined;
  const visit = { search, value, object, at, declared, issues };
  applySchema(visit, schema, undefined, 0);
  for (const name of getUndeclared(visit)) {
    // Another name may be a value, such as a registration number.
    const segment = /^[a-z_]{1,60}\d?$/i.test(name) ? undefined : '{}';
    const location = createLocation(visit, declared?.type, name, segment);
    report(visit, 'undeclared-property', 'no such property', location);
  }
}

/** What comes from JSON needs no closer look. */
function isObject(value: unknown, { side }: IssueOptions): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return side === 'wire' || isRecord(value);
}

function createDeclared(): Declared {
  return { properties: [], isOpen: false };
}

function getUndeclared({ object, declared }: Visit): readonly string[] {
  if (!object || !declared || declared.isOpen) return [];
  const { properties } = declared;
  return Object.keys(object).filter(
    (name) => !properties.some((each) => Object.hasOwn(each, name)),
  );
}

function createLocation(
  { at }: Visit,
  owner: string | undefined,
  key: string | number,
  segment?: string,
): Location {
  return { depth: at.depth + 1, parent: at, owner, key, segment };
}

/**
 * @param owner The name of the type that the schema belongs to.
 * @param depth Of the schema in those that apply to the same value.
 */
function applySchema(visit: Visit, schema: Schema, owner: string | undefined, depth: number): void {
  const { search, value, object, at, declared } = visit;
  if (schema === true || ++search.steps > MAX_STEPS || at.depth + depth > MAX_DEPTH) {
    allowOthers(visit);
    return;
  }
  const keywords = schema === false ? NONE : schema;
  const { $ref, allOf, anyOf } = keywords;
  if ($ref !== undefined) {
    const name = getName($ref);
    if (declared) declared.type ??= name;
    applySchema(visit, getOwn(search.options.definitions, name) ?? true, name, depth + 1);
    return;
  }
  const kind = compareValue(value, keywords, search.options.side);
  if (kind !== undefined) {
    allowOthers(visit);
    report(visit, kind, describeSchema(keywords, search.options.side));
    return;
  }
  if (allOf) for (const part of allOf) applySchema(visit, part, owner, depth + 1);
  if (anyOf) applyUnion(visit, keywords, anyOf, owner, depth + 1);
  if (object) visitProperties(visit, object, keywords, owner);
  else if (Array.isArray(value)) visitItems(visit, value, keywords, owner);
}

function allowOthers({ declared }: Visit): void {
  if (declared) declared.isOpen = true;
}

function visitProperties(
  visit: Visit,
  object: JsonObject,
  { properties = {}, required = [], additionalProperties, 'x-names': names }: SchemaObject,
  owner: string | undefined,
): void {
  const { search, declared, issues } = visit;
  const { options } = search;
  const renamed = options.side === 'program' ? names : undefined;
  const toKey = (name: string) => (renamed && getOwn(renamed, name)) ?? name;
  declared?.properties.push(properties);
  for (const name of required) {
    const key = toKey(name);
    if (getOwn(object, key) !== undefined) continue;
    const expected = describeSchema(getOwn(properties, name) ?? true, options.side);
    report(visit, 'missing', expected, createLocation(visit, owner, key));
  }
  const keys = new Set<string>();
  for (const name of Object.keys(properties)) {
    const key = toKey(name);
    const member = getOwn(object, key);
    if (additionalProperties !== undefined) keys.add(key);
    if (member !== undefined)
      visitValue(
        search,
        member,
        properties[name] ?? true,
        createLocation(visit, owner, key),
        issues,
      );
  }
  if (additionalProperties === undefined) return;
  allowOthers(visit);
  for (const [key, member] of Object.entries(object)) {
    if (keys.has(key) || member === undefined) continue;
    const location = createLocation(visit, owner, key, '{}');
    visitValue(search, member, additionalProperties, location, issues);
  }
}

function visitItems(
  visit: Visit,
  list: readonly unknown[],
  { prefixItems = [], items = true, minItems = 0 }: SchemaObject,
  owner: string | undefined,
): void {
  const { search, issues } = visit;
  for (let index = 0; index < Math.max(list.length, minItems); index += 1) {
    const schema = prefixItems[index] ?? items;
    const segment = index < prefixItems.length ? `[${index}]` : '[]';
    const location = createLocation(visit, owner, index, segment);
    if (index < list.length) visitValue(search, list[index], schema, location, issues);
    else report(visit, 'missing', describeSchema(schema, search.options.side), location);
  }
}

/** Applies the schema of a union that a value is meant for: by its discriminator, else the one that fits best. */
function applyUnion(
  visit: Visit,
  schema: SchemaObject,
  members: readonly Schema[],
  owner: string | undefined,
  depth: number,
): void {
  const { search, value } = visit;
  if (schema.discriminator && visit.object)
    if (applyDiscriminator(visit, visit.object, schema.discriminator, owner, depth)) return;
  const candidates = members.filter((member) => mayBe(value, member, search.options));
  if (candidates.length === 0) {
    allowOthers(visit);
    report(visit, value === null ? 'null' : 'type', describeSchema(schema, search.options.side));
  } else if (candidates.length > 1 && search.isTrial) allowOthers(visit);
  else {
    const best = findBest(visit, candidates, owner, depth);
    if (best !== undefined) applySchema(visit, best, owner, depth);
  }
}

/** Whether the value itself, without what is in it, is of the schema's type. */
function mayBe(value: unknown, schema: Schema, options: IssueOptions, depth = 0): boolean {
  if (typeof schema === 'boolean' || depth > MAX_DEPTH) return schema !== false;
  const { $ref, allOf, anyOf } = schema;
  const check = (part: Schema) => mayBe(value, part, options, depth + 1);
  if ($ref) return check(getOwn(options.definitions, getName($ref)) ?? true);
  const kind = compareValue(value, schema, options.side);
  if (kind !== undefined && kind !== 'enum') return false;
  return (allOf?.every(check) ?? true) && (anyOf?.some(check) ?? true);
}

/** Tries the members of a union. */
function findBest(
  visit: Visit,
  [first, ...others]: readonly Schema[],
  owner: string | undefined,
  depth: number,
): Schema | undefined {
  if (first === undefined || others.length === 0) return first;
  const { search, declared } = visit;
  let best = first;
  let lowest = Infinity;
  search.isTrial = true;
  for (const member of [first, ...others]) {
    const trial = { ...visit, declared: declared && createDeclared(), issues: new Map() };
    applySchema(trial, member, owner, depth);
    const score = trial.issues.size + getUndeclared(trial).length / 1_000_000;
    if (score >= lowest) continue;
    best = member;
    lowest = score;
    if (score === 0) break;
  }
  search.isTrial = false;
  return best;
}

/** @returns False when nothing says which schema an object is meant for. */
function applyDiscriminator(
  visit: Visit,
  object: JsonObject,
  { propertyName, 'x-name': name, mapping, defaultMapping }: SchemaDiscriminator,
  owner: string | undefined,
  depth: number,
): boolean {
  const key = (visit.search.options.side === 'program' && name) || propertyName;
  const tag = getOwn(object, key);
  const isTag = typeof tag === 'string' || typeof tag === 'number';
  const $ref = (isTag && getOwn(mapping, String(tag))) || defaultMapping;
  if ($ref) {
    if (visit.declared) visit.declared.type = undefined;
    applySchema(visit, { $ref }, owner, depth);
  } else if (isTag) {
    allowOthers(visit);
    const expected = describeValues(Object.keys(mapping));
    report(visit, 'enum', expected, createLocation(visit, owner, key));
  }
  return $ref !== undefined || isTag;
}

function report(visit: Visit, kind: IssueKind, expected: string, at = visit.at): void {
  const { options } = visit.search;
  const isWire = options.side === 'wire';
  const path = isWire ? [] : getPath(at);
  const place = getPlace(at, options);
  const id = `${kind} ${isWire ? place : JSON.stringify(path)}`;
  const { issues } = visit;
  if (issues.size < MAX_ISSUES && !issues.has(id)) issues.set(id, { kind, place, expected, path });
}

function getPath({ parent, key }: Location): readonly (string | number)[] {
  return parent && key !== undefined ? [...getPath(parent), key] : [];
}

/** The nearest type with a name, and the way from there. */
function getPlace({ parent, owner, key, segment }: Location, options: IssueOptions): string {
  if (!parent) return options.place;
  return `${owner ?? getPlace(parent, options)}${segment ?? `.${key}`}`;
}

/** A property that an object has itself: a name may be that of a method, or `__proto__`. */
function getOwn<T>(object: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
