import type { ApiModel, EventFormat, ResponseBody, TypeRef } from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import { getAnswer, getConcreteType } from './answer.js';
import { authorize, type AccessControl } from './access/access-control.js';
import { collectRequestValues, type GenerationInput } from './data/request-values.js';
import { isJsonObject } from './data/coerce.js';
import { getFields } from '../model/resolve-types.js';
import { createSampleFile } from './data/sample-files.js';
import { addRequiredHeaders } from './declared-responses.js';
import { readParameters, type IncomingRequest } from './incoming-request.js';
import {
  emptyResponse,
  jsonResponse,
  problemResponse,
  type Json,
  type OutgoingResponse,
} from './outgoing-response.js';
import type { OpenApiDocument } from './raw-openapi.js';
import { createRouter, getBasePath, type Match } from './router.js';
import type { ToldLies } from './lies/told-lies.js';
import type { DataStore, OperationRequest } from './store/data-store.js';
import { getItems } from './store/list-response.js';
import { createEventStream, createItemStream, type GenerateItem } from './streams.js';
import { readBody } from './validation/read-body.js';
import type { RequestValidator } from './validation/validate-request.js';

export interface OperationContext {
  readonly model: ApiModel;
  /** Without it, only the headers that the model knows are sent. */
  readonly document: OpenApiDocument | undefined;
  readonly access: AccessControl;
  readonly validate: RequestValidator;
  readonly store: DataStore;
  /** Undefined: answers are true. */
  readonly lies: ToldLies | undefined;
}

/** Handles the model's operations in the order of ASP.NET's pipeline: route, authorize, bind, validate, respond. */
export function createOperationHandler(
  context: OperationContext,
): (request: IncomingRequest) => Promise<OutgoingResponse> {
  const route = createRouter(context.model);
  return async (request) => {
    const target = `${request.method} ${request.path}`;
    const match = route(request.method, request.path, request.query);
    switch (match.kind) {
      case 'unknown':
        return problemResponse(404, target);
      case 'wrong-method':
        return problemResponse(405, target, { headers: { Allow: match.allowed.join(', ') } });
      case 'found':
        return answer(context, match, request);
      default:
        return unreachable(match);
    }
  };
}

type Found = Extract<Match, { kind: 'found' }>;

async function answer(
  context: OperationContext,
  match: Found,
  request: IncomingRequest,
): Promise<OutgoingResponse> {
  const { document, lies } = context;
  const { operation } = match;
  const ask = async (query: string) => {
    const response = await handleOperation(context, match, { ...request, query });
    return document ? addRequiredHeaders(document, operation, response) : response;
  };
  const response = await ask(request.query);
  return lies ? lies.apply(operation, { request, response, ask }) : response;
}

async function handleOperation(
  context: OperationContext,
  { operation, pathParameters }: Found,
  request: IncomingRequest,
): Promise<OutgoingResponse> {
  const { model, access, validate } = context;
  const refusal = await authorize(access, operation, request);
  if (refusal) return refusal;
  const parameters = readParameters(operation, request, pathParameters);
  const body = await readBody(model.declarations, operation, request);
  if (body.kind === 'rejected') return body.response;
  const errors = await validate(operation, parameters, body);
  if (errors.size > 0) return problemResponse(400, operation.id, { errors });
  const requestValues = collectRequestValues(operation, parameters, body.value);
  const path = `${getBasePath(model)}${request.path}`;
  const lastEventId = [request.headers['last-event-id']].flat()[0];
  const { value } = body;
  return createSuccessResponse(
    context,
    { operation, requestValues, body: value },
    path,
    lastEventId,
  );
}

/** The first success that the document declares; 200 without a body if it declares none. */
function createSuccessResponse(
  { model, store }: OperationContext,
  request: Omit<OperationRequest, 'type'>,
  path: string,
  lastEventId: string | undefined,
): OutgoingResponse {
  const { operation } = request;
  const { status, body } = getAnswer(operation);
  const result = store.handle({ ...request, type: getGeneratedType(body) });
  if (result.kind === 'missing') return problemResponse(404, `${operation.method} ${path}`);
  const { key, value } = result;
  const isCreated = status === 201 && key !== undefined;
  const headers = isCreated ? { Location: `${path}/${encodeURIComponent(key)}` } : {};
  if (body === undefined) return emptyResponse(status, headers);
  switch (body.encoding) {
    case 'json':
    case 'jsonOrText':
    case 'byContentType':
      return jsonResponse(status, value, headers, getConcreteType(body, 'application/json'));
    case 'scalarText':
    case 'text':
      return {
        status,
        headers: {
          'Content-Type': `${getConcreteType(body, 'text/plain')}; charset=utf-8`,
          ...headers,
        },
        body: formatText(value),
      };
    case 'binary':
      return createDownload(status, body, store.getGenerationInput(request));
    case 'jsonLines':
    case 'jsonSequence':
      return createItemStream(status, body, getItems(value));
    case 'events':
      return createEventStream(
        status,
        body.events ?? DATA_EVENTS,
        lastEventId,
        createEventGenerator(model, store, request, body),
      );
    default:
      return unreachable(body.encoding);
  }
}

const DATA_EVENTS: EventFormat = { yields: 'data', data: 'json' };

/** The data of an event is generated on its own, so that it repeats the values of the request. */
function createEventGenerator(
  { declarations }: ApiModel,
  store: DataStore,
  request: Omit<OperationRequest, 'type'>,
  { type, events }: ResponseBody,
): GenerateItem {
  const data = getFields(declarations, type).find(({ wireName }) => wireName === 'data');
  return (number) => {
    const event = store.generateItem({ ...request, type }, number);
    if (events?.yields !== 'event' || data === undefined || !isJsonObject(event)) return event;
    return { ...event, data: store.generateItem({ ...request, type: data.type }, number) };
  };
}

/** Lists of the items that a stream gives; the items of an endless one are generated when they are sent. */
function getGeneratedType(body: ResponseBody | undefined): TypeRef | undefined {
  switch (body?.encoding) {
    case 'jsonLines':
    case 'jsonSequence':
      return { kind: 'array', items: body.type };
    case 'binary':
    case 'events':
      return undefined;
    default:
      return body?.type;
  }
}

/** As C# writes it: `True`. */
function formatText(value: Json): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function createDownload(
  status: number,
  body: ResponseBody,
  input: GenerationInput,
): OutgoingResponse {
  const mediaType = getFileType(body);
  const { name, bytes } = createSampleFile(mediaType, input);
  return {
    status,
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': `attachment; filename="${name}"`,
    },
    body: bytes,
  };
}

/** A file is never JSON, which ASP.NET declares for it all the same. */
function getFileType({ mediaType, mediaTypes }: ResponseBody): string {
  const [declared = '*/*'] = [mediaType, ...mediaTypes].filter((one) => !one.includes('json'));
  if (!declared.includes('*')) return declared;
  return declared.startsWith('image/') ? 'image/png' : 'application/octet-stream';
}
