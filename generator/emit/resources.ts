import type { Operation, Service } from '../model/model.js';
import { getErrorType, hasParams } from '../model/walk.js';
import type { OperationNames, ServiceNames } from '../naming/names.js';
import { getOperationNames, getServiceNames } from './context.js';
import { createDocsComment, printComment, printParamTag } from './jsdoc.js';
import { printPagination } from './pagination.js';
import { printType } from './print-type.js';
import { getArgumentName, getResult, printRequest } from './requests.js';
import {
  Imports,
  KIND,
  createSourceFile,
  createTypeAlias,
  toPropertyKey,
  type EmittedFile,
  type Parameter,
  type Statement,
} from './structures.js';
import { createTypeOptions, type EmitContext } from './type-options.js';

const RUNTIME = '../runtime/index.js';
const MODELS = '../models/';

/** `src/resources/`: a file a service, with its functions, its class, and the types of what they take. */
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

/** The file of one service. */
export function emitResource(context: EmitContext, service: Service): EmittedFile {
  const names = getServiceNames(context, service);
  const imports = new Imports();
  const statements = createServiceStatements(context, service, names, imports);
  return createSourceFile(context.header, imports, statements);
}

/** How one operation is called; the function and the method differ in the client argument alone. */
export interface Signature {
  readonly names: OperationNames;
  readonly parameters: readonly Parameter[];
  readonly returnType: string;
  readonly docs: string[];
  /** What the function returns. */
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

/** @param imports The file's: it imports what the signature names. */
export function createSignature(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): Signature {
  const known = SIGNATURES.get(context) ?? new Map<Operation, Told>();
  SIGNATURES.set(context, known);
  const told = known.get(operation) ?? toldOf(context, operation);
  known.set(operation, told);
  imports.include(told.imports);
  return told.signature;
}

/** A signature with what it names. */
interface Told {
  readonly signature: Signature;
  readonly imports: Imports;
}

/** A function, a method and the reference all show it: it is made once. */
const SIGNATURES = new WeakMap<EmitContext, Map<Operation, Told>>();

function toldOf(context: EmitContext, operation: Operation): Told {
  const imports = new Imports();
  const names = getOperationNames(context, operation);
  const scope = createTypeOptions(context, 'request', imports, MODELS);
  const path = operation.parameters.filter((parameter) => parameter.in === 'path');
  const parameters: Parameter[] = path.map((parameter) => ({
    name: getArgumentName(parameter, names),
    type: printType(parameter.type, scope),
  }));
  if (hasParams(operation)) {
    const optional = isParamsOptional(operation);
    parameters.push({
      name: 'params',
      type: names.paramsType,
      ...(optional && { initializer: '{}' }),
    });
  }
  parameters.push({
    name: 'options',
    type: imports.type('RequestOptions', RUNTIME),
    hasQuestionToken: true,
  });
  const docs = createOperationDocs(operation, names);
  const call = printCall(context, operation, names, imports);
  return { signature: { names, parameters, docs, ...call }, imports };
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
  const { type, maybeEmpty } = getResult(operation);
  if (type === undefined) return 'void';
  const text = printType(type, createTypeOptions(context, 'response', imports, MODELS));
  return maybeEmpty && text !== 'unknown' ? `${text} | undefined` : text;
}

function isParamsOptional(operation: Operation): boolean {
  return (
    !operation.body?.required &&
    operation.parameters.every((parameter) => parameter.in === 'path' || !parameter.required)
  );
}

function createOperationDocs(operation: Operation, names: OperationNames): string[] {
  const described = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .flatMap((parameter) => printParamTag(getArgumentName(parameter, names), parameter.docs) ?? []);
  const returned = operation.responses.find((response) => response.status.startsWith('2'))?.docs
    .description;
  const tags = [...described];
  if (returned && !MEANINGLESS.has(returned.toLowerCase())) tags.push(`@returns ${returned}`);
  const comment = printComment(
    createDocsComment(operation.docs, {
      paragraphs: [`\`${operation.id.replaceAll('`', "'")}\``],
      tags,
    }),
  );
  return comment === undefined ? [] : [comment];
}

/** What Swashbuckle prints where nobody wrote anything. */
const MEANINGLESS = new Set(['ok', 'success', 'no content', 'created', 'accepted']);

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
  const comment =
    printComment(createDocsComment(service.docs)) ??
    printComment({
      paragraphs: [`Operations tagged \`${service.wireName.replaceAll('`', "'")}\`.`],
    });
  return {
    kind: KIND.Class,
    isExported: true,
    name: names.className,
    docs: comment === undefined ? [] : [comment],
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

/** The types of what an operation takes, and of what it rejects with. */
export function createOperationTypes(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly Statement[] {
  const names = getOperationNames(context, operation);
  const statements: Statement[] = [];
  if (hasParams(operation)) statements.push(createParamsType(context, operation, names, imports));
  const failure = getErrorType(operation);
  if (failure !== undefined) {
    const body = printType(failure, createTypeOptions(context, 'response', imports, MODELS));
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
  const scope = createTypeOptions(context, 'request', imports, MODELS);
  const given = operation.parameters.filter((parameter) => parameter.in !== 'path');
  const properties = given.map((parameter) => {
    const name = getArgumentName(parameter, names);
    const wire =
      parameter.wireName === name && parameter.in === 'query'
        ? []
        : [
            `Sent as the ${LOCATION_NAMES[parameter.in]} \`${parameter.wireName.replaceAll('`', "'")}\`.`,
          ];
    const comment = printComment(createDocsComment(parameter.docs, { paragraphs: wire }));
    return {
      name: toPropertyKey(name),
      type: printType(parameter.type, scope),
      hasQuestionToken: !parameter.required,
      docs: comment === undefined ? [] : [comment],
    };
  });
  if (operation.body) {
    const comment = printComment(createDocsComment(operation.body.docs));
    properties.push({
      name: toPropertyKey(names.body),
      type: printType(operation.body.type, scope),
      hasQuestionToken: !operation.body.required,
      docs: comment === undefined ? [] : [comment],
    });
  }
  return {
    kind: KIND.Interface,
    isExported: true,
    name: names.paramsType,
    properties,
  };
}

const LOCATION_NAMES = {
  path: 'path parameter',
  query: 'query parameter',
  header: 'header',
  cookie: 'cookie',
} as const;
