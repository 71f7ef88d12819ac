import { getArguments, groupByType, hasInlineBody } from '../model/arguments.js';
import type { Operation } from '../model/model.js';
import { hasContentType } from '../model/request-body.js';
import { getResult } from '../model/result.js';
import type { OperationNames } from '../naming/names.js';
import { getArgumentName, getOperationNames, type EmitContext } from './context.js';
import { printPagination } from './pagination.js';
import { printType } from './print-type.js';
import { BODY_ARGUMENT, printMediaTypeLiteral, printValueType } from './request-bodies.js';
import { printRequest } from './requests.js';
import { printStreamFormat } from './responses.js';
import { MODELS, RUNTIME, type Imports, type Parameter } from './structures.js';
import { createTypeOptions } from './type-options.js';

/** An operation as a method and as a function, which has the client as an additional first parameter. */
export interface Signature {
  readonly names: OperationNames;
  readonly parameters: readonly Parameter[];
  /** The parameters for each type that the body may have; one list where it has one type, or there is no body. */
  readonly choices: readonly (readonly Parameter[])[];
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
  const choices = createChoices(context, operation, names, imports);
  const parameters = combineChoices(choices, getArguments(operation).path.length);
  return { names, parameters, choices, ...createCall(context, operation, names, imports) };
}

/** The parameters for each type that the body may have. */
function createChoices(
  context: EmitContext,
  operation: Operation,
  names: OperationNames,
  imports: Imports,
): readonly (readonly Parameter[])[] {
  const types = createTypeOptions(context, 'request', imports, MODELS);
  const { path, body, params } = getArguments(operation);
  const inPath = path.map((parameter) => ({
    name: getArgumentName(parameter, names),
    type: printType(parameter.type, types),
  }));
  const options = imports.type(getOptionsType(operation), RUNTIME);
  if (body === undefined)
    return [
      [
        ...inPath,
        ...(params ? [createParam('params', names.paramsType, params.required)] : []),
        createParam('options', options, false),
      ],
    ];
  return groupByType(body).map(({ contents, isDefault }) => {
    const type =
      isDefault && hasInlineBody(operation) ? names.bodyType : printValueType(contents[0], types);
    const chosen = hasContentType(body)
      ? contents.map(printMediaTypeLiteral).join(' | ')
      : undefined;
    const isRequired = body.required || !isDefault;
    // An argument can only be left out if all that follow can be.
    const isFollowed = params?.required === true || !isDefault;
    return [
      ...inPath,
      isFollowed && !isRequired
        ? { name: BODY_ARGUMENT, type: `${type} | undefined` }
        : createParam(BODY_ARGUMENT, type, isRequired),
      ...(params
        ? [
            isFollowed && !params.required
              ? { name: 'params', type: `${names.paramsType} | undefined` }
              : createParam('params', names.paramsType, params.required),
          ]
        : []),
      createParam(
        'options',
        chosen === undefined
          ? options
          : `${options} & { contentType${isDefault ? '?' : ''}: ${chosen} }`,
        !isDefault,
      ),
    ];
  });
}

function createParam(name: string, type: string, required: boolean): Parameter {
  return { name, type, hasQuestionToken: !required };
}

/**
 * Where the body has one type, an optional params object has a default. Where it has several, what follows the path is
 * one of several lists.
 */
function combineChoices(
  choices: readonly (readonly Parameter[])[],
  pathLength: number,
): readonly Parameter[] {
  const [first = [], ...others] = choices;
  if (others.length === 0)
    return first.map((parameter) =>
      parameter.name === 'params' && parameter.hasQuestionToken
        ? { name: 'params', type: parameter.type, initializer: '{}' }
        : parameter,
    );
  const lists = choices.map((parameters) => {
    const elements = parameters
      .slice(pathLength)
      .map(({ name, type, hasQuestionToken }) => `${name}${hasQuestionToken ? '?' : ''}: ${type}`);
    return `[${elements.join(', ')}]`;
  });
  const names = first.slice(pathLength).map(printName);
  return [
    ...first.slice(0, pathLength),
    { name: `[${names.join(', ')}]`, type: lists.join(' | '), isRestParameter: true },
  ];
}

/** Prints a parameter's name, with the default of an optional params object. */
export function printName({ name, hasQuestionToken }: Parameter): string {
  return name === 'params' && hasQuestionToken ? 'params = {}' : name;
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
