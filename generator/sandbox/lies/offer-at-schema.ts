import { compilePattern } from '../data/constraints.js';
import type { SchemaOffer, ValueLie, WrittenType } from './lie.js';
import { getPlaceName } from './place-name.js';
import { getOnlyType, isNull, type JsonType, type Schema, type Schemas } from './schemas.js';
import type { SchemaObject } from '../raw-openapi.js';

/** What offers need to know of a document. */
export interface Surroundings {
  readonly schemas: Schemas;
  /** The pointer of a node in the published document. */
  readonly getPointer: (node: object) => string;
  /** Names, in lower case, of properties that other requests take as keys. Their values stay true. */
  readonly keys: ReadonlySet<string>;
}

/**
 * The lies that contradict a schema wherever it holds.
 * @param isShared whether other schemas describe the same object, which may then have further properties.
 * @param isKey whether its values are keys.
 */
export function getSchemaOffers(
  surroundings: Surroundings,
  schema: SchemaObject,
  isShared: boolean,
  isKey: boolean,
): readonly SchemaOffer[] {
  const { schemas, keys } = surroundings;
  const { properties, isShared: isComposed } = schemas.describe(schema);
  const isWhole = !isShared && !isComposed;
  return [
    ...properties
      .filter(([name]) => !keys.has(name.toLowerCase()))
      .flatMap(([name, part]) => getPropertyOffers(surroundings, schema, name, part, isWhole)),
    ...(isWhole ? getObjectOffers(surroundings, schema) : []),
    ...(isKey ? [] : getNodeOffers(surroundings, schema)),
  ];
}

function getPropertyOffers(
  { schemas, getPointer }: Surroundings,
  owner: SchemaObject,
  property: string,
  schema: Schema,
  isWhole: boolean,
): readonly SchemaOffer[] {
  if (typeof schema === 'boolean') return [];
  const offer = (lie: ValueLie, place = schema): SchemaOffer => {
    const pointer = getPointer(place);
    return {
      at: 'schema',
      lie,
      place: getPlaceName(pointer),
      pointer,
      schema: owner,
      hides: schema,
    };
  };
  const settled = schemas.settle(schema);
  if (schema.writeOnly || settled?.writeOnly) {
    const value = settled && getSentValue(settled);
    return value === undefined ? [] : [offer({ kind: 'write-only', property, value })];
  }
  const offers: SchemaOffer[] = [];
  if (schemas.rejects(schema, 'null')) offers.push(offer({ kind: 'null', property }));
  const isRequired = owner.required?.includes(property) === true;
  if (isRequired) offers.push(offer({ kind: 'missing', property }));
  const written = getOtherSpelling(property);
  const isClosed = owner.additionalProperties === undefined || !owner.additionalProperties;
  // Of a required one, the name that is missing would be a second thing to find.
  const isRenamed = !isRequired && written !== undefined && !hasOwn(owner.properties, written);
  if (isWhole && isClosed && isRenamed)
    offers.push(offer({ kind: 'spelling', property, written }, owner));
  const type = settled && getOnlyType(settled);
  if (type === undefined || settled?.enum || settled?.const !== undefined) return offers;
  // What a property refers to says its type; with a choice between that and null, the choice says it.
  const typed = schema.$ref === undefined ? schema : settled;
  const other = OTHER_TYPES.get(type);
  if (other && other.types.every((one) => schemas.rejects(schema, one)))
    offers.push(offer({ kind: 'type', property, written: other.written }, typed));
  const isNumber = type === 'number' || type === 'integer';
  if (isNumber && schemas.rejects(schema, 'string'))
    offers.push(offer({ kind: 'number-as-text', property }, typed));
  if (type === 'integer' && schemas.rejects(schema, 'number'))
    offers.push(offer({ kind: 'fraction', property }, typed));
  return offers;
}

/** By the declared type, what is written instead. */
const OTHER_TYPES: ReadonlyMap<JsonType, { written: WrittenType; types: readonly JsonType[] }> =
  new Map([
    ['string', { written: 'number', types: ['integer', 'number'] }],
    ['integer', { written: 'text', types: ['string'] }],
    ['number', { written: 'text', types: ['string'] }],
    ['boolean', { written: 'boolean-text', types: ['string'] }],
    ['array', { written: 'object', types: ['object'] }],
    ['object', { written: 'list', types: ['array'] }],
  ]);

/** With a first letter of the other case, as JSON serializers of ASP.NET differ; undefined for a name without letter case. */
function getOtherSpelling(name: string): string | undefined {
  const first = name.charAt(0);
  const other = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  return /^[a-z][a-z\d]*[a-z]/i.test(name) ? `${other}${name.slice(1)}` : undefined;
}

/** What a property that is only sent may hold; undefined where the schema says more than its type. */
function getSentValue({ type, format, enum: values, pattern }: SchemaObject) {
  if (format !== undefined || values !== undefined || pattern !== undefined) return undefined;
  return [type].flat().includes('string') ? 'open sesame' : undefined;
}

const UNDECLARED = [
  ['internalNote', 'imported'],
  ['migrationBatch', 42],
  ['auditTrail', { changedBy: 'import', version: 2 }],
  ['legacyCodes', ['A1', 'B2']],
] as const;

/** Keys of a map by registration number. */
const DATA_KEYS = ['AB-123-CD', 'EF-456-GH', 'JK-789-LM'];

/** Lies about the properties that an object has, where its schema alone says which. */
function getObjectOffers(
  { getPointer }: Surroundings,
  schema: SchemaObject,
): readonly SchemaOffer[] {
  const { properties, additionalProperties: additional } = schema;
  if (properties === undefined || (additional !== undefined && additional !== false)) return [];
  const pointer = getPointer(schema);
  const placed = { at: 'schema', place: getPlaceName(pointer), pointer, schema } as const;
  const undeclared = UNDECLARED.filter(([name]) => !hasOwn(properties, name)).map(
    ([property, value]) => ({
      ...placed,
      lie: { kind: 'undeclared-property', property, value } as const,
    }),
  );
  const keys = DATA_KEYS.filter((name) => !hasOwn(properties, name));
  return additional === false
    ? [...undeclared, { ...placed, lie: { kind: 'undeclared-keys', keys } }]
    : undeclared;
}

/** Lies against the keywords of one node. */
function getNodeOffers(
  { schemas, getPointer }: Surroundings,
  schema: SchemaObject,
): readonly SchemaOffer[] {
  const offer = (lie: ValueLie, at: SchemaObject, hides?: Schema): SchemaOffer => {
    const pointer = getPointer(at);
    const placed = { at: 'schema', lie, place: getPlaceName(pointer), pointer, schema } as const;
    return hides === undefined ? placed : { ...placed, hides };
  };
  const { items, discriminator } = schema;
  const offers = getKeywordLies(schema).map((lie) => offer(lie, schema, schema));
  if (typeof items === 'object' && schemas.rejects(items, 'null'))
    offers.push(offer({ kind: 'null-item' }, items, items));
  if (discriminator && discriminator.defaultMapping === undefined && hasNamedVariants(schema))
    offers.push(
      offer({ kind: 'discriminator', property: discriminator.propertyName }, schema, schema),
    );
  const value = getValueOfNoVariant(schemas, schema);
  if (value !== undefined) offers.push(offer({ kind: 'no-variant', value }, schema, schema));
  return offers;
}

/** A discriminator selects by names, which inline schemas have not (OpenAPI 3.1, section 4.8.25). */
function hasNamedVariants({ oneOf, anyOf, discriminator }: SchemaObject): boolean {
  const members = [...(oneOf ?? []), ...(anyOf ?? [])];
  const isNamed = members.some((member) => typeof member === 'object' && member.$ref !== undefined);
  return members.length === 0 || isNamed || discriminator?.mapping !== undefined;
}

function getKeywordLies(schema: SchemaObject): readonly ValueLie[] {
  const enumerated = getOtherValue(schema);
  if (enumerated !== undefined) return [{ kind: 'enum', value: enumerated }];
  if (schema.enum || schema.const !== undefined) return [];
  switch (getOnlyType(schema)) {
    case 'string':
      return [
        ...getTextLies(schema),
        ...getLengthLies([
          ['minLength', schema.minLength],
          ['maxLength', schema.maxLength],
        ]),
      ];
    case 'integer':
    case 'number':
      return getRangeLies(schema);
    case 'array':
      return getLengthLies([
        ['minItems', schema.minItems],
        ['maxItems', schema.maxItems],
      ]);
    default:
      return [];
  }
}

/** A value that a closed enumeration does not have. */
function getOtherValue(schema: SchemaObject): string | number | undefined {
  const values = (schema.enum ?? []).filter((value) => value !== null);
  if (values.length === 0 || schema['x-extensible-enum']) return undefined;
  if (values.every((value) => typeof value === 'number')) return Math.max(...values) + 1000;
  const isText = values.every((value) => typeof value === 'string');
  return isText && !values.includes('Unheard_of') ? 'Unheard_of' : undefined;
}

function getTextLies({ format, pattern, contentEncoding }: SchemaObject): readonly ValueLie[] {
  if (pattern !== undefined) {
    const expression = compilePattern(pattern);
    const value = expression && ['?', '', 'none of it', '000'].find((one) => !expression.test(one));
    return value === undefined ? [] : [{ kind: 'pattern', value }];
  }
  const declared = format ?? (contentEncoding === 'base64' ? 'byte' : undefined);
  const value = declared === undefined ? undefined : WRONG_TEXTS.get(declared);
  return declared === undefined || value === undefined
    ? []
    : [{ kind: 'format', format: declared, value }];
}

/** Texts as an API writes them that formats otherwise than it says. */
const WRONG_TEXTS: ReadonlyMap<string, string> = new Map([
  ['date-time', '23/04/2026 07:12'],
  ['date', '23/04/2026'],
  ['time', '7h12'],
  ['date-span', '2 hours'],
  ['uuid', 'VEH-0042'],
  ['uri', 'not a link'],
  ['email', 'nobody'],
  ['ipv4', 'localhost'],
  ['byte', 'not base64!'],
]);

function getRangeLies(schema: SchemaObject): readonly ValueLie[] {
  const bounds = [
    ['minimum', schema.minimum, -1],
    ['maximum', schema.maximum, 1],
    ['exclusiveMinimum', schema.exclusiveMinimum, -1],
    ['exclusiveMaximum', schema.exclusiveMaximum, 1],
  ] as const;
  return bounds.flatMap(([keyword, bound, step]): readonly ValueLie[] => {
    const isExact = bound !== undefined && Number.isSafeInteger(Math.trunc(bound) + step);
    return isExact ? [{ kind: 'range', keyword, value: bound + step }] : [];
  });
}

/** A text or list beyond this is no use to anyone. */
const MAX_LENGTH = 5000;

function getLengthLies(
  limits: readonly (readonly [
    keyword: Extract<ValueLie, { kind: 'length' }>['keyword'],
    limit: number | undefined,
  ])[],
): readonly ValueLie[] {
  return limits.flatMap(([keyword, limit]): readonly ValueLie[] => {
    const isUsable =
      limit !== undefined && limit <= MAX_LENGTH && (keyword.startsWith('max') || limit > 0);
    return isUsable ? [{ kind: 'length', keyword, limit }] : [];
  });
}

/** A value that every member of a choice rejects; undefined if it is no choice, or if there is none. */
function getValueOfNoVariant(schemas: Schemas, schema: SchemaObject) {
  const members = schema.oneOf ?? schema.anyOf ?? [];
  const variants = members.filter((member) => !isNull(member));
  if (variants.length < 2) return undefined;
  const samples = [
    ['string', 'none of these'],
    ['integer', 8_675_309],
    ['boolean', true],
    ['array', []],
  ] as const;
  return samples.find(([type]) =>
    variants.every(
      (variant) =>
        schemas.rejects(variant, type) &&
        (type !== 'integer' || schemas.rejects(variant, 'number')),
    ),
  )?.[1];
}

function hasOwn(object: object | undefined, name: string): boolean {
  return object !== undefined && Object.hasOwn(object, name);
}
