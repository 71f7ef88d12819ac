import type { Operation, Response } from '../model/model.js';
import { isEmptyStatus, isSuccess } from '../model/walk.js';
import { unreachable } from '../model/types.js';
import { answerOf, type Question } from './answers.js';
import { refusalOf, type Gate } from './authorization.js';
import { byCodeUnit } from '../order.js';
import { bodyOf } from './bodies.js';
import { fileOf } from './files.js';
import { givenOf, inputsOf } from './inputs.js';
import { isAboutPaging } from './paging.js';
import { empty, json, problem, type Reply } from './reply.js';
import type { ReceivedRequest } from './request.js';
import { createRouter } from './routes.js';
import { createJudge, inputErrors, ruleErrors, type Judge } from './validation/index.js';

/** Answers the model's operations, in the order of ASP.NET's pipeline: route, authorize, bind, validate, answer. */
export function createApi(gate: Gate): (request: ReceivedRequest) => Promise<Reply> {
  const { model, document } = gate;
  const judge = document && createJudge(model.declarations, document);
  const route = createRouter(model);
  return async (request) => {
    const place = `${request.method} ${request.path}`;
    const match = route(request.method, request.path);
    switch (match.kind) {
      case 'unknown':
        return problem(404, place);
      case 'wrong-method':
        return problem(405, place, { headers: { Allow: match.allowed.join(', ') } });
      case 'found':
        return answerOperation(gate, judge, match.operation, match.pathParameters, request);
      default:
        return unreachable(match);
    }
  };
}

async function answerOperation(
  gate: Gate,
  judge: Judge | undefined,
  operation: Operation,
  pathParameters: ReadonlyMap<string, string>,
  request: ReceivedRequest,
): Promise<Reply> {
  const { declarations } = gate.model;
  const refusal = await refusalOf(gate, operation, request);
  if (refusal) return refusal;
  const inputs = inputsOf(operation, request, pathParameters);
  const body = await bodyOf(declarations, operation, request);
  if (body.kind === 'refused') return body.reply;
  const bound = new Map([...inputErrors(declarations, operation, inputs), ...body.errors]);
  const judged = bound.size > 0 ? bound : await judge?.(operation, inputs, body.value);
  const errors = judged !== undefined && judged.size > 0 ? judged : ruleErrors(operation, inputs);
  if (errors.size > 0) return problem(400, operation.id, { errors });
  const given = givenOf(operation, inputs, body.value);
  return success(gate, operation, { seed: seedOf(operation, given), given });
}

/** Another vehicle or another day, another answer; another page of the same list. */
function seedOf({ id }: Operation, given: Question['given']): string {
  const conditions = [...given]
    .filter(([name]) => !isAboutPaging(name) && name !== 'limit')
    .map(([name, values]) => `${name}=${values.join()}`);
  return [id, ...conditions.sort(byCodeUnit)].join(' ');
}

/** The first success that the document declares; 200 without a body where it declares none. */
function success(gate: Gate, operation: Operation, question: Question): Reply {
  const response = operation.responses.find(isSuccess) ?? operation.responses.find(isDefault);
  const status = statusOf(response);
  const body = response?.body;
  if (body === undefined || isEmptyStatus(String(status))) return empty(status);
  const { encoding, mediaType, type } = body;
  switch (encoding) {
    case 'json':
      return json(status, answerOf(gate.model.declarations, type, question), {}, mediaType);
    case 'text':
      return {
        status,
        headers: { 'Content-Type': `${mediaType}; charset=utf-8` },
        body: String(answerOf(gate.model.declarations, type, question)),
      };
    case 'binary':
      return download(status, mediaType, question);
    default:
      return unreachable(encoding);
  }
}

function download(status: number, declared: string, question: Question): Reply {
  const mediaType =
    declared.includes('*') || declared.includes('json') ? 'application/octet-stream' : declared;
  const { name, bytes } = fileOf(mediaType, question);
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

/** A range such as `2XX` is answered with its first. */
function statusOf(response: Response | undefined): number {
  const status = Number((response?.status ?? '').replace(/X/gi, '0'));
  return Number.isInteger(status) && status >= 200 ? status : 200;
}
