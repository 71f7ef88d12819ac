import type { Operation, Service } from '../model/model.js';
import { hasParams } from '../model/walk.js';
import type { OperationNames, ServiceNames } from '../naming/names.js';
import { typeScope, type EmitContext } from './scope.js';
import { Imports } from './imports.js';
import { commentText, docsComment, paramTag } from './jsdoc.js';
import { typeStatements } from './operation-types.js';
import { pagingText } from './pagination.js';
import { operationNames, serviceNames } from './planned-names.js';
import { argumentName, requestText } from './requests.js';
import { resultOf } from './results.js';
import {
  KIND,
  sourceFile,
  type EmittedFile,
  type Parameter,
  type Statement,
} from './structures.js';
import { typeText } from './type-text.js';

const RUNTIME = '../runtime/index.js';
const MODELS = '../models/';

/** `src/resources/`: a file a service, with its functions, its class, and the types of what they take. */
export function resourceFiles(context: EmitContext): ReadonlyMap<string, EmittedFile> {
  const files = new Map<string, EmittedFile>();
  const exports: Statement[] = [];
  for (const service of context.model.services) {
    const { fileName } = serviceNames(context, service);
    files.set(`src/resources/${fileName}.ts`, resourceFile(context, service));
    exports.push({ kind: KIND.ExportDeclaration, moduleSpecifier: `./${fileName}.js` });
  }
  const statements = exports.length > 0 ? exports : ['export {};'];
  files.set('src/resources/index.ts', sourceFile(context.header, new Imports(), statements));
  return files;
}

/** The file of one service. */
export function resourceFile(context: EmitContext, service: Service): EmittedFile {
  const names = serviceNames(context, service);
  const imports = new Imports();
  const statements = serviceStatements(context, service, names, imports);
  return sourceFile(context.header, imports, statements);
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

function serviceStatements(
  context: EmitContext,
  service: Service,
  names: ServiceNames,
  imports: Imports,
): readonly Statement[] {
  const signatures = service.operations.map((operation) =>
    signatureOf(context, operation, imports),
  );
  const types = service.operations.flatMap((operation) =>
    typeStatements(context, operation, imports),
  );
  imports.type('ApiCaller', RUNTIME);
  return [
    ...types,
    ...signatures.map(functionStatement),
    classStatement(service, names, signatures),
  ];
}

/** @param imports The file's: it imports what the signature names. */
export function signatureOf(
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
  const names = operationNames(context, operation);
  const scope = typeScope(context, 'request', imports, MODELS);
  const path = operation.parameters.filter((parameter) => parameter.in === 'path');
  const parameters: Parameter[] = path.map((parameter) => ({
    name: argumentName(parameter, names),
    type: typeText(parameter.type, scope),
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
  const docs = operationDocs(operation, names);
  const call = callText(context, operation, names, imports);
  return { signature: { names, parameters, docs, ...call }, imports };
}

function callText(
  context: EmitContext,
  operation: Operation,
  names: OperationNames,
  imports: Imports,
): Pick<Signature, 'returnType' | 'call'> {
  const result = resultText(context, operation, imports);
  const request = requestText(context, operation, names, imports);
  const { pagination } = operation;
  if (pagination === undefined) {
    const returnType = `${imports.type('ApiPromise', RUNTIME)}<${result}>`;
    return { returnType, call: `client.call(${request}, options)` };
  }
  const item = typeText(pagination.item, typeScope(context, 'response', imports, MODELS));
  return {
    returnType: `${imports.type('PagedPromise', RUNTIME)}<${result}, ${item}>`,
    call: `${imports.value('callPaged', RUNTIME)}(client, ${request}, ${pagingText(context, operation, pagination, imports)}, options)`,
  };
}

function resultText(context: EmitContext, operation: Operation, imports: Imports): string {
  const { type, maybeEmpty } = resultOf(operation);
  if (type === undefined) return 'void';
  const text = typeText(type, typeScope(context, 'response', imports, MODELS));
  return maybeEmpty && text !== 'unknown' ? `${text} | undefined` : text;
}

function isParamsOptional(operation: Operation): boolean {
  return (
    !operation.body?.required &&
    operation.parameters.every((parameter) => parameter.in === 'path' || !parameter.required)
  );
}

function operationDocs(operation: Operation, names: OperationNames): string[] {
  const described = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .flatMap((parameter) => paramTag(argumentName(parameter, names), parameter.docs) ?? []);
  const returned = operation.responses.find((response) => response.status.startsWith('2'))?.docs
    .description;
  const tags = [...described];
  if (returned && !MEANINGLESS.has(returned.toLowerCase())) tags.push(`@returns ${returned}`);
  const comment = commentText(
    docsComment(operation.docs, { paragraphs: [`\`${operation.id.replaceAll('`', "'")}\``], tags }),
  );
  return comment === undefined ? [] : [comment];
}

/** What Swashbuckle prints where nobody wrote anything. */
const MEANINGLESS = new Set(['ok', 'success', 'no content', 'created', 'accepted']);

function functionStatement(signature: Signature): Statement {
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

function classStatement(
  service: Service,
  names: ServiceNames,
  signatures: readonly Signature[],
): Statement {
  const comment =
    commentText(docsComment(service.docs)) ??
    commentText({
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
