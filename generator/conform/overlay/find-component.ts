import { isRecord } from '../../util/is-record.js';
import { sortedBy } from '../../util/order.js';
import type { JsonType, Shape } from '../shape.js';
import { getDialect, getTypes, isNullable, splitAnnotations } from './dialect.js';
import { getSeenTypes } from './infer-schema.js';
import {
  followReferences,
  getNode,
  own,
  toPointer,
  type JsonObject,
  type Path,
} from './json-tree.js';

/**
 * A search of the components that describe a shape: with the same property names, at least two, and with a schema for each
 * that surely accepts the values that were seen. So a component with an enumeration, a pattern or a limit is none: values
 * are not kept, so it cannot be told whether they fit.
 *
 * @returns the reference to the component; undefined when there is none, or more than one.
 */
export function createComponentFinder(root: JsonObject): (shape: Shape) => string | undefined {
  const section = getSection(root);
  const names = getComponentNames(root);
  return (shape) => {
    const wanted = Object.keys(shape.properties ?? {});
    if (wanted.length < 2) return undefined;
    const found = names.filter((name) => {
      const path = [...section, name];
      return own(getNode(root, path), 'properties') !== undefined && accepts(root, path, shape, []);
    });
    const [only, ...others] = found;
    return only === undefined || others.length > 0
      ? undefined
      : `#${toPointer([...section, only])}`;
  };
}

/** The members of problem details (RFC 9457, section 3.1). */
const PROBLEM = ['type', 'title', 'status', 'detail', 'instance'];

/**
 * A search of the components that are problem details, and whose schema surely accepts those that were seen. Further members
 * are extensions, which such a component accepts unless it is closed.
 *
 * @returns the reference to the component that declares most of what was seen, and of these the smallest one.
 */
export function createProblemFinder(root: JsonObject): (shape: Shape) => string | undefined {
  const section = getSection(root);
  const problems = getComponentNames(root).filter((name) => {
    const properties = own(getNode(root, [...section, name]), 'properties');
    return PROBLEM.every((member) => own(properties, member) !== undefined);
  });
  return (shape) => {
    const found = problems
      .filter((name) => acceptsProblem(root, [...section, name], shape))
      .map((name) => {
        const declared = Object.keys(own(getNode(root, [...section, name]), 'properties') ?? {});
        const seen = Object.keys(shape.properties ?? {});
        const known = seen.filter((member) => declared.includes(member)).length;
        return { name, rank: declared.length - 1_000 * known };
      });
    const [best] = found.sort((a, b) => a.rank - b.rank);
    return best === undefined ? undefined : `#${toPointer([...section, best.name])}`;
  };
}

function acceptsProblem(root: JsonObject, path: Path, shape: Shape): boolean {
  const schema = getNode(root, path);
  if (!isRecord(schema) || getSeenTypes(shape).join() !== 'object') return false;
  const { rest } = splitAnnotations(schema);
  const further = own(schema, 'additionalProperties') ?? true;
  const isOpen = further === true || (isRecord(further) && Object.keys(further).length === 0);
  const required = own(schema, 'required');
  return (
    Object.keys(rest).every((key) => CHECKED.has(key)) &&
    (!Array.isArray(required) || required.every((name) => isAlways(shape, name))) &&
    Object.entries(shape.properties ?? {}).every(([name, each]) => {
      const member = [...path, 'properties', name];
      return getNode(root, member) === undefined ? isOpen : accepts(root, member, each, []);
    }) &&
    (shape.values === undefined || isOpen)
  );
}

/** Where the components of a document are. */
function getSection(root: JsonObject): Path {
  return getDialect(root) === '2.0' ? ['definitions'] : ['components', 'schemas'];
}

function getComponentNames(root: JsonObject): readonly string[] {
  const components = getNode(root, getSection(root));
  return isRecord(components) ? sortedBy(Object.keys(components), (name) => name) : [];
}

/** Keywords beside which a schema accepts all values of its types, with what is checked here. */
const CHECKED = new Set([
  ...['$ref', 'type', 'format', 'nullable', 'x-nullable'],
  ...['properties', 'required', 'additionalProperties', 'items'],
]);

/** Formats of numbers, which few numbers exceed; the next run would report one that does. */
const NUMBER_FORMATS = new Set(['float', 'double', 'decimal', 'int64', 'int32']);

/** @param visited The schemas around this one: a recursive schema is not followed twice. */
function accepts(root: JsonObject, at: Path, shape: Shape, visited: readonly string[]): boolean {
  const path = followReferences(root, at);
  const schema = getNode(root, path);
  const pointer = toPointer(path);
  if (!isRecord(schema) || '$ref' in schema || visited.includes(pointer)) return false;
  const { rest } = splitAnnotations(schema);
  if (Object.keys(rest).some((key) => !CHECKED.has(key))) return false;
  const declared = getTypes(schema);
  const types = getSeenTypes(shape);
  const isAllowed = (type: JsonType) =>
    type === 'null'
      ? isNullable(schema)
      : declared.includes(type) || (type === 'integer' && declared.includes('number'));
  if (!types.every(isAllowed) || !acceptsFormat(schema, shape)) return false;
  const inner = [...visited, pointer];
  if (types.includes('object') && !acceptsObjects(root, path, shape, inner)) return false;
  return shape.items === undefined || accepts(root, [...path, 'items'], shape.items, inner);
}

function acceptsFormat(schema: JsonObject, { types, formats = {} }: Shape): boolean {
  const format = own(schema, 'format');
  if (typeof format !== 'string') return true;
  const [texts = 0, numbers] = [types.string, types.integer ?? types.number];
  const seen = Object.hasOwn(formats, format) ? formats[format] : 0;
  return (texts === 0 || seen === texts) && (numbers === undefined || NUMBER_FORMATS.has(format));
}

/** The same names, all of what is required in each object, and no other properties. */
function acceptsObjects(
  root: JsonObject,
  path: Path,
  shape: Shape,
  visited: readonly string[],
): boolean {
  const schema = getNode(root, path);
  const declared = own(schema, 'properties');
  const required = own(schema, 'required');
  const seen = Object.entries(shape.properties ?? {});
  if (!isRecord(declared) || shape.values !== undefined) return false;
  if (Object.keys(declared).length !== seen.length) return false;
  return (
    (!Array.isArray(required) || required.every((name) => isAlways(shape, name))) &&
    seen.every(
      ([name, each]) =>
        Object.hasOwn(declared, name) &&
        accepts(root, [...path, 'properties', name], each, visited),
    )
  );
}

/** Whether a property was in every object. */
function isAlways({ properties = {}, types }: Shape, name: unknown): boolean {
  return typeof name === 'string' && Object.hasOwn(properties, name)
    ? properties[name]?.seen === types.object
    : false;
}
