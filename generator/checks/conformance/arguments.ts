import type { OpenApiDocument } from '../../document/openapi.js';
import { getArgumentName } from '../../emit/index.js';
import type { ApiModel, Operation, Parameter } from '../../model/model.js';
import type { Names } from '../../naming/names.js';
import { defined } from '../../util/defined.js';
import {
  BLOB,
  getMediaSchema,
  getOperationObject,
  getParameterSchemas,
  JsonSchemas,
  readDiscriminators,
  SchemaValidator,
  toStandaloneSchema,
  type InstanceMaker,
} from '../fidelity/index.js';

/** An operation of a package, and the arguments to call it with. */
export interface PlannedCall {
  readonly operation: Operation;
  /** The client's property, and the method on it. */
  readonly service: string;
  readonly method: string;
  /** The arguments of each call: one with only what is required, two with everything that is allowed. */
  readonly attempts: readonly (readonly unknown[])[];
  /** A required input without an instance; then there are no attempts. */
  readonly missing?: string;
}

/** A parameter or the body, with a reference to its schema. */
interface Input {
  readonly location: Parameter['in'] | 'body';
  readonly name: string;
  readonly required: boolean;
  readonly reference: string | undefined;
}

type Values = ReadonlyMap<Input, readonly unknown[]>;

/**
 * Plans calls of every operation except those that Prism does not parse, with arguments that json-schema-faker makes and
 * ajv accepts.
 *
 * @param document In normal form; the one of the model and the names.
 */
export async function planCalls(
  document: OpenApiDocument,
  model: ApiModel,
  names: Names,
  maker: InstanceMaker,
): Promise<readonly PlannedCall[]> {
  const schemas = new JsonSchemas(document, model, readDiscriminators(document), 'asWritten', {});
  const planned = model.services.flatMap((service) =>
    service.operations.filter(isParsed).map((operation) => ({
      operation,
      service: service.wireName,
      inputs: listInputs(document, operation, names, schemas),
    })),
  );
  // Only now do all definitions exist.
  const validator = new SchemaValidator(schemas.definitions);
  const made = new Map<string, readonly unknown[]>();
  const makeValues = async (reference: string): Promise<readonly unknown[]> => {
    const known = made.get(reference);
    if (known !== undefined) return known;
    const instances = await maker.makeInstances(toStandaloneSchema(schemas.definitions, reference));
    const valid = distinct(instances.filter((value) => validator.accepts(reference, value)));
    made.set(reference, valid);
    return valid;
  };
  const calls: PlannedCall[] = [];
  for (const { operation, service, inputs } of planned) {
    const values = new Map<Input, readonly unknown[]>();
    for (const input of inputs) {
      const all = input.reference === undefined ? ['value'] : await makeValues(input.reference);
      values.set(input, all.filter((value) => isSendable(input, value)).map(replaceBlobs));
    }
    const missing = inputs.find((input) => input.required && !values.get(input)?.length);
    calls.push({
      operation,
      service: names.services.get(service)?.property ?? '',
      method: names.operations.get(operation.id)?.method ?? '',
      attempts: missing ? [] : distinct([0, 1, 2].map((turn) => chooseArguments(values, turn))),
      ...defined({ missing: missing && `${missing.location} ${missing.name}` }),
    });
  }
  return calls;
}

/** Bodies and parameters of which Prism reads nothing, or something else; the sandbox judges them in its place. */
function isParsed({ body, parameters }: Operation): boolean {
  const encoding = body?.contents[0].encoding;
  return (
    encoding !== 'multipart' &&
    encoding !== 'jsonLines' &&
    encoding !== 'jsonSequence' &&
    // OpenAPI 3.2, which Prism does not know.
    parameters.every(({ in: location, style }) => location !== 'querystring' && style !== 'cookie')
  );
}

function listInputs(
  document: OpenApiDocument,
  operation: Operation,
  names: Names,
  schemas: JsonSchemas,
): readonly Input[] {
  const planned = names.operations.get(operation.id);
  if (planned === undefined) throw new Error(`No name was planned for ${operation.id}`);
  const reference = (schema: Parameters<JsonSchemas['reference']>[0]['schema'] | undefined) =>
    schema === undefined ? undefined : schemas.reference({ schema, direction: 'request' });
  const parameters = getParameterSchemas(document, operation).map(([parameter, schema]): Input => ({
    location: parameter.in,
    name: getArgumentName(parameter, planned),
    required: parameter.required,
    reference: reference(schema),
  }));
  const { body } = operation;
  if (body === undefined) return parameters;
  const owner = getOperationObject(document, operation)?.requestBody;
  const [{ encoding, mediaType }] = body.contents;
  // To a program XML is a string and bytes are bytes, whatever their schema says.
  const isValue = encoding === 'json' || encoding === 'form';
  const schema = isValue ? getMediaSchema(document, owner, mediaType) : undefined;
  return [
    ...parameters,
    { location: 'body', name: 'body', required: body.required, reference: reference(schema) },
  ];
}

/** A path parameter cannot be empty or a dot segment, and only JSON can express null. */
function isSendable({ location }: Input, value: unknown): boolean {
  if (location === 'body') return value !== undefined;
  if (value === null) return false;
  const text = [value].flat().map(String).join(',');
  return location !== 'path' || !/^\.{0,2}$/.test(text.trim());
}

/** @param turn 0 for required inputs only. */
function chooseArguments(values: Values, turn: number): readonly unknown[] {
  const given = [...values].filter(
    ([{ required, location }, all]) =>
      all.length > 0 && (required || location === 'path' || turn > 0),
  );
  const chosen = given.map(([input, all]) => [input, all[turn % all.length]] as const);
  const inPath = chosen.filter(([{ location }]) => location === 'path').map(([, value]) => value);
  const others = chosen.filter(([{ location }]) => location !== 'path');
  const params = others.filter(([{ location }]) => location !== 'body');
  const body = others.find(([{ location }]) => location === 'body');
  const hasBody = [...values.keys()].some(({ location }) => location === 'body');
  const skipped = hasBody && params.length > 0 ? [undefined] : [];
  const positional = [...inPath, ...(body ? [body[1]] : skipped)];
  if (params.length === 0) return positional;
  return [...positional, Object.fromEntries(params.map(([{ name }, value]) => [name, value]))];
}

function replaceBlobs(value: unknown): unknown {
  if (value === BLOB) return new Blob(['bytes']);
  if (Array.isArray(value)) return value.map(replaceBlobs);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, replaceBlobs(inner)]),
  );
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
