import type { Operation, RequestBody } from '../model/model.js';
import { unreachable } from '../model/types.js';
import { problem, type Reply, type ValidationErrors } from './reply.js';
import { mediaTypeOf, type ReceivedRequest } from './request.js';
import { valueErrors } from './values.js';
import type { Declarations } from './shapes.js';

export type ReadBody =
  | { readonly kind: 'read'; readonly value: unknown; readonly errors: ValidationErrors }
  | { readonly kind: 'refused'; readonly reply: Reply };

const NOTHING = { kind: 'read', value: undefined, errors: new Map() } as const satisfies ReadBody;

/** Reads and judges the body as ASP.NET's input formatters do: 415 for a media type that is not declared. */
export async function bodyOf(
  declarations: Declarations,
  operation: Operation,
  request: ReceivedRequest,
): Promise<ReadBody> {
  const { body } = operation;
  if (body === undefined) return NOTHING;
  if (request.body.byteLength === 0) {
    if (isForm(body)) return readForm(declarations, body, {});
    return body.required ? failed('', 'A non-empty request body is required.') : NOTHING;
  }
  if (!isTaken(body, mediaTypeOf(request.headers))) {
    return { kind: 'refused', reply: problem(415, operation.id) };
  }
  switch (body.encoding) {
    case 'json':
      return jsonBody(declarations, body, request);
    case 'form':
    case 'multipart':
      return formBody(declarations, body, request);
    case 'text':
      return { ...NOTHING, value: Buffer.from(request.body).toString('utf8') };
    case 'binary':
      return { ...NOTHING, value: request.body };
    default:
      return unreachable(body.encoding);
  }
}

function isTaken(body: RequestBody, mediaType: string): boolean {
  switch (body.encoding) {
    case 'json':
      return /^(application|text)\/(json|[^/]+\+json)$/.test(mediaType);
    case 'form':
    case 'multipart':
      return /^(multipart\/form-data|application\/x-www-form-urlencoded)$/.test(mediaType);
    case 'text':
      return mediaType.startsWith('text/') || mediaType === body.mediaType;
    case 'binary':
      return true;
    default:
      return unreachable(body.encoding);
  }
}

function jsonBody(
  declarations: Declarations,
  body: RequestBody,
  request: ReceivedRequest,
): ReadBody {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(request.body).toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return failed('$', `The body is no JSON: ${error.message}`);
  }
  return { kind: 'read', value, errors: valueErrors(declarations, body.type, value, 'json') };
}

async function formBody(
  declarations: Declarations,
  body: RequestBody,
  request: ReceivedRequest,
): Promise<ReadBody> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  let form: FormData;
  try {
    form = await new Response(request.body, { headers }).formData();
  } catch {
    // Nothing but the client's bytes can fail here.
    return failed('', 'Failed to read the request form: it is cut, or its boundary is missing.');
  }
  const value: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    const [first, ...more] = form.getAll(name);
    value[name] = more.length === 0 ? first : [first, ...more];
  }
  return readForm(declarations, body, value);
}

/** No form at all is one without fields: the missing ones are then named. */
function readForm(declarations: Declarations, body: RequestBody, value: unknown): ReadBody {
  return { kind: 'read', value, errors: valueErrors(declarations, body.type, value, 'form') };
}

function isForm({ encoding }: RequestBody): boolean {
  return encoding === 'form' || encoding === 'multipart';
}

function failed(name: string, message: string): ReadBody {
  return { kind: 'read', value: undefined, errors: new Map([[name, [message]]]) };
}
