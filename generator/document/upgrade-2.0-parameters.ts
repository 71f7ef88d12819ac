import { isObject, own, picked, type JsonObject } from './json.js';
import type { Upgrade2 } from './upgrade-2.0.js';

export type Place = 'path' | 'query' | 'header';

/** What describes a value in place of a schema (Swagger 2.0, "Parameter Object"), and the extensions that are read. */
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

const KEPT = ['description', 'required', 'deprecated', 'x-sunset', 'x-stability-level'] as const;

/** A parameter of the path, the query or a header in the form of OpenAPI 3. */
export function upgradeParameter(
  upgrade: Upgrade2,
  parameter: JsonObject,
  place: Place,
): JsonObject {
  return upgrade.origins.derive(
    {
      ...picked(parameter, ['name', 'in', 'allowEmptyValue', ...KEPT]),
      schema: inlineSchema(upgrade, parameter),
      ...(own(parameter, 'type') === 'array' && serialization(upgrade, parameter, place)),
    },
    parameter,
  );
}

/** A header of a response (Swagger 2.0, "Header Object"). */
export function upgradeHeader(upgrade: Upgrade2, header: JsonObject): JsonObject {
  return upgrade.origins.derive(
    { ...picked(header, KEPT), schema: inlineSchema(upgrade, header) },
    header,
  );
}

/** The schema that a parameter spells inline; Swashbuckle writes `schema` outside of bodies too at times. */
export function inlineSchema({ origins }: Upgrade2, parameter: JsonObject): JsonObject {
  const schema = own(parameter, 'schema');
  return isObject(schema) ? schema : origins.derive(picked(parameter, SCHEMA_KEYS), parameter);
}

/** `collectionFormat` as `style` and `explode` (OpenAPI 3.0, section 4.7.12.2.1); `csv` unless said otherwise. */
function serialization(
  { shapes }: Upgrade2,
  parameter: JsonObject,
  place: Place,
): { readonly style: string; readonly explode: boolean } {
  const format = own(parameter, 'collectionFormat') ?? 'csv';
  // Only queries have other ways; paths and headers are lists with commas.
  const inQuery = place === 'query';
  const plain = { style: inQuery ? 'form' : 'simple', explode: false };
  switch (format) {
    case 'csv':
      return plain;
    case 'multi':
      return inQuery ? { style: 'form', explode: true } : plain;
    case 'ssv':
      return inQuery ? { style: 'spaceDelimited', explode: false } : plain;
    case 'pipes':
      return inQuery ? { style: 'pipeDelimited', explode: false } : plain;
    default:
      // `tsv` has no equal in OpenAPI 3.
      shapes.complain(parameter, 'collectionFormat', 'csv, ssv, pipes or multi', format);
      return plain;
  }
}
