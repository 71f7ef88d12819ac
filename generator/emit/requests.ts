import type { Operation, Parameter, RequestBody, TypeRef } from '../model/model.js';
import { unreachable } from '../model/types.js';
import { parameterKey, type OperationNames } from '../naming/names.js';
import type { Imports } from './imports.js';
import { access, propertyKey, quoted } from './literals.js';
import { resultOf } from './results.js';

const RUNTIME = '../runtime/index.js';

/** The object literal that describes one request to the runtime: an `ApiRequest`. */
export function requestText(operation: Operation, names: OperationNames, imports: Imports): string {
  const { expect } = resultOf(operation);
  const inPlace = (place: Parameter['in']) =>
    operation.parameters.filter((parameter) => parameter.in === place);
  const fields = [
    `method: ${quoted(operation.method)}`,
    `path: ${pathText(operation, names, imports)}`,
    ...valuesText('query', inPlace('query'), names, imports),
    ...valuesText('headers', inPlace('header'), names, imports),
    ...valuesText('cookies', inPlace('cookie'), names, imports),
    ...(operation.body ? [`body: ${bodyText(operation.body, names, imports)}`] : []),
    ...(expect === 'json' ? [] : [`expect: ${quoted(expect)}`]),
    ...(operation.security.kind === 'none' ? [`auth: 'none'`] : []),
  ];
  return `{ ${fields.join(', ')} }`;
}

function pathText(operation: Operation, names: OperationNames, imports: Imports): string {
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
    return `\${${styledText(parameter, argumentName(parameter, names), imports)}}`;
  });
  return `${imports.value('path', RUNTIME)}\`${parts.join('')}\``;
}

function valuesText(
  field: string,
  parameters: readonly Parameter[],
  names: OperationNames,
  imports: Imports,
): readonly string[] {
  if (parameters.length === 0) return [];
  const entries = parameters.map((parameter) => {
    const value = access('params', argumentName(parameter, names));
    return `${propertyKey(parameter.wireName)}: ${styledText(parameter, value, imports)}`;
  });
  return [`${field}: { ${entries.join(', ')} }`];
}

/** The value in its style; a scalar reads the same in most of them, so it is passed as it is. */
function styledText(parameter: Parameter, value: string, imports: Imports): string {
  const call = (helper: string, ...rest: readonly string[]) =>
    `${imports.value(helper, RUNTIME)}(${[value, ...rest].join(', ')})`;
  const explode = parameter.explode ? ['true'] : [];
  switch (parameter.style) {
    case 'json':
      return call('jsonValue');
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

function bodyText(body: RequestBody, names: OperationNames, imports: Imports): string {
  const value = access('params', names.body);
  const mediaType = (usual: string) => (body.mediaType === usual ? [] : [quoted(body.mediaType)]);
  const call = (helper: string, usual: string) =>
    `${imports.value(helper, RUNTIME)}(${[value, ...mediaType(usual)].join(', ')})`;
  switch (body.encoding) {
    case 'json':
      return call('jsonBody', 'application/json');
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
