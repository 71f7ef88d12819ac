import { getArguments, hasInlineBody } from '../model/arguments.js';
import type { Operation, RequestBody } from '../model/model.js';
import { getResult } from '../model/result.js';
import type { OperationNames } from '../naming/names.js';
import { defined } from '../util/defined.js';
import { getArgumentName, getOperationNames, type EmitContext } from './context.js';
import { printPagination } from './pagination.js';
import { printType } from './print-type.js';
import { printValueType } from './request-bodies.js';
import { printRequest } from './requests.js';
import { printStreamFormat } from './responses.js';
import { MODELS, RUNTIME, type Imports, type Parameter } from './structures.js';
import { createTypeOptions } from './type-options.js';

/** An operation as a method and as a function, which has the client as an additional first parameter. */
export interface Signature {
  readonly names: OperationNames;
  readonly parameters: readonly Parameter[];
  readonly returnType: string;
  /** Prints the call that both return. The imports receive the values that it uses. */
  readonly printCall: (client: string, imports: Imports) => string;
}

/**
 * Creates the signature of an operation.
 *
 * @param imports Receives the types that the signature refers to.
 */
export function createSignature(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): Signature {
  const names = getOperationNames(context, operation);
  const parameters = createParameters(context, operation, names, imports);
  return { names, parameters, ...createCall(context, operation, names, imports) };
}

/** The name of the argument that is the body. */
export const BODY_ARGUMENT = 'body';

function createParameters(
  context: EmitContext,
  operation: Operation,
  names: OperationNames,
  imports: Imports,
): readonly Parameter[] {
  const { path, body, params } = getArguments(operation);
  const parameters: Parameter[] = path.map((parameter) => ({
    name: getArgumentName(parameter, names),
    type: printType(parameter.type, createTypeOptions(context, 'request', imports, MODELS)),
  }));
  if (body !== undefined) {
    const type = hasInlineBody(operation) ? names.bodyType : printBodyType(context, body, imports);
    // An argument may only be left out when all that follow may be.
    parameters.push(
      params?.required && !body.required
        ? { name: BODY_ARGUMENT, type: `${type} | undefined` }
        : { name: BODY_ARGUMENT, type, hasQuestionToken: !body.required },
    );
  }
  if (params !== undefined)
    parameters.push({
      name: 'params',
      type: names.paramsType,
      ...defined({ initializer: params.required ? undefined : '{}' }),
    });
  parameters.push({
    name: 'options',
    type: imports.type(getOptionsType(operation), RUNTIME),
    hasQuestionToken: true,
  });
  return parameters;
}

/** Prints the type of a body that is an argument. */
export function printBodyType(context: EmitContext, body: RequestBody, imports: Imports): string {
  return printValueType(body.contents[0], createTypeOptions(context, 'request', imports, MODELS));
}

/** The type of a call's options. */
function getOptionsType(operation: Operation): string {
  const { stream } = getResult(operation);
  if (stream === undefined) return 'RequestOptions';
  return stream.encoding === 'events' ? 'EventStreamOptions' : 'StreamOptions';
}

function createCall(
  context: EmitContext,
  operation: Operation,
  names: OperationNames,
  imports: Imports,
): Pick<Signature, 'returnType' | 'printCall'> {
  const result = printResult(context, operation, imports);
  const { pagination } = operation;
  const { stream } = getResult(operation);
  const print = (values: Imports) => printRequest(context, operation, names, values);
  if (stream !== undefined)
    return {
      returnType: `${imports.type('StreamPromise', RUNTIME)}<${result}>`,
      printCall: (client, values) =>
        `${values.value('callStream', RUNTIME)}(${client}, ${print(values)}, ${printStreamFormat(stream, values)}, options)`,
    };
  if (pagination === undefined)
    return {
      returnType: `${imports.type('ApiPromise', RUNTIME)}<${result}>`,
      printCall: (client, values) => `${client}.call(${print(values)}, options)`,
    };
  const item = printType(pagination.item, createTypeOptions(context, 'response', imports, MODELS));
  return {
    returnType: `${imports.type('PagedPromise', RUNTIME)}<${result}, ${item}>`,
    printCall: (client, values) =>
      `${values.value('callPaged', RUNTIME)}(${client}, ${print(values)}, ${printPagination(context, operation, pagination, values)}, options)`,
  };
}

function printResult(context: EmitContext, operation: Operation, imports: Imports): string {
  const { type, maybeEmpty, stream } = getResult(operation);
  if (type === undefined) return 'void';
  const text = printType(type, createTypeOptions(context, 'response', imports, MODELS));
  return maybeEmpty && !stream && text !== 'unknown' ? `${text} | undefined` : text;
}
