import { ANNOTATIONS, getTypes, oneOrMany, type SchemaDraft } from './schema-dialects.js';
import type { SchemaObject } from './openapi.js';

/**
 * Reads `oneOf: [{ const: 1, title: 'One', description: 'The first' }]`, or the same with `anyOf`, as an enumeration with
 * names: JSON Schema has no other way to describe a value of one.
 */
export function readAnnotatedEnum(draft: SchemaDraft): SchemaDraft {
  const { oneOf, anyOf, ...rest } = draft;
  if (DECIDES.some((key) => draft[key] !== undefined)) return draft;
  if ((oneOf === undefined) === (anyOf === undefined)) return draft;
  const members = (oneOf ?? anyOf ?? []).map(readConstant);
  const constants = members.filter((member) => member !== undefined);
  if (constants.length < members.length || !constants.some(({ title }) => title)) return draft;
  const values = constants.map(({ value }) => value);
  const types = new Set([...getTypes(draft), ...constants.flatMap(({ types: own }) => own)]);
  return {
    ...rest,
    type: oneOrMany([...types]),
    enum: values,
    'x-enumNames': constants.map(({ title }) => title),
    ...(constants.some(({ description }) => description !== '') && {
      'x-enumDescriptions': constants.map(({ description }) => description),
    }),
  };
}

/** Keywords that say more of the values than the members of the union do. */
const DECIDES = [
  '$ref',
  'allOf',
  'enum',
  'const',
  'not',
  'discriminator',
  'properties',
  'items',
] as const satisfies readonly (keyof SchemaObject)[];

interface Constant {
  readonly value: string | number | null;
  readonly types: readonly string[];
  readonly title: string;
  readonly description: string;
}

/** Undefined for a schema that admits several values, or that says more than how one is called. */
function readConstant(schema: SchemaObject | boolean): Constant | undefined {
  if (typeof schema === 'boolean') return undefined;
  const { title = '', description = '', deprecated } = schema;
  const isPlain = Object.keys(schema).every((key) => PLAIN.has(key));
  const [value, ...others] = getValues(schema);
  const isScalar = value === null || typeof value === 'string' || typeof value === 'number';
  if (!isPlain || !isScalar || others.length > 0) return undefined;
  const types = getTypes(schema).length > 0 ? getTypes(schema) : [getType(value)];
  const texts = deprecated ? ['Deprecated.', description] : [description];
  return { value, types, title: value === null ? '' : title, description: texts.join(' ').trim() };
}

const PLAIN: ReadonlySet<string> = new Set([...ANNOTATIONS, 'type', 'const', 'enum']);

function getValues({ type, const: value, enum: values = [] }: SchemaObject): readonly unknown[] {
  if (type === 'null') return [null];
  return value === undefined ? values : [value];
}

function getType(value: string | number | null): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  return Number.isInteger(value) ? 'integer' : 'number';
}
