import { getEssence } from '../../util/media-type.js';
import type { Operation, RequestBody, RequestContent } from '../../model/model.js';
import { unreachable } from '../../model/type-refs.js';
import type { Declarations } from '../../model/model.js';
import { getMediaType, type IncomingRequest } from '../incoming-request.js';
import {
  problemResponse,
  type OutgoingResponse,
  type ValidationErrors,
} from '../outgoing-response.js';
import { toDeclaredValue } from './declared-value.js';
import { checkValue, type Notation } from './model-binding.js';
import { readForm } from './read-form.js';

export interface ParsedBody {
  readonly kind: 'parsed';
  /** Which of the declared contents it is; undefined without a body, and for one that cannot be read. */
  readonly content?: RequestContent;
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
  if (request.body.byteLength === 0) {
    const [content] = body.contents;
    // A missing form is a form without fields, so that the errors name the required ones.
    if (isForm(content)) return checkBody(declarations, content, {}, 'form');
    return body.required ? createFailure('', 'A non-empty request body is required.') : NO_BODY;
  }
  const content = findContent(body, request.headers);
  if (content === undefined)
    return { kind: 'rejected', response: problemResponse(415, operation.id) };
  switch (content.encoding) {
    case 'json':
      return parseJson(declarations, content, request);
    case 'form':
    case 'multipart':
      return parseForm(declarations, content, request);
    case 'text':
      return checkBody(declarations, content, Buffer.from(request.body).toString('utf8'), 'form');
    case 'jsonLines':
    case 'jsonSequence':
      return parseSequence(declarations, content, request);
    case 'binary':
      return { ...NO_BODY, content, value: request.body };
    default:
      return unreachable(content.encoding);
  }
}

/** The declared content that a media type belongs to: its own name before a range or another name of it. */
function findContent(
  { contents }: RequestBody,
  headers: IncomingRequest['headers'],
): RequestContent | undefined {
  const mediaType = getMediaType(headers);
  const exact = contents.find((content) => getEssence(content.mediaType) === mediaType);
  return exact ?? contents.find((content) => acceptsMediaType(content, mediaType));
}

function acceptsMediaType(content: RequestContent, mediaType: string): boolean {
  switch (content.encoding) {
    case 'json':
      return /^(application|text)\/(json|[^/]+\+json)$/.test(mediaType);
    case 'form':
    case 'multipart':
      return isFormData(content)
        ? /^(multipart\/form-data|application\/x-www-form-urlencoded)$/.test(mediaType)
        : isWithin(mediaType, getEssence(content.mediaType));
    case 'text':
    case 'binary':
    case 'jsonLines':
    case 'jsonSequence':
      return isWithin(mediaType, getEssence(content.mediaType));
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

/** JSON lines, or JSON texts after record separators (RFC 7464). */
function parseSequence(
  declarations: Declarations,
  content: RequestContent,
  request: IncomingRequest,
): ParsedBody {
  const texts = Buffer.from(request.body)
    .toString('utf8')
    .split(content.encoding === 'jsonLines' ? '\n' : '\x1E');
  const values: unknown[] = [];
  for (const text of texts.filter((each) => each.trim() !== '')) {
    try {
      values.push(JSON.parse(text));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return createFailure('$', `Item ${values.length} is not valid JSON: ${error.message}`);
    }
  }
  return checkBody(
    declarations,
    { ...content, type: { kind: 'array', items: content.type } },
    values,
    'json',
  );
}

async function parseForm(
  declarations: Declarations,
  content: RequestContent,
  request: IncomingRequest,
): Promise<ParsedBody> {
  const value = await readForm(declarations, content, request);
  return value === undefined
    ? createFailure(
        '',
        'Failed to read the request form: it is truncated, or its boundary is missing.',
      )
    : checkBody(declarations, content, value, 'form');
}

function checkBody(
  declarations: Declarations,
  content: RequestContent,
  value: unknown,
  notation: Notation,
): ParsedBody {
  const errors = checkValue(declarations, content.type, value, notation);
  const declared = toDeclaredValue(declarations, content.type, value, notation);
  return { kind: 'parsed', content, value: declared, errors };
}

function isFormData({ encoding, mediaType }: RequestContent): boolean {
  return encoding === 'form' || /^multipart\/(form-data|\*)/i.test(mediaType);
}

function isWithin(mediaType: string, range: string): boolean {
  return (
    mediaType === range || (range.includes('*') && mediaType.startsWith(range.replace(/\*.*/, '')))
  );
}

function isForm({ encoding }: RequestContent): boolean {
  return encoding === 'form' || encoding === 'multipart';
}

function createFailure(name: string, message: string): ParsedBody {
  return { kind: 'parsed', value: undefined, errors: new Map([[name, [message]]]) };
}
