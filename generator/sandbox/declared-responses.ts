import type { Operation } from '../model/model.js';
import { defined } from '../util/defined.js';
import { toScalarText } from './data/coerce.js';
import { fitText } from './data/constraints.js';
import type { OutgoingResponse } from './outgoing-response.js';
import {
  getOperationsOf,
  type HeaderObject,
  type OpenApiDocument,
  type OperationObject,
  type ResponseObject,
} from './raw-openapi.js';
import { resolvePointer } from './validation/request-schemas.js';

/** What a document declares of an operation and its responses. */
export interface DeclaredResponses {
  readonly node: OperationObject;
  /** By status as declared: `200`, `4XX`, `default`. */
  readonly responses: ReadonlyMap<string, ResponseObject>;
}

/** @returns undefined for an operation that the document does not have. */
export function getDeclaredResponses(
  document: OpenApiDocument,
  { pathTemplate, method }: Operation,
): DeclaredResponses | undefined {
  const item = document.paths[pathTemplate];
  const node = item && getOperationsOf(item).find(([sent]) => sent === method)?.[1];
  if (node === undefined) return undefined;
  const responses = Object.entries(node.responses ?? {}).map(
    ([status, response]) => [status, follow(document, response) as ResponseObject] as const,
  );
  return { node, responses: new Map(responses) };
}

/** The status, or the range of it, under which a response of this status is declared; undefined if there is none. */
export function findDeclaredStatus(
  { responses }: Pick<DeclaredResponses, 'responses'>,
  status: number,
): string | undefined {
  const range = `${Math.floor(status / 100)}XX`;
  return [String(status), range, range.toLowerCase(), 'default'].find((key) => responses.has(key));
}

/** Headers by name as declared, without the one that OpenAPI says to ignore (3.1, section 4.8.17). */
export function getDeclaredHeaders(
  document: OpenApiDocument,
  response: ResponseObject | undefined,
): readonly (readonly [name: string, header: HeaderObject])[] {
  return Object.entries(response?.headers ?? {})
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, header]) => [name, follow(document, header) as HeaderObject]);
}

/** References to references end, or go in a circle. */
const MAX_STEPS = 20;

/** The node behind `$ref`; an empty one where the references lead nowhere. */
function follow(document: OpenApiDocument, node: object): object {
  let current = node;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const { $ref } = current as { readonly $ref?: string };
    if ($ref === undefined) return current;
    current = (resolvePointer(document, $ref) as object | undefined) ?? {};
  }
  return {};
}

/** Adds the headers that the document says every response of this status has. */
export function addRequiredHeaders(
  document: OpenApiDocument,
  operation: Operation,
  response: OutgoingResponse,
): OutgoingResponse {
  const declared = getDeclaredResponses(document, operation);
  const status = declared && findDeclaredStatus(declared, response.status);
  const present = new Set(Object.keys(response.headers).map((name) => name.toLowerCase()));
  const missing = getDeclaredHeaders(document, declared?.responses.get(status ?? '')).filter(
    ([name, { required }]) => required === true && !present.has(name.toLowerCase()),
  );
  if (missing.length === 0) return response;
  const added = missing.map(([name, header]) => [name, createHeaderValue(name, header)] as const);
  return { ...response, headers: { ...response.headers, ...Object.fromEntries(added) } };
}

function createHeaderValue(name: string, { schema }: HeaderObject): string {
  if (typeof schema !== 'object') return 'value';
  const [only] = schema.enum ?? [schema.const];
  if (only !== undefined) return toScalarText(only) ?? 'value';
  const [type] = [schema.type].flat();
  if (type === 'boolean') return 'true';
  if (type === 'integer' || type === 'number') return String(schema.minimum ?? 1);
  const { minLength, maxLength, pattern } = schema;
  const text = HEADER_TEXTS.get(schema.format ?? '') ?? 'value';
  return fitText([text], defined({ minLength, maxLength, pattern }), name);
}

/** A header is ASCII, unlike the texts of bodies. */
const HEADER_TEXTS: ReadonlyMap<string, string> = new Map([
  ['date-time', '2026-04-23T00:00:00Z'],
  ['date', '2026-04-23'],
  ['uuid', '6f9619ff-8b86-4011-b42d-00cf4fc964ff'],
  ['uri', 'https://example.com/'],
  ['uri-reference', '/'],
]);
