import { own, type JsonObject } from './json.js';
import { inlineSchema } from './upgrade-2.0-parameters.js';
import type { Upgrade2 } from './upgrade-2.0.js';

const MULTIPART = 'multipart/form-data';
const URL_ENCODED = 'application/x-www-form-urlencoded';

/** An `in: body` parameter as a request body, under each media type that the operation consumes. */
export function jsonBody(
  { origins }: Upgrade2,
  parameter: JsonObject,
  consumes: readonly string[],
): JsonObject {
  const types = consumes.filter((type) => type !== MULTIPART && type !== URL_ENCODED);
  const schema = own(parameter, 'schema');
  const media = origins.derive(schema === undefined ? {} : { schema }, parameter);
  const content = (types.length > 0 ? types : ['application/json']).map((type) => [type, media]);
  return origins.derive(
    {
      ...described(parameter),
      required: own(parameter, 'required') === true,
      content: origins.derive(Object.fromEntries(content) as JsonObject, parameter),
    },
    parameter,
  );
}

/**
 * `in: formData` parameters as one form. Files travel as multipart alone (Swagger 2.0, "Parameter Object");
 * other fields as the operation consumes, or URL-encoded.
 */
export function formBody(
  upgrade: Upgrade2,
  operation: JsonObject,
  fields: readonly JsonObject[],
  consumes: readonly string[],
): JsonObject {
  const { origins } = upgrade;
  const isNamed = (field: JsonObject): boolean => typeof own(field, 'name') === 'string';
  const named = fields.filter(isNamed);
  for (const field of fields.filter((one) => !isNamed(one)))
    upgrade.shapes.complain(field, 'name', 'a text', own(field, 'name'));
  const properties = named.map((field): [string, JsonObject] => [
    String(own(field, 'name')),
    fieldSchema(upgrade, field),
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
  const media = origins.derive({ schema }, operation);
  return origins.adopt(
    {
      required: required.length > 0,
      content: Object.fromEntries(types.map((type) => [type, media])),
    },
    operation,
  );
}

/** The field's description stands at the property, where the SDK's user reads it. */
function fieldSchema(upgrade: Upgrade2, field: JsonObject): JsonObject {
  const schema = inlineSchema(upgrade, field);
  if (schema === own(field, 'schema')) return schema;
  return upgrade.origins.derive({ ...schema, ...described(field) }, field);
}

function described(node: JsonObject): { readonly description?: unknown } {
  const description = own(node, 'description');
  return description === undefined ? {} : { description };
}
