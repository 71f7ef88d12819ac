import type {
  ApiModel,
  Declaration,
  Operation,
  Parameter,
  PathPart,
  Property,
  RequestBody,
  RequestContent,
  Response,
  TypeRef,
} from '../../model/model.js';

/** A small API, written as a model: one operation for each feature of the sandbox. */

export const TEXT: TypeRef = { kind: 'scalar', scalar: 'string' };
export const INTEGER: TypeRef = { kind: 'scalar', scalar: 'integer', format: 'int32' };
export const NUMBER: TypeRef = { kind: 'scalar', scalar: 'number', format: 'double' };
export const BOOLEAN: TypeRef = { kind: 'scalar', scalar: 'boolean' };
export const NULL: TypeRef = { kind: 'null' };

const ORIGIN = { pointer: '' };

export function text(format: string): TypeRef {
  return { kind: 'scalar', scalar: 'string', format };
}

export function orNull(type: TypeRef): TypeRef {
  return { kind: 'union', members: [type, NULL] };
}

export function listOf(items: TypeRef): TypeRef {
  return { kind: 'array', items };
}

export function to(name: string): TypeRef {
  return { kind: 'reference', id: `#/components/schemas/${name}` };
}

export function property(wireName: string, type: TypeRef, rest: Partial<Property> = {}): Property {
  return { wireName, type, required: false, access: 'both', docs: {}, origin: ORIGIN, ...rest };
}

const BASE = { use: { request: true, response: true }, splits: false, docs: {}, origin: ORIGIN };

export function dto(
  name: string,
  properties: readonly Property[],
  bases: readonly string[] = [],
): Declaration {
  return {
    ...BASE,
    id: `#/components/schemas/${name}`,
    wireName: name,
    kind: 'interface',
    extends: bases.map((base) => `#/components/schemas/${base}`),
    properties,
  };
}

export function numberEnum(name: string, members: Readonly<Record<string, number>>): Declaration {
  return {
    ...BASE,
    id: `#/components/schemas/${name}`,
    wireName: name,
    kind: 'enum',
    valueType: 'number',
    nullable: false,
    members: Object.entries(members).map(([member, value]) => ({ value, name: member })),
  };
}

export function textEnum(name: string, ...values: readonly string[]): Declaration {
  const members = values.map((value) => ({ value }));
  return {
    ...BASE,
    id: `#/components/schemas/${name}`,
    wireName: name,
    kind: 'enum',
    valueType: 'string',
    nullable: false,
    members,
  };
}

export function declare(...declarations: readonly Declaration[]): ApiModel['declarations'] {
  return new Map(declarations.map((declaration) => [declaration.id, declaration]));
}

export function parameter(
  wireName: string,
  type: TypeRef,
  rest: Partial<Parameter> = {},
): Parameter {
  return {
    wireName,
    in: 'query',
    type,
    required: false,
    style: 'form',
    explode: true,
    allowReserved: false,
    docs: {},
    origin: ORIGIN,
    ...rest,
  };
}

export function responds(status: string, type?: TypeRef, mediaType = 'application/json'): Response {
  const encoding = type?.kind === 'binary' ? 'binary' : 'json';
  return {
    status,
    docs: {},
    origin: ORIGIN,
    ...(type && {
      body: { encoding, mediaType, mediaTypes: [mediaType], accept: [mediaType], type },
    }),
  };
}

export function accepts(
  type: TypeRef,
  { required = true, ...content }: Partial<RequestContent> & { readonly required?: boolean } = {},
): RequestBody {
  return {
    required,
    contents: [
      { encoding: 'json', mediaType: 'application/json', type, origin: ORIGIN, ...content },
    ],
    docs: {},
    origin: ORIGIN,
  };
}

export function operation(id: string, rest: Partial<Operation> = {}): Operation {
  const [method = '', pathTemplate = ''] = id.split(' ');
  const path = pathTemplate
    .split(/[{}]/)
    .map((part, index): PathPart =>
      index % 2 === 0 ? { kind: 'text', text: part } : { kind: 'parameter', wireName: part },
    )
    .filter((part) => part.kind === 'parameter' || part.text !== '');
  const inPath = path.flatMap((part) =>
    part.kind === 'parameter'
      ? parameter(part.wireName, TEXT, { in: 'path', required: true, style: 'simple' })
      : [],
  );
  const { parameters = [], ...others } = rest;
  return {
    id,
    method,
    pathTemplate,
    path,
    parameters: [...inPath, ...parameters],
    responses: [responds('200')],
    security: { kind: 'schemes', alternatives: [[{ scheme: 'Bearer', scopes: [] }]] },
    idempotent: false,
    docs: {},
    origin: ORIGIN,
    ...others,
  };
}

export function api(
  operations: readonly Operation[],
  declarations: ApiModel['declarations'] = new Map(),
): ApiModel {
  return {
    title: "Fleet API <of l'équipe>",
    version: 'v1',
    docs: {},
    servers: [],
    securitySchemes: [{ kind: 'http', name: 'Bearer', scheme: 'bearer' }],
    webhooks: [],
    services: [{ wireName: 'Fleet', docs: {}, operations }],
    declarations,
  };
}

const PAGE = [
  parameter('page', INTEGER, { docs: { defaultValue: 1 } }),
  parameter('pageSize', INTEGER, { docs: { defaultValue: 20 } }),
];
const PERIOD = [
  parameter('startDate', text('date-time'), { required: true }),
  parameter('endDate', text('date-time'), { required: true }),
  parameter('registrationNumber', TEXT, { required: true }),
];

const DECLARATIONS = declare(
  textEnum('VehicleStatus', 'IN_FLEET', 'OUT_FLEET'),
  numberEnum('EnergyType', { Diesel: 10, Electric: 50 }),
  dto('DriverDto', [
    property('registrationNumber', TEXT, { required: true }),
    property('firstName', orNull(TEXT)),
    property('lastName', orNull(TEXT)),
  ]),
  dto('VehicleDto', [
    property('registrationNumber', TEXT, { required: true }),
    property('brand', orNull(TEXT)),
    property('status', to('VehicleStatus')),
    property('energy', to('EnergyType')),
    property('currentDriver', orNull(to('DriverDto'))),
    property('urbanConsumption', orNull(NUMBER)),
    property('secretNote', TEXT, { access: 'write' }),
  ]),
  dto('VehicleCreateDto', [
    property('registrationNumber', TEXT, { required: true }),
    property('brand', TEXT, { required: true }),
    property('energy', to('EnergyType')),
    property('id', INTEGER, { required: true, access: 'read' }),
  ]),
  dto('PointDto', [
    property('date', text('date-time')),
    property('latitude', NUMBER),
    property('longitude', NUMBER),
  ]),
  dto('TripDto', [
    property('registrationNumber', TEXT, { required: true }),
    property('driver', orNull(to('DriverDto'))),
    property('startPoint', to('PointDto')),
    property('endPoint', to('PointDto')),
    property('duration', INTEGER),
    property('distance', NUMBER),
  ]),
  dto('VehicleDtoPagedResult', [
    property('items', orNull(listOf(to('VehicleDto')))),
    property('page', INTEGER),
    property('pageSize', INTEGER),
    property('totalCount', INTEGER),
    property('totalPages', INTEGER),
    property('hasNextPage', BOOLEAN),
  ]),
);

/** Vehicles, trips and documents. */
export const FLEET_API: ApiModel = api(
  [
    operation('GET /Vehicles', { responses: [responds('200', listOf(to('VehicleDto')))] }),
    operation('POST /Vehicles', {
      body: accepts(to('VehicleCreateDto')),
      responses: [responds('201', to('VehicleDto')), responds('400', to('VehicleDto'))],
    }),
    operation('GET /Vehicles/search', {
      parameters: PAGE,
      responses: [responds('200', to('VehicleDtoPagedResult'))],
    }),
    operation('GET /Vehicles/{registrationNumber}', {
      responses: [responds('200', to('VehicleDto'))],
    }),
    operation('DELETE /Vehicles/{registrationNumber}', { responses: [responds('204')] }),
    operation('GET /Geolocation/Trips', {
      parameters: PERIOD,
      responses: [responds('200', listOf(to('TripDto')))],
    }),
    operation('GET /Documents/{id}/content', {
      responses: [responds('200', { kind: 'binary' }, 'application/octet-stream')],
    }),
    operation('POST /Documents', {
      body: accepts(
        {
          kind: 'object',
          properties: [
            property('File', { kind: 'binary' }, { required: true }),
            property('Labels', listOf(TEXT)),
          ],
        },
        { encoding: 'multipart', mediaType: 'multipart/form-data', required: false },
      ),
    }),
    operation('GET /Health', { security: { kind: 'none' } }),
  ],
  DECLARATIONS,
);
