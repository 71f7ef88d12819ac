import type { Operation, Service } from '../model/model.js';
import { getOperationNames, getServiceNames, type EmitContext } from './context.js';
import { createDocsComment, toDocs } from './jsdoc.js';
import { emitIndex } from './resources.js';
import { createSignature, printName } from './signatures.js';
import {
  createConstant,
  createSourceFile,
  Imports,
  KIND,
  RUNTIME,
  type EmittedFile,
  type Statement,
} from './structures.js';

/** Emits `src/functions/`: the operations as standalone functions, a file for each service, and the smallest client for them. */
export function emitFunctions(context: EmitContext): ReadonlyMap<string, EmittedFile> {
  const files = context.model.services.map((service): [string, EmittedFile] => [
    `src/functions/${getServiceNames(context, service).fileName}.ts`,
    emitServiceFunctions(context, service),
  ]);
  const caller: Statement = {
    kind: KIND.ExportDeclaration,
    moduleSpecifier: '../runtime/core/bare-caller.js',
    namedExports: ['BareCallerError', 'createBareCaller', 'type BareCallerOptions'],
  };
  return new Map([...files, ['src/functions/index.ts', emitIndex(context, caller)]]);
}

/** Emits the file of one service. */
export function emitServiceFunctions(context: EmitContext, service: Service): EmittedFile {
  const { className, fileName } = getServiceNames(context, service);
  const imports = new Imports();
  const resource = () => imports.type(className, `../resources/${fileName}.js`);
  const statements = service.operations.map((operation) =>
    createFunction(context, operation, resource, imports),
  );
  return createSourceFile(context.header, imports, statements);
}

/** The types of its arguments and its result are those of the method. */
function createFunction(
  context: EmitContext,
  operation: Operation,
  importResource: () => string,
  imports: Imports,
): Statement {
  const names = getOperationNames(context, operation);
  const { choices, printCall } = createSignature(context, operation, new Imports());
  const type = `${imports.type('Standalone', RUNTIME)}<${importResource()}['${names.method}']>`;
  const [first = [], ...others] = choices;
  const list = first.map((parameter) => {
    const name = printName(parameter);
    // One function for several lists: what only some of them require is optional in it.
    return others.length > 0 && parameter.hasQuestionToken && name === parameter.name
      ? `${name}?`
      : name;
  });
  return createConstant(
    {
      name: names.functionName,
      type,
      initializer: `(${['client', ...list].join(', ')}) => ${printCall('client', imports)}`,
    },
    createFunctionDocs(operation),
  );
}

/** The first line of the method's documentation: its parameters are described there. */
function createFunctionDocs({ id, docs }: Operation): string[] {
  const [text = id] = [docs.summary, docs.description].filter(Boolean);
  const [line = id] = text.trim().split('\n');
  return toDocs(createDocsComment({ summary: line, ...(docs.deprecated && { deprecated: true }) }));
}
