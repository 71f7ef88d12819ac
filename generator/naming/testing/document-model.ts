import type {
  ApiModel,
  Declaration,
  HttpMethod,
  Operation,
  Parameter,
  ParameterLocation,
  TypeRef,
} from '../../model/model.js';
import { sortedBy } from '../../util/order.js';
import { declaration, modelOf, operation, parameter, pathParameters } from './models.js';

/** As much of an OpenAPI document as names depend on; anything may be missing. */
interface RawDocument {
  readonly info: { readonly title: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, RawSchema>> };
  readonly definitions?: Readonly<Record<string, RawSchema>>;
}

interface RawOperation {
  readonly tags?: readonly string[];
  readonly operationId?: string;
  readonly parameters?: readonly { readonly name?: string; readonly in?: string }[];
  readonly responses?: Readonly<
    Record<
      string,
      {
        readonly schema?: RawSchema;
        readonly content?: Readonly<Record<string, { readonly schema?: RawSchema }>>;
      }
    >
  >;
}

interface RawSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly items?: RawSchema;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, RawSchema>>;
}

const METHODS: readonly HttpMethod[] = [
  'GET',
  'PUT',
  'POST',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'PATCH',
  'TRACE',
];

/** The model of a published document, as far as names depend on it. */
export function modelOfDocument(text: string): ApiModel {
  const document = JSON.parse(text) as RawDocument;
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const raw = item[method.toLowerCase()];
      return raw === undefined ? [] : [readOperation(method, path, raw)];
    }),
  );
  const ids = operations.map(({ operation: { operationId } }) => operationId);
  const schemas = document.components?.schemas ?? document.definitions ?? {};
  return modelOf({
    title: document.info.title,
    operations: operations.map(({ tag, operation: { operationId, ...rest } }) => ({
      tag,
      operation:
        operationId === undefined || ids.indexOf(operationId) !== ids.lastIndexOf(operationId)
          ? rest
          : { ...rest, operationId },
    })),
    declarations: Object.entries(schemas).map(([key, schema]) => readDeclaration(key, schema)),
  });
}

function readOperation(
  method: HttpMethod,
  path: string,
  raw: RawOperation,
): { tag: string; operation: Operation } {
  const [first = 'Default'] = path.split('/').filter((text) => /^(?!api$|v\d)[^{]/.test(text));
  const others = (raw.parameters ?? []).flatMap(({ name, in: place }): Parameter[] =>
    name !== undefined && isPlace(place) ? [parameter(name, place)] : [],
  );
  return {
    tag: raw.tags?.[0] ?? first,
    operation: operation(method, path, {
      ...(raw.operationId !== undefined && { operationId: raw.operationId }),
      parameters: [
        ...pathParameters(path),
        ...[...new Map(others.map((each) => [`${each.in}:${each.wireName}`, each])).values()],
      ],
      answer: answerOf(raw),
    }),
  };
}

function isPlace(place: string | undefined): place is Exclude<ParameterLocation, 'path'> {
  return place === 'query' || place === 'header' || place === 'cookie';
}

function answerOf(raw: RawOperation): TypeRef | undefined {
  const [status] = Object.keys(raw.responses ?? {})
    .filter((key) => key.startsWith('2'))
    .sort();
  const response = status === undefined ? undefined : raw.responses?.[status];
  const contents = sortedBy(Object.entries(response?.content ?? {}), ([media]) => media);
  const schema = response?.schema ?? contents.find(([, content]) => content.schema)?.[1].schema;
  return schema === undefined ? undefined : readType(schema);
}

function readDeclaration(wireName: string, schema: RawSchema): Declaration {
  const values = (schema.enum ?? []).filter(
    (value) => typeof value === 'string' || typeof value === 'number',
  );
  if (values.length > 0) return declaration(wireName, { values });
  return schema.properties === undefined
    ? declaration(wireName, { alias: readType(schema) })
    : declaration(wireName, {
        properties: Object.entries(schema.properties).map(([name, each]) => [name, readType(each)]),
      });
}

function readType(schema: RawSchema): TypeRef {
  if (schema.$ref !== undefined) {
    return {
      kind: 'reference',
      id: schema.$ref.replace('#/definitions/', '#/components/schemas/'),
    };
  }
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.includes('array')) return { kind: 'array', items: readType(schema.items ?? {}) };
  if (schema.properties !== undefined || types.includes('object')) {
    return {
      kind: 'object',
      properties: Object.entries(schema.properties ?? {}).map(([wireName, each]) => ({
        wireName,
        type: readType(each),
        required: false,
        access: 'both',
        docs: {},
        origin: { pointer: '' },
      })),
    };
  }
  return types.length === 0 ? { kind: 'unknown' } : { kind: 'scalar', scalar: 'string' };
}
