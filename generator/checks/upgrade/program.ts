import type { EmitContext } from '../../emit/index.js';
import { getArguments, type ParamsObject } from '../../model/arguments.js';
import type { Declaration, EnumDeclaration, Operation, TypeRef } from '../../model/model.js';
import { getResult } from '../../model/result.js';
import { getSentType } from '../../model/request-body.js';
import { getFileType } from '../../model/walk.js';
import { parameterKey, type OperationNames } from '../../naming/index.js';
import {
  readProperties,
  readValue,
  toDeclaredValue,
  toLiteralValue,
  toLiteralValues,
} from './values.js';
import { ProgramWriter, toObjectLiteral, type Direction } from './writer.js';

/**
 * Writes a program that uses everything in a package: names every type and every function, reads every property of a response,
 * sets every property of a request. It compiles with that package.
 */
export function createUsageProgram(context: EmitContext): string {
  const writer = new ProgramWriter(context);
  const { model, names } = context;
  writer.add(`type Failure = ${writer.named(names.error)};`);
  for (const declaration of model.declarations.values())
    if (!getFileType(model.declarations, declaration.id)) useDeclaration(declaration, writer);
  for (const service of model.services) {
    const serviceNames = names.services.get(service.wireName);
    if (serviceNames === undefined) throw new Error(`${service.wireName} has no name`);
    writer.add(
      `const resource: ${writer.named(serviceNames.className)} = client.${serviceNames.property};`,
    );
    for (const operation of service.operations)
      useOperation(serviceNames.property, operation, writer);
  }
  return writer.toText();
}

/** Uses a named type: names it, reads the parts of a value, makes values. */
function useDeclaration(declaration: Declaration, writer: ProgramWriter): void {
  const names = writer.context.names.declarations.get(declaration.id);
  if (names === undefined) throw new Error(`${declaration.id} has no name`);
  const { type, inputType, baseType = type, baseInputType = inputType } = names;
  for (const name of new Set([type, inputType, baseType, baseInputType]))
    writer.add(`type Named = ${writer.named(name)};`);
  if (declaration.kind === 'enum') useMembers(declaration, type, names.enumMembers, writer);
  if (declaration.use.response) readDeclaration(declaration, writer);
  if (declaration.use.request) makeValues(declaration, writer);
}

function useMembers(
  declaration: EnumDeclaration,
  name: string,
  keys: ReadonlyMap<string, string>,
  writer: ProgramWriter,
): void {
  if (writer.context.enums !== 'union')
    for (const key of keys.values())
      writer.add(`const member: ${name} = ${writer.value(name)}[${JSON.stringify(key)}];`);
  if (writer.context.enums === 'enum' || !declaration.use.request) return;
  for (const { value } of declaration.members)
    writer.add(`const literal: ${writer.named(name)} = ${JSON.stringify(value)};`);
}

function readDeclaration(declaration: Declaration, writer: ProgramWriter): void {
  const reference = { kind: 'reference', id: declaration.id } as const;
  const name = writer.type(reference, 'response');
  const value = `value<${name}>()`;
  switch (declaration.kind) {
    case 'alias':
      writer.add(`const whole: ${writer.type(declaration.type, 'response')} = ${value};`);
      readValue(declaration.type, value, writer);
      return;
    case 'enum': {
      const orNull = declaration.nullable ? ' | null' : '';
      writer.add(`const plain: ${declaration.valueType}${orNull} = ${value};`);
      return;
    }
    case 'interface':
      break;
    default:
      throw new Error(`Not a kind: ${String(declaration satisfies never)}`);
  }
  readProperties(writer.properties(declaration.id, 'response'), value, writer);
  for (const base of declaration.extends)
    writer.add(`const base: ${writer.base(base, 'response')} = ${value};`);
  if (declaration.additional) {
    const further = writer.type(declaration.additional, 'response');
    writer.add(`const further: ${further} | undefined = ${value}['anyKey'];`);
  }
  readVariants(declaration, value, writer);
}

function readVariants(
  { variants }: Declaration & { readonly kind: 'interface' },
  value: string,
  writer: ProgramWriter,
): void {
  for (const { value: discriminatorValue, id } of variants?.mapping ?? []) {
    const variant = writer.base(id, 'response');
    const key = JSON.stringify(variants?.propertyName);
    writer.add(
      `const one = ${value}; if (one[${key}] === ${JSON.stringify(discriminatorValue)}) { const variant: ${variant} = one; }`,
    );
  }
}

function makeValues(declaration: Declaration, writer: ProgramWriter): void {
  const direction: Direction = 'request';
  const reference = { kind: 'reference', id: declaration.id } as const;
  const name = writer.type(reference, direction);
  if (declaration.kind === 'enum') return;
  if (declaration.kind === 'alias') {
    writer.add(`const whole: ${name} = ${toDeclaredValue(declaration.type, writer)};`);
    for (const value of toLiteralValues(declaration.type, writer))
      writer.add(`const literal: ${name} = ${value};`);
    return;
  }
  const own = writer.base(declaration.id, direction);
  const properties = writer.properties(declaration.id, direction);
  const required = properties.filter((property) => property.required);
  const literal = (some: typeof properties, valueOf: typeof toDeclaredValue) =>
    toObjectLiteral(some.map(({ wireName, type }) => [wireName, valueOf(type, writer)]));
  writer.add(`const all: ${own} = ${literal(properties, toDeclaredValue)};`);
  writer.add(`const least: ${own} = ${literal(required, toDeclaredValue)};`);
  for (const { wireName, type } of properties)
    for (const value of toLiteralValues(type, writer))
      writer.add(`const some: Partial<${own}> = ${toObjectLiteral([[wireName, value]])};`);
  for (const base of declaration.extends)
    writer.add(`const base: ${writer.base(base, direction)} = value<${own}>();`);
  if (declaration.additional)
    writer.add(
      `const further: Partial<${own}> = { anyKey: ${toDeclaredValue(declaration.additional, writer)} };`,
    );
}

/** Calls an operation through the client and as a standalone function, with every form of arguments that its signature allows. */
function useOperation(property: string, operation: Operation, writer: ProgramWriter): void {
  const names = writer.context.names.operations.get(operation.id);
  if (names === undefined) throw new Error(`${operation.id} has no name`);
  const callMethod = (values: readonly string[]) =>
    `client.${property}.${names.method}(${values.join(', ')})`;
  const callFunction = (values: readonly string[]) =>
    `${writer.function(names.functionName)}(${['client', ...values].join(', ')})`;
  const lists = createArgumentLists(operation, names, writer);
  for (const call of [callMethod, callFunction]) {
    for (const values of lists) writer.add(`${call(values)};`);
  }
  useResult(operation, `typeof client.${property}.${names.method}`, writer);
  useResult(operation, `typeof ${writer.function(names.functionName)}`, writer);
}

/** The lists of arguments: all as literals, by the name of their type, and as few as possible. */
function createArgumentLists(
  operation: Operation,
  names: OperationNames,
  writer: ProgramWriter,
): readonly (readonly string[])[] {
  const { path: pathParameters, body, params } = getArguments(operation);
  const path = pathParameters.map(({ type }) => toDeclaredValue(type, writer));
  const options = `value<${writer.named('RequestOptions')}>()`;
  const inputs = params ? listInputs(params, names) : [];
  const required = inputs.filter((each) => each.required);
  const toObject = (some: typeof inputs, valueOf: typeof toDeclaredValue) =>
    toObjectLiteral(some.map(({ name, type }) => [name, valueOf(type, writer)]));
  const toBody = (valueOf: typeof toDeclaredValue, content = body?.contents[0]) =>
    content ? [valueOf(getSentType(content), writer)] : [];
  const toAll = (valueOf: typeof toDeclaredValue) => [
    ...path,
    ...toBody(valueOf),
    ...(params ? [toObject(inputs, valueOf)] : []),
    options,
  ];
  const given = required.length > 0 ? [toObject(required, toDeclaredValue)] : [];
  const skipped = body && given.length > 0 ? ['undefined'] : [];
  // A range would need a media type that falls into it.
  const others = (body?.contents.slice(1) ?? []).filter(
    ({ mediaType }) => !mediaType.includes('*'),
  );
  return [
    ...others.map((content) => [
      ...path,
      ...toBody(toDeclaredValue, content),
      ...(params ? [toObject(required, toDeclaredValue)] : []),
      `{ contentType: ${JSON.stringify(content.mediaType)} }`,
    ]),
    toAll(toDeclaredValue),
    toAll(toLiteralValue),
    ...(params
      ? [[...path, ...toBody(toDeclaredValue), `value<${writer.named(names.paramsType)}>()`]]
      : []),
    [...path, ...(body?.required ? toBody(toDeclaredValue) : skipped), ...given],
  ];
}

/** The entries of the params object. */
function listInputs({ parameters }: ParamsObject, names: OperationNames) {
  return parameters.map((parameter) => {
    const name = names.parameters.get(parameterKey(parameter));
    if (name === undefined) throw new Error(`${parameter.wireName} has no name`);
    return { name, type: parameter.type, required: parameter.required };
  });
}

function useItems(type: TypeRef, call: string, writer: ProgramWriter): void {
  const item = writer.type(type, 'response');
  writer.add(`for await (const one of ${call}) { const item: ${item} = one; }`);
  writer.add(`const { data, response } = await ${call}.withResponse();`);
  writer.add(`for await (const one of data) { const item: ${item} = one; }`);
}

/** @param callee The type of the function. */
function useResult(operation: Operation, callee: string, writer: ProgramWriter): void {
  const { type, maybeEmpty, stream } = getResult(operation);
  const call = `value<ReturnType<${callee}>>()`;
  if (type === undefined) {
    writer.add(`await ${call};`);
    return;
  }
  if (stream !== undefined) {
    useItems(type, call, writer);
    return;
  }
  const result = `${writer.type(type, 'response')}${maybeEmpty ? ' | undefined' : ''}`;
  writer.add(`const result: ${result} = await ${call};`);
  writer.add(`const { data, response } = await ${call}.withResponse();`);
  readValue(type, `value<Awaited<ReturnType<${callee}>>>()`, writer);
  if (operation.pagination === undefined) return;
  const item = writer.type(operation.pagination.item, 'response');
  writer.add(`for await (const one of ${call}) { const item: ${item} = one; }`);
  writer.add(`for await (const page of ${call}.pages()) { const same: ${result} = page; }`);
}
