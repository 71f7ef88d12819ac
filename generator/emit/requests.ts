import type { Operation, Parameter, ServerVariable } from '../model/model.js';
import { getReservedHelper, getStyleCall } from '../model/parameter-style.js';
import { getResult } from '../model/result.js';
import { getErrorType } from '../model/walk.js';
import type { OperationNames } from '../naming/names.js';
import { getArgumentName, type ClientServer, type EmitContext } from './context.js';
import { printAuth } from './credentials.js';
import { printBody } from './request-bodies.js';
import { createValuePrinter, printDecoder, type ValuePrinter } from './value-printer.js';
import { printReader } from './responses.js';
import {
  escapeTemplate,
  RUNTIME,
  RUNTIME_CODECS,
  RUNTIME_TEMPORAL,
  toPropertyAccess,
  toPropertyKey,
  toStringLiteral,
  type Imports,
} from './structures.js';

/**
 * Prints the `ApiRequest` that describes a request to the runtime. One with arguments is built by a function, so that
 * what is wrong with an argument rejects the call instead of throwing; so is one that needs `Temporal`.
 */
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
    ...(operation.body ? [`body: ${printBody(operation.body, values, imports)}`] : []),
    ...printReader(getResult(operation), imports),
    ...printDecoders(context, operation, imports),
    ...printAuth(context.credentials, operation),
    ...printServer(context.servers.get(operation.id), imports),
  ];
  const request = `{ ${fields.join(', ')} }`;
  const mayThrow =
    operation.parameters.length > 0 || operation.body || needsTemporal(context, operation);
  return mayThrow ? `() => (${request})` : request;
}

function printServer(server: ClientServer | undefined, imports: Imports): readonly string[] {
  if (server === undefined) return [];
  const { baseUrl, variables } = server;
  const defaults = variables ? [printVariableDefaults(variables)] : [];
  return [
    `server: ${imports.value('ownServer', RUNTIME)}(${[toStringLiteral(baseUrl), ...defaults].join(', ')})`,
  ];
}

/** Prints the defaults of a server's variables, by name. */
export function printVariableDefaults(variables: readonly ServerVariable[]): string {
  return `{ ${variables.map((each) => `${toPropertyKey(each.name)}: ${toStringLiteral(each.default)}`).join(', ')} }`;
}

function printPath(
  operation: Operation,
  names: OperationNames,
  values: ValuePrinter,
  imports: Imports,
): string {
  const byName = new Map(
    operation.parameters
      .filter((parameter) => parameter.in === 'path')
      .map((parameter) => [parameter.wireName, parameter]),
  );
  const [only, ...others] = operation.path;
  if (only?.kind === 'text' && others.length === 0) return toStringLiteral(only.text);
  const parts = operation.path.map((part) => {
    if (part.kind === 'text') return escapeTemplate(part.text);
    const parameter = byName.get(part.wireName);
    if (parameter === undefined)
      throw new Error(`${operation.id} has no path parameter '${part.wireName}'`);
    const name = getArgumentName(parameter, names);
    const value = printStyled(parameter, name, values, imports);
    // The name is for the message when the value is missing.
    return `\${{ ${value === name ? name : `${name}: ${value}`} }}`;
  });
  // An argument `path` would hide the import.
  const isHidden = [...byName.values()].some((each) => getArgumentName(each, names) === 'path');
  const tag = imports.value('path', RUNTIME, isHidden ? 'encodePath' : 'path');
  return `${tag}\`${parts.join('')}\``;
}

function printQuery(
  operation: Operation,
  names: OperationNames,
  values: ValuePrinter,
  imports: Imports,
): readonly string[] {
  const whole = operation.parameters.find(({ in: location }) => location === 'querystring');
  if (whole !== undefined) {
    const value = toPropertyAccess('params', getArgumentName(whole, names));
    return [`query: ${printWholeQuery(whole, value, values, imports)}`];
  }
  const entries = printEntries(operation, 'query', names, values, imports);
  return entries.length === 0 ? [] : [`query: ${printHelperCall('toQuery', entries, imports)}`];
}

/** A query of which one value is the whole (OpenAPI 3.2, section 4.12.1): as JSON, as a form, or the caller's text. */
function printWholeQuery(
  { type, style }: Parameter,
  value: string,
  values: ValuePrinter,
  imports: Imports,
): string {
  return style === 'json'
    ? `${imports.value('jsonQuery', RUNTIME)}(${values.json(type, value)})`
    : `${imports.value('formQuery', RUNTIME)}(${values.text(type, value)})`;
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
  location: Parameter['in'],
  names: OperationNames,
  values: ValuePrinter,
  imports: Imports,
): readonly string[] {
  const parameters = operation.parameters.filter((parameter) => parameter.in === location);
  return parameters.map((parameter) => {
    const value = toPropertyAccess('params', getArgumentName(parameter, names));
    return `${toPropertyKey(parameter.wireName)}: ${printStyled(parameter, value, values, imports)}`;
  });
}

/** Prints a parameter's value in its style, with its reserved characters as they are where that is declared. */
function printStyled(
  parameter: Parameter,
  argument: string,
  values: ValuePrinter,
  imports: Imports,
): string {
  const styled = printInStyle(parameter, argument, values, imports);
  const helper = getReservedHelper(parameter);
  return helper === undefined ? styled : `${imports.value(helper, RUNTIME)}(${styled})`;
}

/** In most styles a scalar needs no conversion. */
function printInStyle(
  parameter: Parameter,
  argument: string,
  values: ValuePrinter,
  imports: Imports,
): string {
  const isJson = parameter.style === 'json';
  const value = isJson
    ? values.json(parameter.type, argument)
    : values.text(parameter.type, argument);
  const call = getStyleCall(parameter);
  if (call === undefined) return value;
  const rest = call.rest.map((each) => (each === true ? 'true' : toStringLiteral(each)));
  const exact =
    isJson && values.isExact(parameter.type)
      ? [imports.value('exactJsonText', RUNTIME_CODECS)]
      : [];
  return `${imports.value(call.helper, RUNTIME)}(${[value, ...rest, ...exact].join(', ')})`;
}

/** Prints `decode` and `decodeError` of an `ApiRequest`, for responses whose values or names are converted. */
function printDecoders(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly string[] {
  const { type } = getResult(operation);
  const error = getErrorType(operation);
  const decoder = type && printDecoder(context, type, imports, 'decoder');
  const decode =
    decoder && needsTemporal(context, operation)
      ? `${imports.value('withTemporal', RUNTIME_TEMPORAL)}(${decoder})`
      : decoder;
  const decodeError = error && printDecoder(context, error, imports, 'errorDecoder');
  return [
    ...(decode ? [`decode: ${decode}`] : []),
    ...(decodeError ? [`decodeError: ${decodeError}`] : []),
  ];
}

/** Whether the data of a response has values of Temporal. */
function needsTemporal(context: EmitContext, operation: Operation): boolean {
  const { type } = getResult(operation);
  return type !== undefined && context.codecs.getDifferences(type).temporal;
}

/** The runtime compares pages as text; `JSON.stringify` does not support `bigint`. */
export function printPageText(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly string[] {
  const { pagination } = operation;
  if (pagination === undefined || !context.codecs.getDifferences(pagination.item).longs) return [];
  return [`toText: ${imports.value('exactJsonText', RUNTIME_CODECS)}`];
}
