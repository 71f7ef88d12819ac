import type { JsonType, Shape } from '../../shape.js';

const FORMATS: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

/** The shape of JSON values, whose property names are all taken for names. */
export function shapeOf(...values: readonly unknown[]): Shape {
  const types: Partial<Record<JsonType, number>> = {};
  for (const value of values) types[typeOf(value)] = (types[typeOf(value)] ?? 0) + 1;
  const texts = values.filter((value) => typeof value === 'string');
  const formats = Object.entries(FORMATS).flatMap(([name, format]) => {
    const count = texts.filter((text) => format.test(text)).length;
    return count > 0 ? [[name, count] as const] : [];
  });
  const objects = values.filter((value) => typeOf(value) === 'object') as object[];
  const names = [...new Set(objects.flatMap((each) => Object.keys(each)))];
  const items = values.filter((value) => Array.isArray(value)).flat() as unknown[];
  return {
    seen: values.length,
    types,
    ...(formats.length > 0 && { formats: Object.fromEntries(formats) }),
    ...(names.length > 0 && {
      properties: Object.fromEntries(
        names.map((name) => [name, shapeOf(...objects.flatMap((each) => valuesAt(each, name)))]),
      ),
    }),
    ...(items.length > 0 && { items: shapeOf(...items) }),
  };
}

function valuesAt(object: object, name: string): readonly unknown[] {
  return Object.hasOwn(object, name) ? [(object as Record<string, unknown>)[name]] : [];
}

function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as 'boolean' | 'string' | 'object';
}

/** The same values, each seen so often. */
export function times(count: number, shape: Shape): Shape {
  const scale = (counts: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(counts).map(([key, each]) => [key, each * count]));
  return {
    ...shape,
    seen: shape.seen * count,
    types: scale(shape.types),
    ...(shape.formats && { formats: scale(shape.formats) }),
    ...(shape.properties && {
      properties: Object.fromEntries(
        Object.entries(shape.properties).map(([name, each]) => [name, times(count, each)]),
      ),
    }),
    ...(shape.items && { items: times(count, shape.items) }),
  };
}
