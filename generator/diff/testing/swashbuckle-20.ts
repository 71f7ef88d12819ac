import type { Json } from './pairs/documents.js';

const JSON_TYPES = ['application/json', 'text/json', 'application/*+json'];
export const ref = (name: string): Json => ({ $ref: `#/definitions/${name}` });
const problem = { description: 'Bad Request', schema: ref('ProblemDetails') };
/** What Swashbuckle serialises as Swagger 2.0 of a controller with a DTO, an enumeration and an upload. */
export const PUBLISHED: Json = {
  swagger: '2.0',
  info: { title: 'Fleet', version: 'v1' },
  host: 'fleet.test',
  basePath: '/api',
  schemes: ['https'],
  paths: {
    '/Vehicles': {
      get: {
        tags: ['Vehicles'],
        produces: ['text/plain', 'application/json', 'text/json'],
        parameters: [
          { in: 'query', name: 'Page', type: 'integer', format: 'int32', default: 1 },
          {
            in: 'query',
            name: 'Plates',
            type: 'array',
            items: { type: 'string' },
            collectionFormat: 'multi',
          },
          { in: 'header', name: 'X-Tenant', type: 'string', required: true },
        ],
        responses: {
          200: {
            description: 'OK',
            schema: { type: 'array', items: ref('Vehicle') },
            headers: { 'X-Total': { type: 'integer', format: 'int32' } },
          },
          400: problem,
        },
      },
      post: {
        tags: ['Vehicles'],
        consumes: JSON_TYPES,
        produces: ['application/json'],
        parameters: [{ in: 'body', name: 'body', required: true, schema: ref('VehicleInput') }],
        responses: { 201: { description: 'Created', schema: ref('Vehicle') }, 400: problem },
      },
    },
    '/Vehicles/{id}/photo': {
      put: {
        tags: ['Vehicles'],
        consumes: ['multipart/form-data'],
        parameters: [
          { in: 'path', name: 'id', required: true, type: 'string', format: 'uuid' },
          { in: 'formData', name: 'File', type: 'file' },
          { in: 'formData', name: 'Caption', type: 'string' },
        ],
        responses: { 204: { description: 'No Content' } },
      },
      get: {
        tags: ['Vehicles'],
        produces: ['image/png'],
        parameters: [{ in: 'path', name: 'id', required: true, type: 'string', format: 'uuid' }],
        responses: { 200: { description: 'OK', schema: { type: 'file' } } },
      },
    },
  },
  definitions: {
    Vehicle: {
      required: ['id'],
      type: 'object',
      properties: {
        id: { format: 'uuid', type: 'string', readOnly: true },
        plate: { type: 'string', 'x-nullable': true },
        mileage: { format: 'int32', type: 'integer' },
        status: ref('VehicleStatus'),
        previous: { allOf: [ref('VehicleStatus')], 'x-nullable': true },
      },
      additionalProperties: false,
    },
    VehicleInput: {
      required: ['plate'],
      type: 'object',
      properties: {
        plate: { maxLength: 12, minLength: 1, type: 'string' },
        mileage: { format: 'int32', maximum: 1_000_000, minimum: 0, type: 'integer' },
      },
      additionalProperties: false,
    },
    VehicleStatus: { enum: ['Active', 'Sold'], type: 'string' },
    Event: {
      required: ['kind'],
      type: 'object',
      properties: { kind: { type: 'string' } },
      discriminator: 'kind',
    },
    ProblemDetails: {
      type: 'object',
      properties: { title: { type: 'string', 'x-nullable': true } },
      additionalProperties: {},
    },
  },
  securityDefinitions: { Bearer: { type: 'apiKey', name: 'Authorization', in: 'header' } },
  security: [{ Bearer: [] }],
};
