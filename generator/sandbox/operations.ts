import type { ApiModel, EventFormat, Response, ResponseBody, TypeRef } from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import { isEmptyStatus, isSuccess } from '../model/walk.js';
import { authorize, type AccessControl } from './access/access-control.js';
import { collectRequestValues, type GenerationInput } from './data/request-values.js';
import { isJsonObject } from './data/coerce.js';
import { getFields } from '../model/resolve-types.js';
import { createSampleFile } from './data/sample-files.js';
import { readParameters, type IncomingRequest } from './incoming-request.js';
import {
  emptyResponse,
  jsonResponse,
  problemResponse,
  type Json,
  type OutgoingResponse,
} from './outgoing-response.js';
import { createRouter, getBasePath, type Match } from './router.js';
import type { DataStore, OperationRequest } from './store/data-store.js';
import { getItems } from './store/list-response.js';
import { createEventStream, createItemStream, type GenerateItem } from './streams.js';
import { readBody } from './validation/read-body.js';
import type { RequestValidator } from './validation/validate-request.js';

export interface OperationContext {
  readonly model: ApiModel;
  readonly access: AccessControl;
  readonly validate: RequestValidator;
  readonly store: DataStore;
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
        return handleOperation(context, match, request);
      default:
        return unreachable(match);
    }
  };
}

async function handleOperation(
  context: OperationContext,
  { operation, pathParameters }: Extract<Match, { kind: 'found' }>,
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
  const response = operation.responses.find(isSuccess) ?? operation.responses.find(isDefault);
  const status = getStatus(response);
  const body = isEmptyStatus(String(status)) ? undefined : response?.body;
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
      return createDownload(status, body.mediaType, store.getGenerationInput(request));
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

function getConcreteType({ mediaType }: ResponseBody, otherwise: string): string {
  return mediaType.includes('*') ? otherwise : mediaType;
}

/** As C# writes it: `True`. */
function formatText(value: Json): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function createDownload(
  status: number,
  declaredType: string,
  input: GenerationInput,
): OutgoingResponse {
  const isUnspecific = declaredType.includes('*') || declaredType.includes('json');
  const mediaType = isUnspecific ? 'application/octet-stream' : declaredType;
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

function isDefault({ status }: Response): boolean {
  return status === 'default';
}

/** A range such as `2XX` becomes its first status, 200. */
function getStatus(response: Response | undefined): number {
  const status = Number((response?.status ?? '').replace(/X/gi, '0'));
  return Number.isInteger(status) && status >= 200 ? status : 200;
}
