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

/** Hand-made models for tests: only what names depend on is given, everything else is empty. */
export const ARRAY: TypeRef = { kind: 'array', items: { kind: 'unknown' } };
export const OBJECT: TypeRef = { kind: 'object', properties: [] };

export function modelOf(parts: {
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

/** @param parts `answer` is the type of the 200; undefined leaves it undeclared. */
export function operation(
  method: HttpMethod,
  pathTemplate: string,
  parts: {
    readonly operationId?: string;
    readonly parameters?: readonly Parameter[];
    readonly answer?: TypeRef | undefined;
  } = {},
): Operation {
  const { operationId, answer, parameters = pathParameters(pathTemplate) } = parts;
  return {
    id: `${method} ${pathTemplate}`,
    method,
    pathTemplate,
    path: [],
    ...(operationId !== undefined && { operationId }),
    parameters,
    responses: [
      {
        status: '200',
        ...(answer !== undefined && {
          body: {
            encoding: 'json',
            mediaType: 'application/json',
            mediaTypes: ['application/json'],
            type: answer,
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

export function pathParameters(template: string): readonly Parameter[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => parameter(name, 'path'));
}

export function parameter(wireName: string, place: ParameterLocation): Parameter {
  return {
    wireName,
    in: place,
    type: { kind: 'scalar', scalar: 'string' },
    required: place === 'path',
    style: place === 'path' || place === 'header' ? 'simple' : 'form',
    explode: false,
    allowReserved: false,
    docs: {},
    origin: { pointer: '' },
  };
}

/** An interface, unless it is given values (an enum) or what it stands for (an alias). */
export function declaration(
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

/** The names of a model that declares nothing but these operations, each as [tag, method, path, answer?]. */
export type Route = readonly [tag: string, route: string, answer?: TypeRef | undefined];

export function modelOfRoutes(
  routes: readonly Route[],
  declarations: readonly Declaration[] = [],
): ApiModel {
  return modelOf({
    operations: routes.map(([tag, route, answer]) => {
      const [method = '', path = ''] = route.split(' ');
      return { tag, operation: operation(method as HttpMethod, path, { answer }) };
    }),
    declarations,
  });
}
