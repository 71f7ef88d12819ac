import fc from 'fast-check';

/** A schema of JSON Schema 2020-12, as far as these tests write it. */
export type Json = Readonly<Record<string, unknown>>;
export type Schema = Json | boolean;

/** A schema, and the named schemas to which it and they refer. */
export interface Named {
  readonly schema: Json;
  readonly schemas: Readonly<Record<string, Json>>;
}

export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

/** Keywords of limits, with values close to each other. */
const LIMITS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  minLength: fc.nat(3),
  maxLength: fc.nat(4),
  pattern: fc.constantFrom('^a', 'b$'),
  minimum: fc.integer({ min: -1, max: 3 }),
  maximum: fc.integer({ min: 0, max: 5 }),
  exclusiveMinimum: fc.integer({ min: -1, max: 2 }),
  exclusiveMaximum: fc.integer({ min: 1, max: 5 }),
  multipleOf: fc.constantFrom(1, 2, 4),
  minItems: fc.nat(2),
  maxItems: fc.nat(2),
  uniqueItems: fc.boolean(),
  minProperties: fc.nat(2),
  maxProperties: fc.nat(2),
};

export const VALUES: readonly unknown[] = ['a', 'ab', 'abc', 1, 2, 4, true];

const limits: fc.Arbitrary<Json> = fc
  .uniqueArray(fc.constantFrom(...Object.keys(LIMITS)), { maxLength: 2 })
  .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, LIMITS[key] as never]))));

const types = fc.constantFrom<string | string[]>(
  'string',
  'integer',
  'number',
  'boolean',
  ['string', 'integer'],
  ['string', 'null'],
  ['integer', 'null'],
  ['string', 'number', 'null'],
);

const values = fc.uniqueArray(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 3 });

const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.tuple(types, limits).map(([type, more]) => ({ type, ...more })),
  limits,
  values.map((list) => ({ enum: list })),
  values.map((list) => ({ enum: [...list, null] })),
  values.map(([value]) => ({ const: value })),
  fc
    .tuple(fc.constantFrom('a', 'ab', 'abc'), limits)
    .map(([value, more]) => ({ type: 'string', enum: ['a', value], ...more })),
  fc
    .tuple(fc.constantFrom(1, 2, 4), limits)
    .map(([value, more]) => ({ type: 'integer', enum: [1, value], ...more })),
);

/** Property names; `z` stands for those that no schema declares. */
const NAMES = ['a', 'b', 'c'] as const;

function object(part: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc
    .record({
      type: fc.constantFrom<string | string[]>('object', 'object', ['object', 'null']),
      properties: fc.dictionary(fc.constantFrom(...NAMES), part, {
        maxKeys: 3,
        noNullPrototype: true,
      }),
      required: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
    })
    .map((one): Json => one);
}

const open = (part: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc
    .tuple(object(part), fc.oneof(fc.constant<Schema>(true), fc.constant<Schema>(false), part))
    .map(([one, additionalProperties]) => ({ ...one, additionalProperties }));

const reference = fc.constantFrom('Base', 'Other', 'Scalar').map(ref);
const base = fc.constantFrom('Base', 'Other').map(ref);

const schema: fc.Arbitrary<Json> = fc.letrec<{ any: Json }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    reference,
    object(tie('any')),
    open(tie('any')),
    fc.tuple(tie('any'), limits).map(([items, more]) => ({ type: 'array', items, ...more })),
    fc.array(fc.oneof(base, object(tie('any'))), { minLength: 1, maxLength: 3 }).map((allOf) => ({
      allOf,
    })),
    fc.tuple(limits, limits).map(([one, two]) => ({ type: 'string', allOf: [one, two] })),
    fc.tuple(base, object(tie('any'))).map(([part, own]) => ({ ...own, allOf: [part] })),
    fc
      .tuple(
        fc.constantFrom('oneOf', 'anyOf'),
        fc.array(tie('any'), { minLength: 1, maxLength: 3 }),
      )
      .map(([keyword, list]) => ({ [keyword]: list })),
    fc.constant({}),
    tie('any').map((not) => ({ not })),
  ),
})).any;

const named: fc.Arbitrary<Named> = fc
  .record({ schema, Base: object(scalar), Other: object(scalar), Scalar: scalar })
  .map(({ schema: root, ...schemas }) => ({ schema: root, schemas }));

/** A change of one schema somewhere inside; undefined where it does not apply. */
export type Edit = (schema: Json, inside: Named) => Json | undefined;

const MAPS: ReadonlySet<string> = new Set(['properties', 'schemas']);
const PARTS: ReadonlySet<string> = new Set([
  'items',
  'additionalProperties',
  'allOf',
  'oneOf',
  'anyOf',
  'not',
]);

/** Applies an edit to one of the schemas inside, of which `at` chooses. */
export function editAt(whole: Named, at: number, edit: Edit): Named {
  let count = 0;
  const visit = (node: Json): Json => {
    count += 1;
    if (count - 1 === at) return edit(node, whole) ?? node;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => {
        if (MAPS.has(key)) return [key, visitAll(value as Json)];
        return [key, PARTS.has(key) ? visitAny(value) : value];
      }),
    );
  };
  const visitAny = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(visitAny)
      : typeof value === 'object' && value !== null
        ? visit(value as Json)
        : value;
  const visitAll = (map: Json): Json =>
    Object.fromEntries(Object.entries(map).map(([key, value]) => [key, visitAny(value)]));
  return { schema: visit(whole.schema), schemas: visitAll(whole.schemas) as Named['schemas'] };
}

const change: fc.Arbitrary<Edit> = fc.oneof(
  schema.map(
    (other): Edit =>
      () =>
        other,
  ),
  limits.map(
    (more): Edit =>
      (one) =>
        '$ref' in one ? undefined : { ...one, ...more },
  ),
  fc.nat(5).map((index): Edit => (one) => {
    const key = Object.keys(one)[index];
    // Authors mean objects by `properties` without a type as well.
    return key === undefined || (key === 'type' && 'properties' in one)
      ? undefined
      : Object.fromEntries(Object.entries(one).filter(([other]) => other !== key));
  }),
  types.map(
    (type): Edit =>
      (one) =>
        'type' in one ? { ...one, type } : undefined,
  ),
  values.map(
    (list): Edit =>
      (one) =>
        'enum' in one ? { ...one, enum: list } : undefined,
  ),
  fc.uniqueArray(fc.constantFrom(...NAMES)).map(
    (required): Edit =>
      (one) =>
        'properties' in one ? { ...one, required } : undefined,
  ),
  schema.map((added): Edit => (one) => {
    const key = ['allOf', 'oneOf', 'anyOf'].find((keyword) => keyword in one);
    if (key === undefined || (key === 'allOf' && 'additionalProperties' in added)) return undefined;
    return { ...one, [key]: [...(one[key] as Json[]), added] };
  }),
  schema.map((other): Edit => (one) => ({ anyOf: [one, other] })),
);

/** Two versions of a schema. */
export interface Versions {
  readonly before: Named;
  readonly after: Named;
}

/** Two versions that differ in one to two places, in either order; or in all. */
export const versions: fc.Arbitrary<Versions> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        named,
        fc.array(fc.tuple(fc.nat(12), change), { minLength: 1, maxLength: 2 }),
        fc.boolean(),
      )
      .map(([before, changes, isReversed]) => {
        const after = changes.reduce((now, [at, edit]) => {
          const next = editAt(now, at, edit);
          // Validators do not support schemas that are parts of themselves.
          return JSON.stringify(next.schemas).includes('$ref') ? now : next;
        }, before);
        return isReversed ? { before: after, after: before } : { before, after };
      }),
  },
  { weight: 1, arbitrary: fc.record({ before: named, after: named }) },
);

const isTyped = (one: Json, type: string): boolean => [one['type']].flat().includes(type);
const without = (one: Json, ...keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(one).filter(([key]) => !keys.includes(key)));

/** Other notations of the same schema. */
const REWRITES: readonly Edit[] = [
  (one, { schemas }) => {
    const [, name = ''] = /schemas\/(\w+)$/.exec(String(one['$ref'])) ?? [];
    return schemas[name];
  },
  (one) => ({ allOf: [one] }),
  (one) => (Array.isArray(one['allOf']) ? undefined : { anyOf: [one] }),
  (one) => ('const' in one ? { ...without(one, 'const'), enum: [one['const']] } : undefined),
  (one) => {
    const [value, ...more] = (one['enum'] ?? []) as readonly unknown[];
    return value === undefined || more.length > 0
      ? undefined
      : { ...without(one, 'enum'), const: value };
  },
  (one) => {
    if (!Array.isArray(one['type']) || !one['type'].includes('null') || 'enum' in one)
      return undefined;
    const type = one['type'].filter((name) => name !== 'null');
    return { anyOf: [{ ...one, type }, { type: 'null' }] };
  },
  (one) => (Array.isArray(one['type']) ? { ...one, type: [...one['type']].reverse() } : undefined),
  (one) => (Array.isArray(one['enum']) ? { ...one, enum: [...one['enum']].reverse() } : undefined),
  (one) =>
    Object.fromEntries(
      Object.entries(one)
        .reverse()
        .map(([key, value]) => [
          key,
          ['allOf', 'anyOf', 'oneOf'].includes(key) ? [...(value as Json[])].reverse() : value,
        ]),
    ),
  (one) => (one['type'] === 'string' ? { minItems: 1, maximum: 3, ...one } : undefined),
  (one) => (one['type'] === 'integer' ? { maxLength: 1, pattern: '^x', ...one } : undefined),
  (one) => (one['type'] === 'object' ? { maxLength: 1, minimum: 7, ...one } : undefined),
  (one) => (one['type'] === 'array' ? { minProperties: 1, minLength: 7, ...one } : undefined),
  // The type that the listed values have.
  (one) => {
    const list = (one['enum'] ?? []) as readonly unknown[];
    const isText = list.length > 0 && list.every((value) => typeof value === 'string');
    return isText && !('type' in one) ? { ...one, type: 'string' } : undefined;
  },
  (one) => {
    const list = (one['enum'] ?? []) as readonly unknown[];
    const isText = list.length > 0 && list.every((value) => typeof value === 'string');
    return isText && isTyped(one, 'string') && !Array.isArray(one['type'])
      ? without(one, 'type')
      : undefined;
  },
  // Limits that the listed values observe.
  (one) =>
    Array.isArray(one['enum']) ? { maxLength: 9, minimum: -9, maximum: 9, ...one } : undefined,
  // An own keyword in a part, and the reverse.
  (one) => {
    const [key] = Object.keys(one).filter((name) => name in LIMITS);
    return key === undefined || 'allOf' in one
      ? undefined
      : { ...without(one, key), allOf: [{ [key]: one[key] }] };
  },
  (one) => {
    if (one['type'] !== 'object' || 'allOf' in one || 'additionalProperties' in one)
      return undefined;
    const { type, properties = {}, required = [], ...more } = one;
    return { ...more, allOf: [{ type, properties, required }] };
  },
  // Members that stand twice.
  (one) =>
    Array.isArray(one['allOf']) ? { ...one, allOf: [...one['allOf'], one['allOf'][0]] } : undefined,
];

/** Moves the properties of the schema itself into a new base. */
function moveToBase({ schema: one, schemas }: Named): Named {
  if (one['type'] !== 'object' || 'additionalProperties' in one) return { schema: one, schemas };
  const { properties = {}, required = [], ...rest } = one;
  return {
    schema: { ...rest, allOf: [...((rest['allOf'] ?? []) as Json[]), ref('Moved')] },
    schemas: { ...schemas, Moved: { type: 'object', properties, required } },
  };
}

/** Two notations of one schema. */
export const rewritten: fc.Arbitrary<Versions> = fc
  .tuple(
    named,
    fc.array(fc.tuple(fc.nat(12), fc.constantFrom(...REWRITES)), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([before, rewrites, isMoved, isReversed]) => {
    const edited = rewrites.reduce((now, [at, edit]) => editAt(now, at, edit), before);
    const after = isMoved ? moveToBase(edited) : edited;
    return isReversed ? { before: after, after: before } : { before, after };
  });
