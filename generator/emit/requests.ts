import type { Operation, Parameter, RequestBody, Response, TypeRef } from '../model/model.js';
import { union, UNKNOWN, unreachable } from '../model/types.js';
import { getErrorType, isEmptyStatus, isSuccess } from '../model/walk.js';
import { parameterKey, type OperationNames } from '../naming/names.js';
import { hasDifferences } from './codec-plan.js';
import { createCodecOptions, printCodec } from './print-codec.js';
import type { Imports } from './structures.js';
import { escapeTemplate, toPropertyAccess, toPropertyKey, toStringLiteral } from './structures.js';
import type { EmitContext } from './type-options.js';

const RUNTIME = '../runtime/index.js';

/** The object literal that describes one request to the runtime: an `ApiRequest`. */
export function printRequest(
  context: EmitContext,
  operation: Operation,
  names: OperationNames,
  imports: Imports,
): string {
  const values = createValuePrinter(context, imports);
  const fields = [
    `method: ${toStringLiteral(operation.method)}`,
    `path: ${printPath(operation, names, values, imports)}`,
    ...printQuery(operation, names, values, imports),
    ...printHeaders(operation, names, values, imports),
    ...(operation.body ? [`body: ${printBody(operation.body, names, values, imports)}`] : []),
    ...printReader(getResult(operation).reader, imports),
    ...printDecoders(context, operation, imports),
    ...(operation.security.kind === 'none' ? [`auth: 'none'`] : []),
  ];
  return `{ ${fields.join(', ')} }`;
}

/** The runtime's names for the ways to read an answer; JSON is the usual one. */
function printReader(expect: BodyReader, imports: Imports): readonly string[] {
  return expect === 'readJson' ? [] : [`reader: ${imports.value(expect, RUNTIME)}`];
}

function printPath(
  operation: Operation,
  names: OperationNames,
  values: ValuePrinter,
  imports: Imports,
): string {
  const byName = new Map(
    operation.parameters
      .filter(({ in: place }) => place === 'path')
      .map((parameter) => [parameter.wireName, parameter]),
  );
  const [only, ...others] = operation.path;
  if (only?.kind === 'text' && others.length === 0) return toStringLiteral(only.text);
  const parts = operation.path.map((part) => {
    if (part.kind === 'text') return escapeTemplate(part.text);
    const parameter = byName.get(part.wireName);
    if (parameter === undefined)
      throw new Error(`${operation.id} has no path parameter '${part.wireName}'`);
    return `\${${printStyled(parameter, getArgumentName(parameter, names), values, imports)}}`;
  });
  return `${imports.value('path', RUNTIME)}\`${parts.join('')}\``;
}

function printQuery(
  operation: Operation,
  names: OperationNames,
  values: ValuePrinter,
  imports: Imports,
): readonly string[] {
  const entries = printEntries(operation, 'query', names, values, imports);
  return entries.length === 0 ? [] : [`query: ${printHelperCall('toQuery', entries, imports)}`];
}

/** Cookies are one header (RFC 6265, section 5.4). */
function printHeaders(
  operation: Operation,
  names: OperationNames,
  values: ValuePrinter,
  imports: Imports,
): readonly string[] {
  const cookies = printEntries(operation, 'cookie', names, values, imports);
  const entries = [
    ...printEntries(operation, 'header', names, values, imports),
    ...(cookies.length === 0
      ? []
      : [`cookie: ${printHelperCall('toCookieHeader', cookies, imports)}`]),
  ];
  return entries.length === 0 ? [] : [`headers: ${printHelperCall('toHeaders', entries, imports)}`];
}

function printHelperCall(helper: string, entries: readonly string[], imports: Imports): string {
  return `${imports.value(helper, RUNTIME)}({ ${entries.join(', ')} })`;
}

function printEntries(
  operation: Operation,
  place: Parameter['in'],
  names: OperationNames,
  values: ValuePrinter,
  imports: Imports,
): readonly string[] {
  const inPlace = operation.parameters.filter((parameter) => parameter.in === place);
  return inPlace.map((parameter) => {
    const value = toPropertyAccess('params', getArgumentName(parameter, names));
    return `${toPropertyKey(parameter.wireName)}: ${printStyled(parameter, value, values, imports)}`;
  });
}

/** The value in its style; a scalar reads the same in most of them, so it is passed as it is. */
function printStyled(
  parameter: Parameter,
  given: string,
  values: ValuePrinter,
  imports: Imports,
): string {
  const isJson = parameter.style === 'json';
  const value = isJson ? values.json(parameter.type, given) : values.named(parameter.type, given);
  const call = (helper: string, ...rest: readonly string[]) =>
    `${imports.value(helper, RUNTIME)}(${[value, ...rest].join(', ')})`;
  const explode = parameter.explode ? ['true'] : [];
  switch (parameter.style) {
    case 'json':
      return values.isExact(parameter.type)
        ? `${imports.value('exactJsonText', CODECS)}(${value})`
        : call('jsonValue');
    case 'deepObject':
      return call('deepObject');
    case 'label':
      return call('label', ...explode);
    case 'matrix':
      return call('matrix', toStringLiteral(parameter.wireName), ...explode);
    case 'spaceDelimited':
      return parameter.explode || isScalar(parameter.type) ? value : call('spaceDelimited');
    case 'pipeDelimited':
      return parameter.explode || isScalar(parameter.type) ? value : call('pipeDelimited');
    case 'form':
      return parameter.explode || isScalar(parameter.type) ? value : call('commaDelimited');
    case 'simple':
      return parameter.explode && !isScalar(parameter.type) ? call('exploded') : value;
    default:
      return unreachable(parameter.style);
  }
}

function isScalar(type: TypeRef): boolean {
  return type.kind === 'scalar' || type.kind === 'literal';
}

function printBody(
  body: RequestBody,
  names: OperationNames,
  values: ValuePrinter,
  imports: Imports,
): string {
  const given = toPropertyAccess('params', names.body);
  const isJson = body.encoding === 'json';
  const value = isJson ? values.json(body.type, given) : values.named(body.type, given);
  const mediaType = (usual: string) =>
    body.mediaType === usual ? [] : [toStringLiteral(body.mediaType)];
  const call = (helper: string, usual: string, module = RUNTIME) =>
    `${imports.value(helper, module)}(${[value, ...mediaType(usual)].join(', ')})`;
  switch (body.encoding) {
    case 'json':
      return values.isExact(body.type)
        ? call('exactJsonBody', 'application/json', CODECS)
        : call('jsonBody', 'application/json');
    case 'form':
      return `${imports.value('formBody', RUNTIME)}(${value})`;
    case 'multipart':
      return `${imports.value('multipartBody', RUNTIME)}(${value})`;
    case 'text':
      return call('textBody', 'text/plain');
    case 'binary':
      return call('binaryBody', 'application/octet-stream');
    default:
      return unreachable(body.encoding);
  }
}

export function getArgumentName(parameter: Parameter, names: OperationNames): string {
  const name = names.parameters.get(parameterKey(parameter));
  if (name === undefined) throw new Error(`No name was planned for ${parameterKey(parameter)}`);
  return name;
}

/** How the runtime is to read an answer; its own names for the values of `ApiRequest.expect`. */
export type BodyReader =
  'readJson' | 'readJsonOrText' | 'readText' | 'readBlob' | 'readVoid' | 'readByContentType';

export interface OperationResult {
  /** Undefined when every success is without a body. */
  readonly type: TypeRef | undefined;
  /** True when some successes have a body and others none. */
  readonly maybeEmpty: boolean;
  readonly reader: BodyReader;
}

/**
 * What a call gives. Two fifths of ASP.NET's operations declare a 200 with a description alone:
 * that is an answer nobody described, not an empty one.
 */
export function getResult(operation: Operation): OperationResult {
  const successes = getSuccesses(operation);
  const bodies = successes.flatMap((response) => response.body ?? []);
  const empty = successes.filter((response) => isEmptyStatus(response.status));
  if (bodies.length === 0) {
    const none = successes.length > 0 && empty.length === successes.length;
    return none
      ? { type: undefined, maybeEmpty: false, reader: 'readVoid' }
      : { type: UNKNOWN, maybeEmpty: false, reader: 'readByContentType' };
  }
  return {
    type: union(bodies.map((body) => body.type)),
    maybeEmpty: successes.some((response) => response.body === undefined),
    reader: getBodyReader(bodies),
  };
}

/** The 2xx answers; where there are none, `default` stands for them (OpenAPI 3.1, section 4.8.16). */
function getSuccesses(operation: Operation): readonly Response[] {
  const successes = operation.responses.filter(isSuccess);
  return successes.length > 0
    ? successes
    : operation.responses.filter((response) => response.status === 'default');
}

function getBodyReader(bodies: readonly NonNullable<Response['body']>[]): BodyReader {
  const encodings = new Set(bodies.map((body) => body.encoding));
  if (encodings.size > 1) return 'readByContentType';
  const [encoding] = encodings;
  if (encoding === 'binary') return 'readBlob';
  if (encoding === 'text') return 'readText';
  // ASP.NET lists text/plain for everything; a server that really sends text only makes sense where text is a value.
  const textDeclared = bodies.some((body) =>
    body.mediaTypes.some((name) => name.startsWith('text/plain')),
  );
  return textDeclared && bodies.some((body) => admitsText(body.type))
    ? 'readJsonOrText'
    : 'readJson';
}

function admitsText(type: TypeRef): boolean {
  if (type.kind === 'scalar') return type.scalar === 'string';
  if (type.kind === 'literal') return typeof type.value === 'string';
  return type.kind === 'unknown' || (type.kind === 'union' && type.members.some(admitsText));
}

export const CODECS = '../runtime/codecs/index.js';
const FOLDER = '../codecs/';

/** How the values that a call is given go on the wire. */
export interface ValuePrinter {
  /** For JSON: everything that differs. */
  readonly json: (type: TypeRef, value: string) => string;
  /** For queries, paths, headers and forms, whose values are texts: a `Date` and a `bigint` write themselves there. */
  readonly named: (type: TypeRef, value: string) => string;
  /** Whether JSON must be written with whole numbers that a number cannot hold. */
  readonly isExact: (type: TypeRef) => boolean;
}

export function createValuePrinter(context: EmitContext, imports: Imports): ValuePrinter {
  const { getDifferences } = context.codecs;
  const encoded = (type: TypeRef, value: string) => {
    const codec = printCodec(type, createCodecOptions(context, imports, FOLDER));
    return codec === undefined ? value : `${imports.value('encode', CODECS)}(${codec}, ${value})`;
  };
  return {
    json: (type, value) => (hasDifferences(getDifferences(type)) ? encoded(type, value) : value),
    named: (type, value) => (getDifferences(type).names ? encoded(type, value) : value),
    isExact: (type) => getDifferences(type).longs,
  };
}

/** `decode` and `decodeError` of an `ApiRequest`, where answers differ from what is on the wire. */
export function printDecoders(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly string[] {
  const { getDifferences } = context.codecs;
  const text = (field: string, type: TypeRef | undefined, plain: string, exact: string) => {
    const codec = type && printCodec(type, createCodecOptions(context, imports, FOLDER));
    if (type === undefined || codec === undefined) return [];
    const helper = getDifferences(type).longs ? exact : plain;
    return [`${field}: ${imports.value(helper, CODECS)}(${codec})`];
  };
  return [
    ...text('decode', getResult(operation).type, 'decoder', 'exactDecoder'),
    ...text('decodeError', getErrorType(operation), 'errorDecoder', 'exactErrorDecoder'),
  ];
}

/** The runtime compares pages as text, which `JSON.stringify` cannot make of a `bigint`. */
export function printPageText(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly string[] {
  const { pagination } = operation;
  if (pagination === undefined || !context.codecs.getDifferences(pagination.item).longs) return [];
  return [`toText: ${imports.value('exactJsonText', CODECS)}`];
}
