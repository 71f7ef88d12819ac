import type { Operation, Parameter } from '../model/model.js';
import { authorizationOf, type ReceivedRequest } from './request.js';
import { decoded } from './routes.js';

/** What was sent for each declared parameter, decoded; a parameter that was not sent is missing. */
export type Inputs = ReadonlyMap<Parameter, readonly string[]>;

/** ASP.NET matches the names of query parameters and headers in any case. */
export function inputsOf(
  operation: Operation,
  request: ReceivedRequest,
  pathParameters: ReadonlyMap<string, string>,
): Inputs {
  const query = queryOf(request.query);
  const inputs = new Map<Parameter, readonly string[]>();
  for (const parameter of operation.parameters) {
    const values = valuesOf(parameter, request, query, pathParameters);
    if (values.length > 0) inputs.set(parameter, values);
  }
  return inputs;
}

function valuesOf(
  parameter: Parameter,
  request: ReceivedRequest,
  query: ReadonlyMap<string, readonly string[]>,
  pathParameters: ReadonlyMap<string, string>,
): readonly string[] {
  const name = parameter.wireName.toLowerCase();
  switch (parameter.in) {
    case 'path': {
      const value = pathParameters.get(parameter.wireName);
      return value === undefined ? [] : [value];
    }
    case 'query':
      return (query.get(name) ?? []).flatMap((value) => split(parameter, value));
    case 'header': {
      const value = request.headers[name];
      return name === 'authorization' && authorizationOf(request.headers)
        ? []
        : [value ?? []].flat();
    }
    case 'cookie':
      return cookies(request.headers.cookie ?? '', parameter.wireName);
  }
}

/** By lower-case name; `filter[name]` and `filter.name` count as `filter` too. */
function queryOf(query: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    const key = name.toLowerCase();
    const holder = /^([^.[]+)[.[]/.exec(key)?.[1];
    for (const known of holder === undefined ? [key] : [key, holder]) {
      const list = values.get(known) ?? [];
      list.push(value);
      values.set(known, list);
    }
  }
  return values;
}

/** OpenAPI 3.1, section 4.8.12.3: how a list is written when it is not repeated. */
function split({ type, explode, style }: Parameter, value: string): readonly string[] {
  if (type.kind !== 'array' || explode) return [value];
  const separator = style === 'pipeDelimited' ? '|' : style === 'spaceDelimited' ? ' ' : ',';
  return value.split(separator);
}

function cookies(header: string, wanted: string): readonly string[] {
  return header.split(';').flatMap((pair) => {
    const [name = '', ...rest] = pair.trim().split('=');
    return name === wanted ? [decoded(rest.join('='))] : [];
  });
}

/**
 * Everything that was asked for, by lower-case name, for the answer to say back: defaults of what was
 * not sent, then the query, the body's own scalars, and the path over all.
 */
export function givenOf(
  operation: Operation,
  inputs: Inputs,
  body: unknown,
): ReadonlyMap<string, readonly string[]> {
  const given = new Map<string, readonly string[]>();
  for (const { wireName, in: place, docs } of operation.parameters) {
    const usual = place === 'query' ? scalarText(docs.defaultValue) : undefined;
    if (usual !== undefined) given.set(wireName.toLowerCase(), [usual]);
  }
  const sent = (place: Parameter['in']) =>
    [...inputs].filter(([parameter]) => parameter.in === place);
  for (const [{ wireName }, values] of sent('query')) given.set(wireName.toLowerCase(), values);
  for (const [name, value] of Object.entries(isRecord(body) ? body : {})) {
    const text = scalarText(value);
    if (text !== undefined) given.set(name.toLowerCase(), [text]);
  }
  for (const [{ wireName }, values] of sent('path')) given.set(wireName.toLowerCase(), values);
  return given;
}

function scalarText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
