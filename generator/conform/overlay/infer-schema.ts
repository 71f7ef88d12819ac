import { byCodeUnit, sortedBy } from '../../util/order.js';
import type { JsonType, Shape } from '../shape.js';
import { allowNull, type Dialect } from './dialect.js';
import type { JsonObject } from './json-tree.js';

export interface InferOptions {
  /** How many values have to be seen for a claim about all of them. */
  readonly seen: number;
  readonly dialect: Dialect;
  /** The reference to the one component of the document that objects of this shape are; undefined when there is none. */
  readonly findComponent?: (shape: Shape) => string | undefined;
  /** The same for problem details. */
  readonly findProblem?: (shape: Shape) => string | undefined;
}

/** From how many values on a claim is made about all of them, unless the caller says otherwise. */
export const DEFAULT_SEEN = 20;

/**
 * A schema of all values of a shape. What few values show is not taken for a rule: a format, a whole number, and that a
 * property is required are claimed where every one of at least `seen` values had it. Null, and each type that was seen at
 * all, are allowed. An object is a reference where it is exactly one component.
 *
 * @returns the schema, marked `x-inferred` with the number of values, unless it is a reference.
 */
export function inferSchema(shape: Shape, options: InferOptions): JsonObject {
  const schema = infer(shape, options);
  // Beside a reference, keywords are ignored up to 3.0.
  return '$ref' in schema ? schema : { ...schema, 'x-inferred': { seen: shape.seen } };
}

function infer(shape: Shape, options: InferOptions): JsonObject {
  const { dialect } = options;
  const types = getSeenTypes(shape).filter((type) => type !== 'null');
  const variants = types.map((type) => inferType(shape, type, options));
  const schema = unite(variants, dialect);
  // Of values that were all null, nothing is known.
  return shape.types.null === undefined || types.length === 0 ? schema : allowNull(dialect, schema);
}

/** The types that were seen, in the order of their names; a whole number counts as any number where both were seen. */
export function getSeenTypes({ types }: Pick<Shape, 'types'>): readonly JsonType[] {
  const seen = (Object.keys(types) as JsonType[]).filter((type) => (types[type] ?? 0) > 0);
  return seen.filter((type) => type !== 'integer' || !seen.includes('number')).sort(byCodeUnit);
}

function unite(variants: readonly JsonObject[], dialect: Dialect): JsonObject {
  const [first, ...others] = variants;
  if (first === undefined) return {};
  if (others.length === 0) return first;
  // 2.0 has no unions.
  if (dialect === '2.0') return {};
  const areBare = variants.every((each) => Object.keys(each).every((key) => key === 'type'));
  return dialect === '3.1' && areBare
    ? { type: variants.map((each) => each['type']) }
    : { anyOf: variants };
}

function inferType(shape: Shape, type: JsonType, options: InferOptions): JsonObject {
  switch (type) {
    case 'integer':
      return { type: (shape.types.integer ?? 0) >= options.seen ? 'integer' : 'number' };
    case 'string': {
      const format = getCommonFormat(shape, options.seen);
      return { type, ...(format !== undefined && { format }) };
    }
    case 'array':
      return { type, items: shape.items === undefined ? {} : infer(shape.items, options) };
    case 'object':
      return inferObject(shape, options);
    case 'null':
    case 'boolean':
    case 'number':
      return { type };
    default:
      return type satisfies never;
  }
}

/**
 * The format that all texts of a shape have.
 *
 * @returns undefined when there is none, or when fewer than `seen` texts were seen.
 */
export function getCommonFormat({ types, formats = {} }: Shape, seen: number): string | undefined {
  const texts = types.string ?? 0;
  if (texts < seen || texts === 0) return undefined;
  const common = Object.keys(formats).filter((name) => formats[name] === texts);
  return common.sort(byCodeUnit)[0];
}

function inferObject(shape: Shape, options: InferOptions): JsonObject {
  const $ref = options.findComponent?.(shape);
  if ($ref !== undefined) return { $ref };
  const objects = shape.types.object ?? 0;
  const named = sortedBy(Object.entries(shape.properties ?? {}), ([name]) => name);
  const properties = named.map(([name, each]) => [name, infer(each, options)] as const);
  const required = named.flatMap(([name, each]) =>
    objects >= options.seen && each.seen === objects ? [name] : [],
  );
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(shape.values !== undefined && { additionalProperties: infer(shape.values, options) }),
  };
}
