import type { Operation } from '../model/model.js';
import { getOperations, isEmptyStatus } from '../model/walk.js';
import { sortedBy } from '../util/order.js';
import {
  getArgumentName,
  getDeclarationNames,
  getOperationNames,
  type EmitContext,
} from './context.js';
import { getDirections, listNamed } from './declarations.js';
import {
  printDeclarationSchema,
  printInterfaceSchema,
  printSchema,
  printTable,
} from './print-schema.js';
import {
  createConstant,
  createSourceFile,
  Imports,
  KIND,
  toPropertyKey,
  type EmittedFile,
  type Statement,
} from './structures.js';
import { getBaseName, getTypeName } from './type-options.js';

const ENTRY = '../runtime/core/conformance.js';
const SCHEMA = '../runtime/internal/conformance/schema.js';
const STANDARD_SCHEMA = '../runtime/internal/conformance/standard-schema.js';
const DATA = './schemas.js';

type Texts = readonly (readonly [name: string, text: string])[];

/** Emits `src/conformance/`: the types of the package as data, and what compares values with them. */
export function emitConformance(context: EmitContext): ReadonlyMap<string, EmittedFile> {
  const definitions = listDefinitions(context);
  return new Map([
    ['src/conformance/schemas.ts', emitSchemas(context, definitions)],
    [
      'src/conformance/index.ts',
      emitIndex(
        context,
        definitions.map(([name]) => name),
      ),
    ],
  ]);
}

function emitSchemas(context: EmitContext, definitions: Texts): EmittedFile {
  const imports = new Imports();
  const createTable = (name: string, type: string, entries: Texts, docs: string) =>
    createConstant({ name, type: imports.type(type, SCHEMA), initializer: printTable(entries) }, [
      docs,
    ]);
  return createSourceFile(context.header, imports, [
    createTable(
      'definitions',
      'Definitions',
      definitions,
      'The types as they are on the wire, in JSON Schema 2020-12.',
    ),
    createTable(
      'responses',
      'ResponseSchemas',
      listResponses(context),
      'The JSON that operations respond with, by status.',
    ),
  ]);
}

/** A schema for each type that the package exports. */
function listDefinitions(context: EmitContext): Texts {
  return listNamed(context).flatMap((declaration) =>
    getDirections(declaration).flatMap((direction) => {
      const names = getDeclarationNames(context, declaration.id);
      const options = { ...context, direction };
      const base = getBaseName(names, direction);
      const name = getTypeName(names, direction);
      return [
        [name, printDeclarationSchema(declaration, options)] as const,
        ...(declaration.kind === 'interface' && base !== name
          ? [[base, printInterfaceSchema(declaration, options)] as const]
          : []),
      ];
    }),
  );
}

/** By method and path, as middleware sees them. */
function listResponses(context: EmitContext): Texts {
  const entries = getOperations(context.model)
    // Its responses have no body.
    .filter(({ method }) => method !== 'HEAD')
    .map(
      (operation) => [getCallName(context, operation), listStatuses(context, operation)] as const,
    )
    .filter(([, statuses]) => statuses.length > 0);
  return sortedBy(entries, ([name]) => name).map(([name, statuses]) => [
    name,
    printTable(statuses),
  ]);
}

/** With the names of arguments in the path, in place of those in the document. */
function getCallName(context: EmitContext, operation: Operation): string {
  const names = getOperationNames(context, operation);
  const parts = operation.path.map((part) => {
    if (part.kind === 'text') return part.text;
    const parameter = operation.parameters.find(
      ({ in: location, wireName }) => location === 'path' && wireName === part.wireName,
    );
    return `{${parameter ? getArgumentName(parameter, names) : part.wireName}}`;
  });
  return `${operation.method} ${parts.join('')}`;
}

const JSON_ENCODINGS: ReadonlySet<string> = new Set(['json', 'jsonOrText', 'byContentType']);

/** The statuses whose bodies are JSON; where one stands for several, also those that it does not stand for. */
function listStatuses(context: EmitContext, { responses }: Operation): Texts {
  const options = { ...context, direction: 'response' } as const;
  const all = responses.map(({ status, body }) => {
    const isJson = body && JSON_ENCODINGS.has(body.encoding) && !isEmptyStatus(status);
    return [status, isJson ? printSchema(body.type, options) : 'true'] as const;
  });
  const isKnown = ([, schema]: readonly [string, string]) => schema !== 'true';
  const hasRange = all.some((entry) => isKnown(entry) && !/^\d+$/.test(entry[0]));
  return hasRange ? all : all.filter(isKnown);
}

function emitIndex({ header }: EmitContext, names: readonly string[]): EmittedFile {
  const imports = new Imports();
  const options = imports.type('CheckResponsesOptions', ENTRY);
  const check = imports.type('ResponseCheck', ENTRY);
  const createCheck = imports.value('createResponseCheck', ENTRY);
  const createSchemas = imports.value('createStandardSchemas', STANDARD_SCHEMA);
  const definitions = imports.value('definitions', DATA);
  const responses = imports.value('responses', DATA);
  const models: Statement = {
    kind: KIND.ImportDeclaration,
    isTypeOnly: true,
    namespaceImport: 'models',
    moduleSpecifier: '../models/index.js',
  };
  return createSourceFile(header, imports, [
    // A document may declare no type with a name.
    ...(names.length > 0 ? [models] : []),
    createExport(['ResponseMismatchError'], ENTRY, false),
    createExport(['CheckResponsesOptions', 'ResponseCheck', 'ResponseMismatch'], ENTRY, true),
    createExport(['StandardSchema'], STANDARD_SCHEMA, true),
    {
      kind: KIND.Interface,
      isExported: true,
      name: 'Types',
      docs: ['The types of this package, by name.'],
      properties: names.map((name) => ({ name: toPropertyKey(name), type: `models.${name}` })),
    },
    createConstant(
      { name: 'schemas', initializer: `/* @__PURE__ */ ${createSchemas}<Types>(${definitions})` },
      [
        'A Standard Schema (https://standardschema.dev) for each type. Each checks values as a program has them.',
      ],
    ),
    {
      kind: KIND.Function,
      isExported: true,
      name: 'checkResponses',
      parameters: [{ name: 'options', type: options, initializer: '{}' }],
      returnType: check,
      docs: [
        'Creates middleware that compares the JSON of each response with what the API declares, after the caller has it.\n\n@param options What happens with mismatches; without it they are counted.',
      ],
      statements: [`return ${createCheck}(${definitions}, ${responses}, options);`],
    },
  ]);
}

function createExport(names: readonly string[], from: string, isTypeOnly: boolean): Statement {
  return {
    kind: KIND.ExportDeclaration,
    isTypeOnly,
    moduleSpecifier: from,
    namedExports: [...names],
  };
}
