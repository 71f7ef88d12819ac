import type { Operation, Parameter, RequestBody, TypeRef } from '../model/model.js';
import { unreachable } from '../model/types.js';
import { parameterKey, type OperationNames } from '../naming/names.js';
import { CODECS, readerTexts, valueTexts, type ValueTexts } from './codecs/index.js';
import type { Imports } from './imports.js';
import { access, propertyKey, quoted } from './literals.js';
import { resultOf } from './results.js';
import type { EmitContext } from './scope.js';

const RUNTIME = '../runtime/index.js';

/** The object literal that describes one request to the runtime: an `ApiRequest`. */
export function requestText(
  context: EmitContext,
  operation: Operation,
  names: OperationNames,
  imports: Imports,
): string {
  const { expect } = resultOf(operation);
  const values = valueTexts(context, imports);
  const inPlace = (place: Parameter['in']) =>
    operation.parameters.filter((parameter) => parameter.in === place);
  const fields = [
    `method: ${quoted(operation.method)}`,
    `path: ${pathText(operation, names, values, imports)}`,
    ...valuesText('query', inPlace('query'), names, values, imports),
    ...valuesText('headers', inPlace('header'), names, values, imports),
    ...valuesText('cookies', inPlace('cookie'), names, values, imports),
    ...(operation.body ? [`body: ${bodyText(operation.body, names, values, imports)}`] : []),
    ...(expect === 'json' ? [] : [`expect: ${quoted(expect)}`]),
    ...readerTexts(context, operation, imports),
    ...(operation.security.kind === 'none' ? [`auth: 'none'`] : []),
  ];
  return `{ ${fields.join(', ')} }`;
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
  const parts = operation.path.map((part) => {
    if (part.kind === 'text') return part.text.replace(/[\\`]|\$\{/g, '\\$&');
    const parameter = byName.get(part.wireName);
    if (parameter === undefined)
      throw new Error(`${operation.id} has no path parameter '${part.wireName}'`);
    return `\${${styledText(parameter, argumentName(parameter, names), values, imports)}}`;
  });
  return `${imports.value('path', RUNTIME)}\`${parts.join('')}\``;
}

function valuesText(
  field: string,
  parameters: readonly Parameter[],
  names: OperationNames,
  values: ValueTexts,
  imports: Imports,
): readonly string[] {
  if (parameters.length === 0) return [];
  const entries = parameters.map((parameter) => {
    const value = access('params', argumentName(parameter, names));
    return `${propertyKey(parameter.wireName)}: ${styledText(parameter, value, values, imports)}`;
  });
  return [`${field}: { ${entries.join(', ')} }`];
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
        ? `${imports.value('jsonText', CODECS)}(${value})`
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
