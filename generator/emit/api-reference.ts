import type { Operation, Parameter, RequestBody, Service, TypeRef } from '../model/model.js';
import { getErrorType, getOperations } from '../model/walk.js';
import { toAnchor, codeBlock, inlineCode, plainText } from '../util/markdown.js';
import { byCodeUnit } from '../util/order.js';
import { getOperationNames, getServiceNames } from './context.js';
import { printType, type TypeDirection } from './print-type.js';
import { getArgumentName } from './requests.js';
import { createSignature } from './resources.js';
import { Imports, toLiteral, toPropertyAccess } from './structures.js';
import { createTypeOptions, type EmitContext } from './type-options.js';

/** `api.md`: every call with its signature, grouped as the client groups them. */
export function emitApiReference(context: EmitContext): string {
  const { model } = context;
  const sections = model.services.map((service) => createServiceSection(context, service));
  const contents = model.services.map((service) => {
    const { property } = getServiceNames(context, service);
    const heading = `client.${property}`;
    return `- [${inlineCode(heading)}](#${toAnchor(heading)}) (${formatCallCount(service.operations)})`;
  });
  const blocks = [
    `# API reference: ${plainText(model.title)}`,
    `Version ${plainText(model.version)}, ${formatCallCount(getOperations(model))}. Each call is a method of the client and a standalone function.`,
    ...(contents.length > 0 ? [contents.join('\n')] : []),
    ...sections,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function formatCallCount(operations: readonly Operation[]): string {
  return operations.length === 1 ? '1 call' : `${operations.length} calls`;
}

function createServiceSection(context: EmitContext, service: Service): string {
  const { property, fileName, className } = getServiceNames(context, service);
  const { description } = service.docs;
  const tag = `Tag ${inlineCode(service.wireName)}, class [${inlineCode(className)}](src/resources/${fileName}.ts).`;
  const blocks = [
    `## ${inlineCode(`client.${property}`)}`,
    `${tag}${description ? ` ${plainText(description)}` : ''}`,
    ...service.operations.map((operation) => createCallSection(context, operation, property)),
  ];
  return blocks.join('\n\n');
}

function createCallSection(context: EmitContext, operation: Operation, property: string): string {
  const imports = new Imports();
  const { names, parameters, returnType } = createSignature(context, operation, imports);
  const call = `client.${property}.${names.method}`;
  const taken = parameters.map(
    ({ name, type, hasQuestionToken, initializer }) =>
      `${name}${hasQuestionToken || initializer !== undefined ? '?' : ''}: ${type}`,
  );
  const { summary, description, deprecated } = operation.docs;
  const said = [summary, description === summary ? undefined : description].flatMap((text) =>
    text ? [plainText(text)] : [],
  );
  const facts = [
    ...(deprecated ? ['**Deprecated**'] : []),
    `Request: ${inlineCode(operation.id)}`,
    `Function: ${inlineCode(`${names.functionName}(client${taken.length > 0 ? ', ...' : ''})`)}`,
    ...describeArguments(context, operation, imports),
    describeError(context, operation, imports),
    ...createTypeLinks(imports),
  ];
  return [
    `### ${inlineCode(call)}`,
    codeBlock(`${call}(${taken.join(', ')}): ${returnType}`),
    ...said,
    facts.map((fact) => `- ${fact}`).join('\n'),
  ].join('\n\n');
}

/** What the call takes: an argument each for the path, properties of `params` for all else. */
function describeArguments(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly string[] {
  const names = getOperationNames(context, operation);
  const typed = (type: TypeRef) => printTypeCode(context, type, 'request', imports);
  const ofParameter = (parameter: Parameter): string => {
    const name = getArgumentName(parameter, names);
    const { description, defaultValue, deprecated } = parameter.docs;
    const notes = [
      parameter.wireName === name
        ? parameter.in
        : `${parameter.in} ${inlineCode(parameter.wireName)}`,
      ...(parameter.required ? [] : ['optional']),
      ...(defaultValue === undefined ? [] : [`default ${inlineCode(toLiteral(defaultValue))}`]),
      ...(deprecated ? ['deprecated'] : []),
    ];
    const place = parameter.in === 'path' ? name : toPropertyAccess('params', name);
    return formatArgument(place, notes, typed(parameter.type), description);
  };
  const ofBody = ({ mediaType, required, type, docs }: RequestBody): string =>
    formatArgument(
      toPropertyAccess('params', names.body),
      [`body, ${inlineCode(mediaType)}`, ...(required ? [] : ['optional'])],
      typed(type),
      docs.description,
    );
  const lines = [
    ...operation.parameters.map(ofParameter),
    ...(operation.body ? [ofBody(operation.body)] : []),
  ];
  return lines.length === 0
    ? []
    : [`Parameters:\n${lines.map((each) => `  - ${each}`).join('\n')}`];
}

function formatArgument(
  place: string,
  notes: readonly string[],
  type: string,
  description: string | undefined,
): string {
  const said = description ? `. ${plainText(description)}` : '';
  return `${inlineCode(place)} (${notes.join(', ')}): ${type}${said}`;
}

function describeError(context: EmitContext, operation: Operation, imports: Imports): string {
  const failure = getErrorType(operation);
  if (failure === undefined) return `Rejects with: ${inlineCode('ApiError')}`;
  const { errorType: name } = getOperationNames(context, operation);
  return `Rejects with: ${inlineCode(name)}, an ${inlineCode('ApiError')} whose body is ${printTypeCode(context, failure, 'response', imports)}`;
}

/** An object without a name takes many lines, with comments of their own: its place is the file. */
function printTypeCode(
  context: EmitContext,
  type: TypeRef,
  side: TypeDirection,
  imports: Imports,
): string {
  const text = printType(type, createTypeOptions(context, side, imports, '../models/'));
  return text.includes('\n') ? 'an inline object' : inlineCode(text);
}

/** Where the types stand that printing has named. */
function createTypeLinks(imports: Imports): readonly string[] {
  const links = imports.all
    .filter(({ module }) => module.startsWith('../models/'))
    .flatMap(({ module, names }) =>
      names.map((name) => ({ name, file: `src/models/${module.slice('../models/'.length)}` })),
    )
    .sort((a, b) => byCodeUnit(a.name, b.name))
    .map(({ name, file }) => `[${inlineCode(name)}](${file.replace(/\.js$/, '.ts')})`);
  return links.length === 0 ? [] : [`Types: ${links.join(', ')}`];
}
