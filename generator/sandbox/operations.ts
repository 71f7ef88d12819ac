import type { ApiModel, Response } from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import { isEmptyStatus, isSuccess } from '../model/walk.js';
import { authorize, type AccessControl } from './access/access-control.js';
import { collectRequestValues, type GenerationInput } from './data/request-values.js';
import { createSampleFile } from './data/sample-files.js';
import { readParameters, type IncomingRequest } from './incoming-request.js';
import {
  emptyResponse,
  jsonResponse,
  problemResponse,
  type OutgoingResponse,
} from './outgoing-response.js';
import { createRouter, getBasePath, type Match } from './router.js';
import type { DataStore, OperationRequest } from './store/data-store.js';
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
  { model, access, validate, store }: OperationContext,
  { operation, pathParameters }: Extract<Match, { kind: 'found' }>,
  request: IncomingRequest,
): Promise<OutgoingResponse> {
  const refusal = await authorize(access, operation, request);
  if (refusal) return refusal;
  const parameters = readParameters(operation, request, pathParameters);
  const body = await readBody(model.declarations, operation, request);
  if (body.kind === 'rejected') return body.response;
  const errors = await validate(operation, parameters, body);
  if (errors.size > 0) return problemResponse(400, operation.id, { errors });
  const requestValues = collectRequestValues(operation, parameters, body.value);
  const path = `${getBasePath(model)}${request.path}`;
  return createSuccessResponse(store, { operation, requestValues, body: body.value }, path);
}

/** The first success that the document declares; 200 without a body if it declares none. */
function createSuccessResponse(
  store: DataStore,
  request: Omit<OperationRequest, 'type'>,
  path: string,
): OutgoingResponse {
  const { operation } = request;
  const response = operation.responses.find(isSuccess) ?? operation.responses.find(isDefault);
  const status = getStatus(response);
  const body = isEmptyStatus(String(status)) ? undefined : response?.body;
  const type = body?.encoding === 'binary' ? undefined : body?.type;
  const result = store.handle({ ...request, type });
  if (result.kind === 'missing') return problemResponse(404, `${operation.method} ${path}`);
  const { key, value } = result;
  const isCreated = status === 201 && key !== undefined;
  const headers = isCreated ? { Location: `${path}/${encodeURIComponent(key)}` } : {};
  if (body === undefined) return emptyResponse(status, headers);
  switch (body.encoding) {
    case 'json':
    case 'jsonOrText':
    case 'byContentType':
      return jsonResponse(status, value, headers, body.mediaType);
    case 'events':
    case 'jsonLines':
    case 'jsonSequence':
    case 'scalarText':
    case 'text':
      return {
        status,
        headers: { 'Content-Type': `${body.mediaType}; charset=utf-8`, ...headers },
        body: typeof value === 'string' ? value : JSON.stringify(value),
      };
    case 'binary':
      return createDownload(status, body.mediaType, store.getGenerationInput(request));
    default:
      return unreachable(body.encoding);
  }
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
