import type { Operation, Parameter, RequestBody, Service, TypeRef } from '../model/model.js';
import { getErrorType, getOperations } from '../model/walk.js';
import { byCodeUnit } from '../util/order.js';
import { typeScope, type EmitContext } from './scope.js';
import { Imports } from './imports.js';
import { access, literal } from './literals.js';
import { toAnchor, codeBlock, inlineCode, plainText } from '../util/markdown.js';
import { argumentName } from './requests.js';
import { operationNames, serviceNames } from './planned-names.js';
import { signatureOf } from './resources.js';
import { typeText, type Side } from './type-text.js';

/** `api.md`: every call with its signature, grouped as the client groups them. */
export function apiReference(context: EmitContext): string {
  const { model } = context;
  const sections = model.services.map((service) => serviceSection(context, service));
  const contents = model.services.map((service) => {
    const { property } = serviceNames(context, service);
    const heading = `client.${property}`;
    return `- [${inlineCode(heading)}](#${toAnchor(heading)}) (${callCount(service.operations)})`;
  });
  const blocks = [
    `# API reference: ${plainText(model.title)}`,
    `Version ${plainText(model.version)}, ${callCount(getOperations(model))}. Each call is a method of the client and a standalone function.`,
    ...(contents.length > 0 ? [contents.join('\n')] : []),
    ...sections,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function callCount(operations: readonly Operation[]): string {
  return operations.length === 1 ? '1 call' : `${operations.length} calls`;
}

function serviceSection(context: EmitContext, service: Service): string {
  const { property, fileName, className } = serviceNames(context, service);
  const { description } = service.docs;
  const tag = `Tag ${inlineCode(service.wireName)}, class [${inlineCode(className)}](src/resources/${fileName}.ts).`;
  const blocks = [
    `## ${inlineCode(`client.${property}`)}`,
    `${tag}${description ? ` ${plainText(description)}` : ''}`,
    ...service.operations.map((operation) => callSection(context, operation, property)),
  ];
  return blocks.join('\n\n');
}

function callSection(context: EmitContext, operation: Operation, property: string): string {
  const imports = new Imports();
  const { names, parameters, returnType } = signatureOf(context, operation, imports);
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
    ...argumentFacts(context, operation, imports),
    errorFact(context, operation, imports),
    ...typeLinks(imports),
  ];
  return [
    `### ${inlineCode(call)}`,
    codeBlock(`${call}(${taken.join(', ')}): ${returnType}`),
    ...said,
    facts.map((fact) => `- ${fact}`).join('\n'),
  ].join('\n\n');
}

/** What the call takes: an argument each for the path, properties of `params` for all else. */
function argumentFacts(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly string[] {
  const names = operationNames(context, operation);
  const typed = (type: TypeRef) => typeCode(context, type, 'request', imports);
  const ofParameter = (parameter: Parameter): string => {
    const name = argumentName(parameter, names);
    const { description, defaultValue, deprecated } = parameter.docs;
    const notes = [
      parameter.wireName === name
        ? parameter.in
        : `${parameter.in} ${inlineCode(parameter.wireName)}`,
      ...(parameter.required ? [] : ['optional']),
      ...(defaultValue === undefined ? [] : [`default ${inlineCode(literal(defaultValue))}`]),
      ...(deprecated ? ['deprecated'] : []),
    ];
    const place = parameter.in === 'path' ? name : access('params', name);
    return line(place, notes, typed(parameter.type), description);
  };
  const ofBody = ({ mediaType, required, type, docs }: RequestBody): string =>
    line(
      access('params', names.body),
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

function line(
  place: string,
  notes: readonly string[],
  type: string,
  description: string | undefined,
): string {
  const said = description ? `. ${plainText(description)}` : '';
  return `${inlineCode(place)} (${notes.join(', ')}): ${type}${said}`;
}

function errorFact(context: EmitContext, operation: Operation, imports: Imports): string {
  const failure = getErrorType(operation);
  if (failure === undefined) return `Rejects with: ${inlineCode('ApiError')}`;
  const { errorType: name } = operationNames(context, operation);
  return `Rejects with: ${inlineCode(name)}, an ${inlineCode('ApiError')} whose body is ${typeCode(context, failure, 'response', imports)}`;
}

/** An object without a name takes many lines, with comments of their own: its place is the file. */
function typeCode(context: EmitContext, type: TypeRef, side: Side, imports: Imports): string {
  const text = typeText(type, typeScope(context, side, imports, '../models/'));
  return text.includes('\n') ? 'an inline object' : inlineCode(text);
}

/** Where the types stand that printing has named. */
function typeLinks(imports: Imports): readonly string[] {
  const links = imports.all
    .filter(({ module }) => module.startsWith('../models/'))
    .flatMap(({ module, names }) =>
      names.map((name) => ({ name, file: `src/models/${module.slice('../models/'.length)}` })),
    )
    .sort((a, b) => byCodeUnit(a.name, b.name))
    .map(({ name, file }) => `[${inlineCode(name)}](${file.replace(/\.js$/, '.ts')})`);
  return links.length === 0 ? [] : [`Types: ${links.join(', ')}`];
}
