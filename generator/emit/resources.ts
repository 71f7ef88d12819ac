import type { Operation, Service } from '../model/model.js';
import { getResult } from '../model/result.js';
import { getErrorType, hasParams, isSuccess } from '../model/walk.js';
import type { OperationNames, ServiceNames } from '../naming/names.js';
import { defined } from '../util/defined.js';
import {
  getArgumentName,
  getOperationNames,
  getServiceNames,
  type EmitContext,
} from './context.js';
import { createDocsComment, LOCATION_NAMES, printParamTag, toCode, toDocs } from './jsdoc.js';
import { printPagination } from './pagination.js';
import { printProperties, printType } from './print-type.js';
import { createBodyProperties, groupByType } from './request-bodies.js';
import { printRequest } from './requests.js';
import { printStreamFormat } from './responses.js';
import {
  createSourceFile,
  createTypeAlias,
  Imports,
  KIND,
  MODELS,
  RUNTIME,
  toPropertyKey,
  type EmittedFile,
  type Parameter,
  type PropertySignature,
  type Statement,
} from './structures.js';
import { createTypeOptions } from './type-options.js';

/** Emits `src/resources/`: a file for each service, with its types, functions and class. */
export function emitResources(context: EmitContext): ReadonlyMap<string, EmittedFile> {
  const files = new Map<string, EmittedFile>();
  const exports: Statement[] = [];
  for (const service of context.model.services) {
    const { fileName } = getServiceNames(context, service);
    files.set(`src/resources/${fileName}.ts`, emitResource(context, service));
    exports.push({ kind: KIND.ExportDeclaration, moduleSpecifier: `./${fileName}.js` });
  }
  const statements = exports.length > 0 ? exports : ['export {};'];
  files.set('src/resources/index.ts', createSourceFile(context.header, new Imports(), statements));
  return files;
}

/** Emits the file of one service. */
export function emitResource(context: EmitContext, service: Service): EmittedFile {
  const names = getServiceNames(context, service);
  const imports = new Imports();
  const statements = createServiceStatements(context, service, names, imports);
  return createSourceFile(context.header, imports, statements);
}

/** The signature of an operation. The function has the client as an additional first parameter. */
interface Signature {
  readonly names: OperationNames;
  readonly parameters: readonly Parameter[];
  readonly returnType: string;
  readonly docs: string[];
  /** The expression that the function returns. */
  readonly call: string;
}

function createServiceStatements(
  context: EmitContext,
  service: Service,
  names: ServiceNames,
  imports: Imports,
): readonly Statement[] {
  const signatures = service.operations.map((operation) =>
    createSignature(context, operation, imports),
  );
  const types = service.operations.flatMap((operation) =>
    createOperationTypes(context, operation, imports),
  );
  imports.type('ApiCaller', RUNTIME);
  return [...types, ...signatures.map(createFunction), createClass(service, names, signatures)];
}

/**
 * Creates the signature of an operation.
 *
 * @param imports Receives what the signature refers to.
 */
export function createSignature(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): Signature {
  const names = getOperationNames(context, operation);
  const options = createTypeOptions(context, 'request', imports, MODELS);
  const parameters: Parameter[] = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .map((parameter) => ({
      name: getArgumentName(parameter, names),
      type: printType(parameter.type, options),
    }));
  if (hasParams(operation))
    parameters.push({
      name: 'params',
      type: names.paramsType,
      ...defined({ initializer: isParamsOptional(operation) ? '{}' : undefined }),
    });
  parameters.push({
    name: 'options',
    type: imports.type(getOptionsType(operation), RUNTIME),
    hasQuestionToken: true,
  });
  const docs = createOperationDocs(operation, names);
  return { names, parameters, docs, ...printCall(context, operation, names, imports) };
}

/** The type of a call's options. */
function getOptionsType(operation: Operation): string {
  const { stream } = getResult(operation);
  if (stream === undefined) return 'RequestOptions';
  return stream.encoding === 'events' ? 'EventStreamOptions' : 'StreamOptions';
}

function printCall(
  context: EmitContext,
  operation: Operation,
  names: OperationNames,
  imports: Imports,
): Pick<Signature, 'returnType' | 'call'> {
  const result = printResult(context, operation, imports);
  const request = printRequest(context, operation, names, imports);
  const { pagination } = operation;
  const { stream } = getResult(operation);
  if (stream !== undefined)
    return {
      returnType: `${imports.type('StreamPromise', RUNTIME)}<${result}>`,
      call: `${imports.value('callStream', RUNTIME)}(client, ${request}, ${printStreamFormat(stream, imports)}, options)`,
    };
  if (pagination === undefined) {
    const returnType = `${imports.type('ApiPromise', RUNTIME)}<${result}>`;
    return { returnType, call: `client.call(${request}, options)` };
  }
  const item = printType(pagination.item, createTypeOptions(context, 'response', imports, MODELS));
  return {
    returnType: `${imports.type('PagedPromise', RUNTIME)}<${result}, ${item}>`,
    call: `${imports.value('callPaged', RUNTIME)}(client, ${request}, ${printPagination(context, operation, pagination, imports)}, options)`,
  };
}

function printResult(context: EmitContext, operation: Operation, imports: Imports): string {
  const { type, maybeEmpty, stream } = getResult(operation);
  if (type === undefined) return 'void';
  const text = printType(type, createTypeOptions(context, 'response', imports, MODELS));
  return maybeEmpty && !stream && text !== 'unknown' ? `${text} | undefined` : text;
}

function isParamsOptional(operation: Operation): boolean {
  return (
    !operation.body?.required &&
    operation.parameters.every((parameter) => parameter.in === 'path' || !parameter.required)
  );
}

function createOperationDocs(operation: Operation, names: OperationNames): string[] {
  const tags = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .flatMap((parameter) => printParamTag(getArgumentName(parameter, names), parameter.docs) ?? []);
  const { description, summary } = operation.responses.find(isSuccess)?.docs ?? {};
  const returned = [description, summary].find(
    (text) => text !== undefined && !DEFAULT_DESCRIPTIONS.has(text.toLowerCase()),
  );
  if (returned !== undefined) tags.push(`@returns ${returned}`);
  return toDocs(
    createDocsComment(operation.docs, {
      notes: [toCode(operation.id)],
      tags,
    }),
  );
}

/** The descriptions that Swashbuckle writes by default. */
const DEFAULT_DESCRIPTIONS = new Set(['ok', 'success', 'no content', 'created', 'accepted']);

function createFunction(signature: Signature): Statement {
  return {
    kind: KIND.Function,
    isExported: true,
    name: signature.names.functionName,
    parameters: [{ name: 'client', type: 'ApiCaller' }, ...signature.parameters],
    returnType: signature.returnType,
    docs: signature.docs,
    statements: [`return ${signature.call};`],
  };
}

function createClass(
  service: Service,
  names: ServiceNames,
  signatures: readonly Signature[],
): Statement {
  const docs = toDocs(createDocsComment(service.docs));
  const defaultDocs = toDocs({
    paragraphs: [`Operations tagged ${toCode(service.wireName)}.`],
  });
  return {
    kind: KIND.Class,
    isExported: true,
    name: names.className,
    docs: docs.length > 0 ? docs : defaultDocs,
    properties: [{ name: '#client', isReadonly: true, type: 'ApiCaller' }],
    ctors: [
      {
        parameters: [{ name: 'client', type: 'ApiCaller' }],
        statements: ['this.#client = client;'],
      },
    ],
    methods: signatures.map((signature) => ({
      name: signature.names.method,
      parameters: [...signature.parameters],
      returnType: signature.returnType,
      docs: signature.docs,
      statements: [
        `return ${signature.names.functionName}(${['this.#client', ...signature.parameters.map(({ name }) => name)].join(', ')});`,
      ],
    })),
  };
}

/** The exported types of an operation: its parameters and its error. */
function createOperationTypes(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly Statement[] {
  const names = getOperationNames(context, operation);
  const statements: Statement[] = [];
  if (hasParams(operation)) statements.push(createParamsType(context, operation, names, imports));
  const error = getErrorType(operation);
  if (error !== undefined) {
    const body = printType(error, createTypeOptions(context, 'response', imports, MODELS));
    statements.push(
      createTypeAlias(names.errorType, `${imports.type('ApiError', RUNTIME)}<${body}>`, []),
    );
  }
  return statements;
}

function createParamsType(
  context: EmitContext,
  operation: Operation,
  names: OperationNames,
  imports: Imports,
): Statement {
  const options = createTypeOptions(context, 'request', imports, MODELS);
  const parameters = operation.parameters.filter((parameter) => parameter.in !== 'path');
  const properties = parameters.map((parameter): PropertySignature => {
    const name = getArgumentName(parameter, names);
    const notes =
      parameter.wireName === name && parameter.in === 'query'
        ? []
        : [`Sent as the ${LOCATION_NAMES[parameter.in]} ${toCode(parameter.wireName)}.`];
    return {
      name: toPropertyKey(name),
      type: printType(parameter.type, options),
      hasQuestionToken: !parameter.required,
      docs: toDocs(createDocsComment(parameter.docs, { notes })),
    };
  });
  const { body } = operation;
  const groups = body ? groupByType(body) : [];
  const [only = [], ...choices] = groups.map((group) =>
    body ? createBodyProperties(group, body, names, options) : [],
  );
  if (choices.length === 0)
    return {
      kind: KIND.Interface,
      isExported: true,
      name: names.paramsType,
      properties: [...properties, ...only],
    };
  // The media type decides the type of the body.
  const choice = [only, ...choices].map(printProperties).join(' | ');
  const type = properties.length === 0 ? choice : `${printProperties(properties)} & (${choice})`;
  return createTypeAlias(names.paramsType, type, []);
}
