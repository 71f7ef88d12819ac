import { defined } from '../util/defined.js';
import { isObject, own, pickOwn, type JsonObject } from './json.js';
import type { UpgradeContext } from './upgrade-2.0.js';

export type ParameterLocation = 'path' | 'query' | 'header';

/** Keywords that a parameter has in place of a schema (Swagger 2.0, "Parameter Object"), and known extensions. */
const SCHEMA_KEYS = [
  'type',
  'format',
  'items',
  'default',
  'enum',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'multipleOf',
  'x-nullable',
  'x-extensible-enum',
  'x-ms-enum',
  'x-enumNames',
  'x-enum-varnames',
  'x-enumDescriptions',
  'x-enum-descriptions',
] as const;

const KEPT_KEYS = [
  'description',
  'required',
  'deprecated',
  'x-sunset',
  'x-stability-level',
] as const;

/** Converts a path, query or header parameter to the form of OpenAPI 3. */
export function upgradeParameter(
  upgrade: UpgradeContext,
  parameter: JsonObject,
  location: ParameterLocation,
): JsonObject {
  return upgrade.origins.derive(
    {
      ...pickOwn(parameter, ['name', 'in', 'allowEmptyValue', ...KEPT_KEYS]),
      schema: toSchema(upgrade, parameter),
      ...(own(parameter, 'type') === 'array' && toSerialization(upgrade, parameter, location)),
    },
    parameter,
  );
}

/** Converts a response header (Swagger 2.0, "Header Object"). */
export function upgradeHeader(upgrade: UpgradeContext, header: JsonObject): JsonObject {
  return upgrade.origins.derive(
    {
      ...pickOwn(header, KEPT_KEYS),
      schema: toSchema(upgrade, header),
      ...(own(header, 'type') === 'array' && toSerialization(upgrade, header, 'header')),
    },
    header,
  );
}

/** The schema of a parameter. Swashbuckle sometimes writes `schema` outside of bodies too, which is then used. */
function toSchema({ origins }: UpgradeContext, parameter: JsonObject): JsonObject {
  const schema = own(parameter, 'schema');
  return isObject(schema) ? schema : origins.derive(pickOwn(parameter, SCHEMA_KEYS), parameter);
}

/**
 * Converts `collectionFormat`, by default `csv`, to `style` and `explode` (OpenAPI 3.0, section 4.7.12.2.1). The normal form
 * has a style that OpenAPI 3 lacks, `tabDelimited`, and permits those with separators in every location.
 */
function toSerialization(
  { shapes }: UpgradeContext,
  parameter: JsonObject,
  location: ParameterLocation | 'formData',
): { readonly style: string; readonly explode: boolean } {
  const format = own(parameter, 'collectionFormat') ?? 'csv';
  const repeats = location === 'query' || location === 'formData';
  const plain = { style: repeats ? 'form' : 'simple', explode: false };
  switch (format) {
    case 'csv':
      return plain;
    case 'multi':
      // Only these can have a name several times.
      return repeats ? { style: 'form', explode: true } : plain;
    case 'ssv':
      return { style: 'spaceDelimited', explode: false };
    case 'tsv':
      return { style: 'tabDelimited', explode: false };
    case 'pipes':
      return { style: 'pipeDelimited', explode: false };
    default:
      shapes.report(parameter, 'collectionFormat', 'csv, ssv, tsv, pipes or multi', format);
      return plain;
  }
}

const MULTIPART = 'multipart/form-data';
const URL_ENCODED = 'application/x-www-form-urlencoded';

/** Converts an `in: body` parameter to a request body, with each media type that the operation consumes. */
export function upgradeBody(
  { origins }: UpgradeContext,
  parameter: JsonObject,
  consumes: readonly string[],
): JsonObject {
  const types = consumes.filter((type) => type !== MULTIPART && type !== URL_ENCODED);
  const schema = own(parameter, 'schema');
  const media = origins.derive(schema === undefined ? {} : { schema }, parameter);
  const content = (types.length > 0 ? types : ['application/json']).map((type) => [type, media]);
  return origins.derive(
    {
      ...pickDescription(parameter),
      required: own(parameter, 'required') === true,
      content: origins.derive(Object.fromEntries(content) as JsonObject, parameter),
    },
    parameter,
  );
}

/**
 * Converts `in: formData` parameters to one form. Files require multipart (Swagger 2.0, "Parameter Object"); other fields
 * use the form types that the operation consumes, by default URL-encoded.
 */
export function upgradeForm(
  upgrade: UpgradeContext,
  operation: JsonObject,
  fields: readonly JsonObject[],
  consumes: readonly string[],
): JsonObject {
  const { origins } = upgrade;
  const isNamed = (field: JsonObject): boolean => typeof own(field, 'name') === 'string';
  const named = fields.filter(isNamed);
  for (const field of fields.filter((one) => !isNamed(one)))
    upgrade.shapes.report(field, 'name', 'a string', own(field, 'name'));
  const properties = named.map((field): [string, JsonObject] => [
    String(own(field, 'name')),
    toFieldSchema(upgrade, field),
  ]);
  const required = named
    .filter((field) => own(field, 'required') === true)
    .map((field) => String(own(field, 'name')));
  const schema = origins.adopt(
    {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length > 0 && { required }),
    },
    operation,
  );
  const hasFile = named.some((field) => own(field, 'type') === 'file');
  const forms = consumes.filter((type) => type === MULTIPART || (type === URL_ENCODED && !hasFile));
  const types = forms.length > 0 ? forms : [hasFile ? MULTIPART : URL_ENCODED];
  // OpenAPI.NET writes no format for the lists of a form, and ASP.NET reads them as `multi`: only a declared one counts.
  const joined = named.filter(
    (field) => own(field, 'type') === 'array' && own(field, 'collectionFormat') !== undefined,
  );
  const encodings = joined.map((field): [string, JsonObject] => [
    String(own(field, 'name')),
    origins.derive(toSerialization(upgrade, field, 'formData'), field),
  ]);
  const encoding = encodings.length > 0 ? Object.fromEntries(encodings) : undefined;
  const media = origins.derive({ schema, ...defined({ encoding }) }, operation);
  return origins.adopt(
    {
      required: required.length > 0,
      content: Object.fromEntries(types.map((type) => [type, media])),
    },
    operation,
  );
}

/** The field's description moves to the property, where the SDK's user reads it. */
function toFieldSchema(upgrade: UpgradeContext, field: JsonObject): JsonObject {
  const schema = toSchema(upgrade, field);
  if (schema === own(field, 'schema')) return schema;
  return upgrade.origins.derive({ ...schema, ...pickDescription(field) }, field);
}

function pickDescription(node: JsonObject): { readonly description?: unknown } {
  const description = own(node, 'description');
  return description === undefined ? {} : { description };
}
