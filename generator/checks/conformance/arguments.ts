import type { OpenApiDocument } from '../../document/openapi.js';
import { getArgumentName } from '../../emit/index.js';
import type { ApiModel, Operation, Parameter } from '../../model/model.js';
import type { Names } from '../../naming/names.js';
import {
  BLOB,
  JsonSchemas,
  Judge,
  mediaSchema,
  nodeOf,
  parameterSchemas,
  standalone,
  tagsIn,
  type InstanceMaker,
} from '../fidelity/index.js';

/** An operation of a package, and what to call it with. */
export interface PlannedCall {
  readonly operation: Operation;
  /** The client's property, and the method on it. */
  readonly service: string;
  readonly method: string;
  /** The arguments of one call each: what must be given, and twice all that may be. */
  readonly attempts: readonly (readonly unknown[])[];
  /** What must be given and has no instance: then there are no attempts. */
  readonly missing?: string;
}

/** A parameter or the body: who takes it, and the values that its schema accepts. */
interface Input {
  readonly place: Parameter['in'] | 'body';
  readonly name: string;
  readonly required: boolean;
  readonly reference: string | undefined;
}

type Values = ReadonlyMap<Input, readonly unknown[]>;

/**
 * Plans calls of every operation but those that take multipart, with arguments that json-schema-faker makes and ajv accepts.
 *
 * @param document in normal form; the model's and the names'.
 */
export async function plannedCalls(
  document: OpenApiDocument,
  model: ApiModel,
  names: Names,
  maker: InstanceMaker,
): Promise<readonly PlannedCall[]> {
  const schemas = new JsonSchemas(document, model, tagsIn(document), 'asWritten', {});
  const planned = model.services.flatMap((service) =>
    service.operations
      .filter(({ body }) => body?.encoding !== 'multipart')
      .map((operation) => ({
        operation,
        service: service.wireName,
        inputs: inputsOf(document, operation, names, schemas),
      })),
  );
  // Only now are all the definitions there.
  const judge = new Judge(schemas.definitions);
  const made = new Map<string, readonly unknown[]>();
  const valuesOf = async (reference: string): Promise<readonly unknown[]> => {
    const known = made.get(reference);
    if (known !== undefined) return known;
    const instances = await maker.instancesOf(standalone(schemas.definitions, reference));
    const good = distinct(instances.filter((value) => judge.accepts(reference, value)));
    made.set(reference, good);
    return good;
  };
  const calls: PlannedCall[] = [];
  for (const { operation, service, inputs } of planned) {
    const values = new Map<Input, readonly unknown[]>();
    for (const input of inputs) {
      const all = input.reference === undefined ? ['value'] : await valuesOf(input.reference);
      values.set(input, all.filter((value) => isSendable(input, value)).map(withBlobs));
    }
    const without = inputs.find((input) => input.required && !values.get(input)?.length);
    calls.push({
      operation,
      service: names.services.get(service)?.property ?? '',
      method: names.operations.get(operation.id)?.method ?? '',
      attempts: without ? [] : distinct([0, 1, 2].map((turn) => argumentsOf(values, turn))),
      ...(without && { missing: `${without.place} ${without.name}` }),
    });
  }
  return calls;
}

function inputsOf(
  document: OpenApiDocument,
  operation: Operation,
  names: Names,
  schemas: JsonSchemas,
): readonly Input[] {
  const planned = names.operations.get(operation.id);
  if (planned === undefined) throw new Error(`No name was planned for ${operation.id}`);
  const reference = (schema: Parameters<JsonSchemas['reference']>[0]['schema'] | undefined) =>
    schema === undefined ? undefined : schemas.reference({ schema, side: 'request' });
  const parameters = parameterSchemas(document, operation).map(([parameter, schema]): Input => ({
    place: parameter.in,
    name: getArgumentName(parameter, planned),
    required: parameter.required,
    reference: reference(schema),
  }));
  const { body } = operation;
  if (body === undefined) return parameters;
  const holder = nodeOf(document, operation)?.requestBody;
  // XML and its like are texts to a program, and bytes are bytes, whatever a schema says of what is in them.
  const isValue = body.encoding === 'json' || body.encoding === 'form';
  const schema = isValue ? mediaSchema(document, holder, body.mediaType) : undefined;
  return [
    ...parameters,
    { place: 'body', name: planned.body, required: body.required, reference: reference(schema) },
  ];
}

/** A place in a path cannot be empty, nor step out of it; no value says null but JSON. */
function isSendable({ place }: Input, value: unknown): boolean {
  if (place === 'body') return value !== undefined;
  if (value === null) return false;
  return place !== 'path' || !/^\.{0,2}$/.test(String(value).trim());
}

/** @param turn 0: no more than must be given. */
function argumentsOf(values: Values, turn: number): readonly unknown[] {
  const given = [...values].filter(
    ([{ required, place }, all]) => all.length > 0 && (required || place === 'path' || turn > 0),
  );
  const chosen = given.map(([input, all]) => [input, all[turn % all.length]] as const);
  const inPath = chosen.filter(([{ place }]) => place === 'path').map(([, value]) => value);
  const others = chosen.filter(([{ place }]) => place !== 'path');
  if (others.length === 0) return inPath;
  return [...inPath, Object.fromEntries(others.map(([{ name }, value]) => [name, value]))];
}

function withBlobs(value: unknown): unknown {
  if (value === BLOB) return new Blob(['bytes']);
  if (Array.isArray(value)) return value.map(withBlobs);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withBlobs(inner)]));
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
