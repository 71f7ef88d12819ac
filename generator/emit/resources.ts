import { getArguments, hasInlineBody, type ParamsObject } from '../model/arguments.js';
import type { Operation, Parameter, Service } from '../model/model.js';
import { hasContentType, isSequence } from '../model/request-body.js';
import { isSuccess } from '../model/walk.js';
import type { OperationNames, ServiceNames } from '../naming/names.js';
import {
  getArgumentName,
  getOperationNames,
  getServiceNames,
  type EmitContext,
} from './context.js';
import { createDocsComment, LOCATION_NAMES, printParamTag, toCode, toDocs } from './jsdoc.js';
import { createMembers } from './declarations.js';
import { isEmptyObject, printType } from './print-type.js';
import { BODY_ARGUMENT, describeDefault, printValueType } from './request-bodies.js';
import { createSignature } from './signatures.js';
import {
  createSourceFile,
  createTypeAlias,
  Imports,
  KIND,
  MODELS,
  RUNTIME,
  toPropertyKey,
  type EmittedFile,
  type PropertySignature,
  type Statement,
} from './structures.js';
import { createTypeOptions } from './type-options.js';

/** Emits `src/resources/`: a file for each service, with its class and the types that its methods take. */
export function emitResources(context: EmitContext): ReadonlyMap<string, EmittedFile> {
  const files = context.model.services.map((service): [string, EmittedFile] => [
    `src/resources/${getServiceNames(context, service).fileName}.ts`,
    emitResource(context, service),
  ]);
  return new Map([...files, ['src/resources/index.ts', emitIndex(context)]]);
}

/** An index that exports everything from the files of all services. */
export function emitIndex(context: EmitContext, ...first: readonly Statement[]): EmittedFile {
  const statements = [
    ...first,
    ...context.model.services.map((service): Statement => ({
      kind: KIND.ExportDeclaration,
      moduleSpecifier: `./${getServiceNames(context, service).fileName}.js`,
    })),
  ];
  return createSourceFile(
    context.header,
    new Imports(),
    statements.length > 0 ? statements : ['export {};'],
  );
}

/** Emits the file of one service. */
export function emitResource(context: EmitContext, service: Service): EmittedFile {
  const names = getServiceNames(context, service);
  const imports = new Imports();
  const types = service.operations.flatMap((operation) =>
    createArgumentTypes(context, operation, imports),
  );
  const statements = [...types, createClass(context, service, names, imports)];
  return createSourceFile(context.header, imports, statements);
}

function createClass(
  context: EmitContext,
  service: Service,
  names: ServiceNames,
  imports: Imports,
): Statement {
  const client = imports.type('ApiCaller', RUNTIME);
  return {
    kind: KIND.Class,
    isExported: true,
    name: names.className,
    docs: toDocs(createDocsComment(service.docs)),
    properties: [{ name: '#client', isReadonly: true, type: client }],
    ctors: [
      {
        parameters: [{ name: 'client', type: client }],
        statements: ['this.#client = client;'],
      },
    ],
    methods: service.operations.map((operation) => {
      const signature = createSignature(context, operation, imports);
      return {
        name: signature.names.method,
        parameters: [...signature.parameters],
        returnType: signature.returnType,
        docs: createMethodDocs(operation, signature.names),
        statements: [`return ${signature.printCall('this.#client', imports)};`],
      };
    }),
  };
}

function createMethodDocs(operation: Operation, names: OperationNames): string[] {
  const { path, body } = getArguments(operation);
  const { description, summary } = operation.responses.find(isSuccess)?.docs ?? {};
  const returned = [description, summary].find(
    (text) => text !== undefined && !DEFAULT_DESCRIPTIONS.has(text.toLowerCase()),
  );
  const tags = [
    ...path.map((parameter) => printParamTag(getArgumentName(parameter, names), parameter.docs)),
    body && printParamTag(BODY_ARGUMENT, body.docs),
    body && hasContentType(body)
      ? `@param options - \`contentType\` is the media type of the body. Default: ${describeDefault(body)}.`
      : undefined,
    returned === undefined ? undefined : `@returns ${returned}`,
  ].filter((tag) => tag !== undefined);
  return toDocs(createDocsComment(operation.docs, { notes: [toCode(operation.id)], tags }));
}

/** The descriptions that Swashbuckle writes by default. */
const DEFAULT_DESCRIPTIONS = new Set(['ok', 'success', 'no content', 'created', 'accepted']);

/** The types of an operation's params and body, where it has some and the document does not name them. */
function createArgumentTypes(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly Statement[] {
  const { params } = getArguments(operation);
  const names = getOperationNames(context, operation);
  return [
    ...(hasInlineBody(operation) ? [createBodyType(context, operation, names, imports)] : []),
    ...(params ? [createParamsType(context, params, names, imports)] : []),
  ];
}

function createBodyType(
  context: EmitContext,
  operation: Operation,
  names: OperationNames,
  imports: Imports,
): Statement {
  const { body } = getArguments(operation);
  if (body === undefined) throw new Error(`${operation.id} has no body`);
  const [content] = body.contents;
  const options = createTypeOptions(context, 'request', imports, MODELS);
  const { type } = content;
  const isPlain = type.kind === 'object' && !isSequence(content.encoding);
  return isPlain && !isEmptyObject(type, options)
    ? {
        kind: KIND.Interface,
        isExported: true,
        name: names.bodyType,
        ...createMembers(type, options),
      }
    : createTypeAlias(names.bodyType, printValueType(content, options), []);
}

function createParamsType(
  context: EmitContext,
  { parameters }: ParamsObject,
  names: OperationNames,
  imports: Imports,
): Statement {
  const options = createTypeOptions(context, 'request', imports, MODELS);
  const properties = parameters.map((parameter): PropertySignature => {
    const name = getArgumentName(parameter, names);
    return {
      name: toPropertyKey(name),
      type: printType(parameter.type, options),
      hasQuestionToken: !parameter.required,
      docs: toDocs(createDocsComment(parameter.docs, { notes: createWireNote(parameter, name) })),
    };
  });
  return { kind: KIND.Interface, isExported: true, name: names.paramsType, properties };
}

/** How a parameter is sent, where its name in TypeScript does not say it. */
function createWireNote({ in: location, wireName }: Parameter, name: string): readonly string[] {
  return location === 'query' && wireName.toLowerCase() === name.toLowerCase()
    ? []
    : [`Sent as the ${LOCATION_NAMES[location]} ${toCode(wireName)}.`];
}
