import type { ErrorObject } from 'ajv';
import { createAjv } from '../../util/ajv.js';
import type { OpenApiDocument, OperationObject, ParameterObject } from '../raw-openapi.js';

/** A request of an operation that answers with JSON. */
export interface SafeRequest {
  /** `GET /Vehicles`, as published. */
  readonly id: string;
  /** With its query: `/Vehicles/AB-123-CD`. */
  readonly target: string;
  /** What is wrong with a body, as `ajv` finds it, which has no part in making it. */
  readonly validate: (body: unknown) => readonly ErrorObject[];
}

/** One request of every GET operation that declares JSON for 200, with a value for each required parameter. */
export function getSafeRequests(document: OpenApiDocument): readonly SafeRequest[] {
  const ajv = createAjv();
  ajv.addSchema(document, 'document');
  return Object.entries(document.paths).flatMap(([path, { get: operation }]) => {
    const response = operation?.responses?.['200'];
    if (operation === undefined || !JSON.stringify(response).includes('application/json'))
      return [];
    const at = path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
    const validate = ajv.compile({
      $ref: `document#/paths/${at}/get/responses/200/content/application~1json/schema`,
    });
    return [
      {
        id: `GET ${path}`,
        target: getTarget(path, operation),
        validate: (body: unknown) => (validate(body) ? [] : (validate.errors ?? [])),
      },
    ];
  });
}

const SAMPLES: Readonly<Record<string, string>> = {
  startDate: '2026-05-04',
  endDate: '2026-05-05',
  from: '2026-05-04',
  to: '2026-05-05',
  date: '2026-05-04',
  registrationNumber: 'AB-123-CD',
  identificationNumber: 'EMP1001',
  address: 'Lyon',
  latitude: '45.7',
  longitude: '4.8',
  id: '7',
};

function getTarget(path: string, { parameters = [] }: OperationObject): string {
  const declared = parameters as readonly ParameterObject[];
  const filled = path.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(
      getSample(declared.find((one) => one.name === name) ?? { name, in: 'path' }),
    ),
  );
  const query = declared
    .filter((one) => one.in === 'query' && one.required === true)
    .map((one): [string, string] => [one.name, getSample(one)]);
  return query.length === 0 ? filled : `${filled}?${new URLSearchParams(query).toString()}`;
}

function getSample({ name, schema }: ParameterObject): string {
  const format = typeof schema === 'object' ? schema.format : undefined;
  if (format === 'uuid') return '0d9f2f6c-58d2-4c3d-8a55-3f6c2b1d4e5f';
  const sample = SAMPLES[`${name.charAt(0).toLowerCase()}${name.slice(1)}`] ?? '7';
  return format === 'date-time' ? `${sample}T00:00:00` : sample;
}
