import type { Operation, RequestContent } from '../../model/model.js';
import { unreachable } from '../../model/type-refs.js';
import type { Declarations } from '../data/resolve-types.js';
import { getMediaType, type IncomingRequest } from '../incoming-request.js';
import {
  problemResponse,
  type OutgoingResponse,
  type ValidationErrors,
} from '../outgoing-response.js';
import { checkValue } from './model-binding.js';

export interface ParsedBody {
  readonly kind: 'parsed';
  readonly value: unknown;
  readonly errors: ValidationErrors;
}

export interface RejectedBody {
  readonly kind: 'rejected';
  readonly response: OutgoingResponse;
}

const NO_BODY: ParsedBody = { kind: 'parsed', value: undefined, errors: new Map() };

/** Parses the body and checks its types, as ASP.NET's input formatters do; 415 for an undeclared media type. */
export async function readBody(
  declarations: Declarations,
  operation: Operation,
  request: IncomingRequest,
): Promise<ParsedBody | RejectedBody> {
  const { body } = operation;
  if (body === undefined) return NO_BODY;
  const [content] = body.contents;
  if (request.body.byteLength === 0) {
    // A missing form is a form without fields, so that the errors name the required ones.
    if (isForm(content)) return checkBody(declarations, content, {}, 'form');
    return body.required ? createFailure('', 'A non-empty request body is required.') : NO_BODY;
  }
  if (!acceptsMediaType(content, getMediaType(request.headers))) {
    return { kind: 'rejected', response: problemResponse(415, operation.id) };
  }
  switch (content.encoding) {
    case 'json':
      return parseJson(declarations, content, request);
    case 'form':
    case 'multipart':
      return parseForm(declarations, content, request);
    case 'text':
      return { ...NO_BODY, value: Buffer.from(request.body).toString('utf8') };
    case 'binary':
      return { ...NO_BODY, value: request.body };
    default:
      return unreachable(content.encoding);
  }
}

function acceptsMediaType(content: RequestContent, mediaType: string): boolean {
  switch (content.encoding) {
    case 'json':
      return /^(application|text)\/(json|[^/]+\+json)$/.test(mediaType);
    case 'form':
    case 'multipart':
      return /^(multipart\/form-data|application\/x-www-form-urlencoded)$/.test(mediaType);
    case 'text':
      return mediaType.startsWith('text/') || mediaType === content.mediaType;
    case 'binary':
      return true;
    default:
      return unreachable(content.encoding);
  }
}

function parseJson(
  declarations: Declarations,
  content: RequestContent,
  request: IncomingRequest,
): ParsedBody {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(request.body).toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return createFailure('$', `The body is not valid JSON: ${error.message}`);
  }
  return checkBody(declarations, content, value, 'json');
}

async function parseForm(
  declarations: Declarations,
  content: RequestContent,
  request: IncomingRequest,
): Promise<ParsedBody> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  let form: FormData;
  try {
    // The method is deprecated for servers on the Internet; this one is only reachable from this machine.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    form = await new Response(request.body, { headers }).formData();
  } catch {
    // Parsing reads nothing but the client's bytes, so any failure is the client's.
    return createFailure(
      '',
      'Failed to read the request form: it is truncated, or its boundary is missing.',
    );
  }
  const value: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    const [first, ...more] = form.getAll(name);
    value[name] = more.length === 0 ? first : [first, ...more];
  }
  return checkBody(declarations, content, value, 'form');
}

function checkBody(
  declarations: Declarations,
  content: RequestContent,
  value: unknown,
  notation: 'json' | 'form',
): ParsedBody {
  const errors = checkValue(declarations, content.type, value, notation);
  return { kind: 'parsed', value, errors };
}

function isForm({ encoding }: RequestContent): boolean {
  return encoding === 'form' || encoding === 'multipart';
}

function createFailure(name: string, message: string): ParsedBody {
  return { kind: 'parsed', value: undefined, errors: new Map([[name, [message]]]) };
}
