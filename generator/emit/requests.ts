import type { Operation, Parameter, RequestBody, TypeRef } from '../model/model.js';
import { unreachable } from '../model/types.js';
import { parameterKey, type OperationNames } from '../naming/names.js';
import { CODECS, readerTexts, valueTexts, type ValueTexts } from './codecs/index.js';
import type { Imports } from './imports.js';
import { access, propertyKey, quoted, templateText } from './literals.js';
import { resultOf, type Expectation } from './results.js';
import type { EmitContext } from './scope.js';

const RUNTIME = '../runtime/index.js';

/** The object literal that describes one request to the runtime: an `ApiRequest`. */
export function requestText(
  context: EmitContext,
  operation: Operation,
  names: OperationNames,
  imports: Imports,
): string {
  const values = valueTexts(context, imports);
  const fields = [
    `method: ${quoted(operation.method)}`,
    `path: ${pathText(operation, names, values, imports)}`,
    ...queryText(operation, names, values, imports),
    ...headersText(operation, names, values, imports),
    ...(operation.body ? [`body: ${bodyText(operation.body, names, values, imports)}`] : []),
    ...expectText(resultOf(operation).expect, imports),
    ...readerTexts(context, operation, imports),
    ...(operation.security.kind === 'none' ? [`auth: 'none'`] : []),
  ];
  return `{ ${fields.join(', ')} }`;
}

/** The runtime's names for the ways to read an answer; JSON is the usual one. */
function expectText(expect: Expectation, imports: Imports): readonly string[] {
  return expect === 'readJson' ? [] : [`reader: ${imports.value(expect, RUNTIME)}`];
}

function pathText(
  operation: Operation,
  names: OperationNames,
  values: ValueTexts,
  imports: Imports,
): string {
  const byName = new Map(
    operation.parameters
      .filter(({ in: place }) => place === 'path')
      .map((parameter) => [parameter.wireName, parameter]),
  );
  const [only, ...others] = operation.path;
  if (only?.kind === 'text' && others.length === 0) return quoted(only.text);
  const parts = operation.path.map((part) => {
    if (part.kind === 'text') return templateText(part.text);
    const parameter = byName.get(part.wireName);
    if (parameter === undefined)
      throw new Error(`${operation.id} has no path parameter '${part.wireName}'`);
    return `\${${styledText(parameter, argumentName(parameter, names), values, imports)}}`;
  });
  return `${imports.value('path', RUNTIME)}\`${parts.join('')}\``;
}

function queryText(
  operation: Operation,
  names: OperationNames,
  values: ValueTexts,
  imports: Imports,
): readonly string[] {
  const entries = entriesText(operation, 'query', names, values, imports);
  return entries.length === 0 ? [] : [`query: ${given('toQuery', entries, imports)}`];
}

/** Cookies are one header (RFC 6265, section 5.4). */
function headersText(
  operation: Operation,
  names: OperationNames,
  values: ValueTexts,
  imports: Imports,
): readonly string[] {
  const cookies = entriesText(operation, 'cookie', names, values, imports);
  const entries = [
    ...entriesText(operation, 'header', names, values, imports),
    ...(cookies.length === 0 ? [] : [`cookie: ${given('toCookieHeader', cookies, imports)}`]),
  ];
  return entries.length === 0 ? [] : [`headers: ${given('toHeaders', entries, imports)}`];
}

function given(helper: string, entries: readonly string[], imports: Imports): string {
  return `${imports.value(helper, RUNTIME)}({ ${entries.join(', ')} })`;
}

function entriesText(
  operation: Operation,
  place: Parameter['in'],
  names: OperationNames,
  values: ValueTexts,
  imports: Imports,
): readonly string[] {
  const inPlace = operation.parameters.filter((parameter) => parameter.in === place);
  return inPlace.map((parameter) => {
    const value = access('params', argumentName(parameter, names));
    return `${propertyKey(parameter.wireName)}: ${styledText(parameter, value, values, imports)}`;
  });
}

/** The value in its style; a scalar reads the same in most of them, so it is passed as it is. */
function styledText(
  parameter: Parameter,
  given: string,
  values: ValueTexts,
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
      return call('matrix', quoted(parameter.wireName), ...explode);
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

function bodyText(
  body: RequestBody,
  names: OperationNames,
  values: ValueTexts,
  imports: Imports,
): string {
  const given = access('params', names.body);
  const isJson = body.encoding === 'json';
  const value = isJson ? values.json(body.type, given) : values.named(body.type, given);
  const mediaType = (usual: string) => (body.mediaType === usual ? [] : [quoted(body.mediaType)]);
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

export function argumentName(parameter: Parameter, names: OperationNames): string {
  const name = names.parameters.get(parameterKey(parameter));
  if (name === undefined) throw new Error(`No name was planned for ${parameterKey(parameter)}`);
  return name;
}
