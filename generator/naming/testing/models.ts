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
import type { Names } from '../names.js';
import { defined } from '../../util/defined.js';

/** Models for tests: only what names depend on is given, everything else is empty. */
export const ARRAY: TypeRef = { kind: 'array', items: { kind: 'unknown' } };
export const OBJECT: TypeRef = { kind: 'object', properties: [] };

export function createModel(parts: {
  readonly title?: string;
  readonly operations?: readonly { readonly tag: string; readonly operation: Operation }[];
  readonly declarations?: readonly Declaration[];
}): ApiModel {
  const { title = 'Optimum API', operations = [], declarations = [] } = parts;
  const tags = [...new Set(operations.map(({ tag }) => tag))].sort();
  return {
    title,
    version: '1',
    docs: {},
    servers: [],
    securitySchemes: [],
    webhooks: [],
    services: tags.map((wireName) => ({
      wireName,
      docs: {},
      operations: sortedBy(
        operations.filter(({ tag }) => tag === wireName).map(({ operation: each }) => each),
        ({ pathTemplate, method }) => `${pathTemplate} ${method}`,
      ),
    })),
    declarations: new Map(
      sortedBy(declarations, ({ id }) => id).map((each) => [each.id, each] as const),
    ),
  };
}

/** @param parts `response` is the type of the 200 response; undefined leaves it undeclared. */
export function createOperation(
  method: HttpMethod,
  pathTemplate: string,
  parts: {
    readonly operationId?: string;
    readonly parameters?: readonly Parameter[];
    readonly response?: TypeRef | undefined;
  } = {},
): Operation {
  const { operationId, response, parameters = createPathParameters(pathTemplate) } = parts;
  return {
    id: `${method} ${pathTemplate}`,
    method,
    pathTemplate,
    path: [],
    ...defined({ operationId }),
    parameters,
    responses: [
      {
        status: '200',
        ...(response !== undefined && {
          body: {
            encoding: 'json',
            mediaType: 'application/json',
            mediaTypes: ['application/json'],
            accept: ['application/json'],
            type: response,
          },
        }),
        docs: {},
        origin: { pointer: '' },
      },
    ],
    security: { kind: 'default' },
    idempotent: false,
    docs: {},
    origin: { pointer: '' },
  };
}

export function createPathParameters(template: string): readonly Parameter[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) =>
    createParameter(name, 'path'),
  );
}

export function createParameter(wireName: string, location: ParameterLocation): Parameter {
  return {
    wireName,
    in: location,
    type: { kind: 'scalar', scalar: 'string' },
    required: location === 'path',
    style: location === 'path' || location === 'header' ? 'simple' : 'form',
    explode: false,
    allowReserved: false,
    docs: {},
    origin: { pointer: '' },
  };
}

/** An interface, an enum if values are given, or an alias. */
export function createDeclaration(
  wireName: string,
  shape: {
    readonly properties?: readonly (readonly [string, TypeRef])[];
    readonly values?: readonly (string | number)[];
    readonly alias?: TypeRef;
    readonly splits?: boolean;
  } = {},
): Declaration {
  const base = {
    id: `#/components/schemas/${wireName}`,
    wireName,
    use: { request: false, response: true },
    splits: shape.splits ?? false,
    docs: {},
    origin: { pointer: '' },
  };
  if (shape.values !== undefined) {
    const [first] = shape.values;
    return {
      ...base,
      kind: 'enum',
      valueType: typeof first === 'number' ? 'number' : 'string',
      members: shape.values.map((value) => ({ value })),
      nullable: false,
    };
  }
  if (shape.alias !== undefined) return { ...base, kind: 'alias', type: shape.alias };
  return {
    ...base,
    kind: 'interface',
    extends: [],
    properties: (shape.properties ?? []).map(([name, type]) => ({
      wireName: name,
      type,
      required: false,
      access: 'both',
      docs: {},
      origin: { pointer: '' },
    })),
  };
}

/** An operation as its tag, `METHOD path` and response type. */
export type Route = readonly [tag: string, route: string, response?: TypeRef | undefined];

export function createModelOfRoutes(
  routes: readonly Route[],
  declarations: readonly Declaration[] = [],
): ApiModel {
  return createModel({
    operations: routes.map(([tag, route, response]) => {
      const [method = '', path = ''] = route.split(' ');
      return { tag, operation: createOperation(method, path, { response }) };
    }),
    declarations,
  });
}

/** The parts of an OpenAPI document that names depend on. */
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

/** The model of a published document, with what names depend on. */
export function readModel(text: string): ApiModel {
  const document = JSON.parse(text) as RawDocument;
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const raw = item[method.toLowerCase()];
      return raw === undefined ? [] : [readOperation(method, path, raw)];
    }),
  );
  const ids = operations.map(({ operation: { operationId } }) => operationId);
  const schemas = document.components?.schemas ?? document.definitions ?? {};
  return createModel({
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
  const others = (raw.parameters ?? []).flatMap(({ name, in: location }): Parameter[] =>
    name !== undefined && isParamsLocation(location) ? [createParameter(name, location)] : [],
  );
  return {
    tag: raw.tags?.[0] ?? first,
    operation: createOperation(method, path, {
      ...(raw.operationId !== undefined && { operationId: raw.operationId }),
      parameters: [
        ...createPathParameters(path),
        ...[...new Map(others.map((each) => [`${each.in}:${each.wireName}`, each])).values()],
      ],
      response: getResponseType(raw),
    }),
  };
}

function isParamsLocation(
  location: string | undefined,
): location is Exclude<ParameterLocation, 'path'> {
  return location === 'query' || location === 'header' || location === 'cookie';
}

function getResponseType(raw: RawOperation): TypeRef | undefined {
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
  if (values.length > 0) return createDeclaration(wireName, { values });
  return schema.properties === undefined
    ? createDeclaration(wireName, { alias: readType(schema) })
    : createDeclaration(wireName, {
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

/** All names that the package exports, with repetitions. */
export function getExports(names: Names): readonly string[] {
  return [
    names.client,
    names.error,
    ...[...names.services.values()].map(({ className }) => className),
    ...[...names.operations.values()].flatMap(({ functionName, paramsType, bodyType }) => [
      functionName,
      paramsType,
      bodyType,
    ]),
    ...[...names.declarations.values()].flatMap(({ type, inputType }) =>
      type === inputType ? [type] : [type, inputType],
    ),
    ...[...names.declarations.values()].flatMap(({ baseType, baseInputType }) => [
      ...new Set([baseType, baseInputType].flatMap((name) => name ?? [])),
    ]),
  ];
}

/** The names that occur more than once. */
export function findRepeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name).size);
}
