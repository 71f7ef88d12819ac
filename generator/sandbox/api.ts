import type { Response } from '../model/model.js';
import { isEmptyStatus, isSuccess } from '../model/walk.js';
import { unreachable } from '../model/types.js';
import { refusalOf, type Gate } from './authorization.js';
import { bodyOf } from './bodies.js';
import { fileOf } from './files.js';
import { givenOf, inputsOf } from './inputs.js';
import { basePathOf } from './places.js';
import { empty, json, problem, type Reply } from './reply.js';
import type { ReceivedRequest } from './request.js';
import { createRouter, type Match } from './routes.js';
import type { Question } from './question.js';
import { createJudge, inputErrors, ruleErrors, type Judge } from './validation/index.js';
import type { Request, World } from './world/index.js';

/** Answers the model's operations, in the order of ASP.NET's pipeline: route, authorize, bind, validate, answer. */
export function createApi(gate: Gate, world: World): (request: ReceivedRequest) => Promise<Reply> {
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
        return answerOperation({ gate, judge, world }, match, request);
      default:
        return unreachable(match);
    }
  };
}

interface Platform {
  readonly gate: Gate;
  readonly judge: Judge | undefined;
  readonly world: World;
}

async function answerOperation(
  { gate, judge, world }: Platform,
  { operation, pathParameters }: Extract<Match, { kind: 'found' }>,
  request: ReceivedRequest,
): Promise<Reply> {
  const { declarations } = gate.model;
  const refusal = await refusalOf(gate, operation, request);
  if (refusal) return refusal;
  const inputs = inputsOf(operation, request, pathParameters);
  const body = await bodyOf(declarations, operation, request);
  if (body.kind === 'refused') return body.reply;
  const bound = new Map([...inputErrors(declarations, operation, inputs), ...body.errors]);
  const judged = bound.size > 0 ? bound : judge?.(operation, inputs, body.value);
  const errors = judged !== undefined && judged.size > 0 ? judged : ruleErrors(operation, inputs);
  if (errors.size > 0) return problem(400, operation.id, { errors });
  const given = givenOf(operation, inputs, body.value);
  const path = `${basePathOf(gate.model)}${request.path}`;
  return success(world, { operation, given, body: body.value }, path);
}

/** The first success that the document declares; 200 without a body where it declares none. */
function success(world: World, asked: Omit<Request, 'type'>, path: string): Reply {
  const { operation } = asked;
  const response = operation.responses.find(isSuccess) ?? operation.responses.find(isDefault);
  const status = statusOf(response);
  const body = isEmptyStatus(String(status)) ? undefined : response?.body;
  const type = body?.encoding === 'binary' ? undefined : body?.type;
  const outcome = world.handle({ ...asked, type });
  if (outcome.kind === 'missing') return problem(404, `${operation.method} ${path}`);
  const { key, value } = outcome;
  const made = status === 201 && key !== undefined;
  const headers = made ? { Location: `${path}/${encodeURIComponent(key)}` } : {};
  if (body === undefined) return empty(status, headers);
  switch (body.encoding) {
    case 'json':
      return json(status, value, headers, body.mediaType);
    case 'text':
      return {
        status,
        headers: { 'Content-Type': `${body.mediaType}; charset=utf-8`, ...headers },
        body: String(value),
      };
    case 'binary':
      return download(status, body.mediaType, world.questionOf(asked));
    default:
      return unreachable(body.encoding);
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
