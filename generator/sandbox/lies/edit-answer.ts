import { STATUS_CODES } from 'node:http';
import type { ResponsePath } from '../../model/model.js';
import { unreachable } from '../../model/type-refs.js';
import { isJsonObject } from '../data/coerce.js';
import type { IncomingRequest } from '../incoming-request.js';
import { jsonResponse, type Json, type OutgoingResponse } from '../outgoing-response.js';
import { getItems } from '../store/list-response.js';
import type { DeclaredAnswer } from './declared-answer.js';
import type { AnswerLie } from './lie.js';

/** A request, what it was answered, and a way to ask with another query. */
export interface Exchange {
  readonly request: IncomingRequest;
  readonly response: OutgoingResponse;
  readonly ask: (query: string) => Promise<OutgoingResponse>;
}

/**
 * Makes an answer tell a lie.
 * @returns undefined where it has nothing to lie about: a first page cannot repeat the page before.
 */
export async function editAnswer(
  lie: AnswerLie,
  declared: DeclaredAnswer,
  exchange: Exchange,
): Promise<OutgoingResponse | undefined> {
  const { response } = exchange;
  switch (lie.kind) {
    case 'body':
      return lie.body === 'null'
        ? { ...response, body: 'null' }
        : { ...withHeader(response, 'Content-Type'), body: '' };
    case 'envelope': {
      const value = readJson(response);
      const isList = Array.isArray(value);
      if (lie.written === 'object') return isList ? withJson(response, { data: value }) : undefined;
      return isList ? undefined : withJson(response, getItems(value));
    }
    case 'status':
      return lie.status < 300
        ? { ...response, status: lie.status }
        : problem(lie.status, lie.status, 'application/problem+json');
    case 'media-type':
      return withHeader(response, 'Content-Type', `${lie.mediaType}; charset=utf-8`);
    case 'undeclared-body':
      return jsonResponse(response.status, { message: 'Done.' }, response.headers);
    case 'problem-details':
      return lie.fault === 'status'
        ? problem(lie.status, lie.status === 500 ? 400 : 500, 'application/problem+json')
        : problem(lie.status, lie.status, 'application/json');
    case 'header':
      return lie.fault === 'missing'
        ? withHeader(response, lie.header)
        : withHeader(response, lie.header, 'soon');
    case 'paging':
      return editPage(lie.fault, declared, exchange);
    default:
      return unreachable(lie);
  }
}

/** The response with another value of a header, or without it. */
function withHeader(response: OutgoingResponse, name: string, value?: string): OutgoingResponse {
  const others = Object.entries(response.headers).filter(
    ([other]) => other.toLowerCase() !== name.toLowerCase(),
  );
  const own = value === undefined ? [] : [[name, value] as const];
  return { ...response, headers: Object.fromEntries([...others, ...own]) };
}

/** @param status that the body has; `sent` is that of the response. */
function problem(sent: number, status: number, mediaType: string): OutgoingResponse {
  const value = { type: 'about:blank', title: STATUS_CODES[sent] ?? 'Error', status };
  return jsonResponse(sent, value, {}, mediaType);
}

async function editPage(
  fault: Extract<AnswerLie, { kind: 'paging' }>['fault'],
  { operation: { pagination } }: DeclaredAnswer,
  { request, response, ask }: Exchange,
): Promise<OutgoingResponse | undefined> {
  if (pagination?.kind !== 'page' && pagination?.kind !== 'offset') return undefined;
  const value = readJson(response);
  const items = readAt(value, pagination.items);
  if (!Array.isArray(items)) return undefined;
  const askWithout = async (parameter = '') => {
    const query = withoutParameter(request.query, parameter);
    const other = query === undefined ? undefined : await ask(query);
    return other && readAt(readJson(other), pagination.items);
  };
  switch (fault) {
    case 'repeats-items': {
      const first = await askWithout(
        pagination.kind === 'page' ? pagination.page : pagination.offset,
      );
      const isRepeated = getLength(first) > 0 && JSON.stringify(first) !== JSON.stringify(items);
      return isRepeated ? withJson(response, writeAt(value, pagination.items, first)) : undefined;
    }
    case 'ignores-size': {
      const all = await askWithout(pagination.size);
      return getLength(all) > items.length
        ? withJson(response, writeAt(value, pagination.items, all))
        : undefined;
    }
    case 'wrong-total':
      return items.length === 0 || pagination.total === undefined
        ? undefined
        : withJson(response, writeAt(value, pagination.total, items.length - 1));
    default:
      return unreachable(fault);
  }
}

/** Undefined for a query that does not have the parameter. */
function withoutParameter(query: string, parameter: string): string | undefined {
  const isOther = (name: string) => name.toLowerCase() !== parameter.toLowerCase();
  const pairs = [...new URLSearchParams(query)];
  const others = pairs.filter(([name]) => isOther(name));
  return others.length === pairs.length ? undefined : new URLSearchParams(others).toString();
}

function getLength(value: Json | undefined): number {
  return Array.isArray(value) ? value.length : 0;
}

function readAt(value: Json, path: ResponsePath): Json | undefined {
  return path.reduce<Json | undefined>(
    (current, name) => (isJsonObject(current) ? current[name] : undefined),
    value,
  );
}

function writeAt(value: Json, [name, ...rest]: ResponsePath, part: Json = null): Json {
  if (name === undefined) return part;
  if (!isJsonObject(value)) return value;
  return { ...value, [name]: writeAt(value[name] ?? null, rest, part) };
}

/** The value of a body that the sandbox wrote as JSON. */
export function readJson({ body }: OutgoingResponse): Json {
  return JSON.parse(Buffer.from(body).toString('utf8')) as Json;
}

export function withJson(response: OutgoingResponse, value: Json): OutgoingResponse {
  return { ...response, body: JSON.stringify(value) };
}
