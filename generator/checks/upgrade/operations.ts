import { getResult } from '../../emit/index.js';
import type { Operation, TypeRef } from '../../model/model.js';
import { getErrorType } from '../../model/walk.js';
import { parameterKey, type OperationNames } from '../../naming/index.js';
import { givenValue, writtenValue } from './givings.js';
import { readAll } from './readings.js';
import type { Writer } from './text.js';
import { objectLiteral } from './words.js';

/** Calls an operation through the client and as a function, in all the ways that its signature allows. */
export function useOperation(property: string, operation: Operation, writer: Writer): void {
  const names = writer.context.names.operations.get(operation.id);
  if (names === undefined) throw new Error(`${operation.id} has no name`);
  const method = (values: readonly string[]) =>
    `client.${property}.${names.method}(${values.join(', ')})`;
  const standing = (values: readonly string[]) =>
    `${writer.value(names.functionName)}(${['client', ...values].join(', ')})`;
  const lists = argumentLists(operation, names, writer);
  for (const call of [method, standing]) {
    for (const values of lists) writer.say(`${call(values)};`);
  }
  useResult(operation, `typeof client.${property}.${names.method}`, writer);
  useResult(operation, `typeof ${writer.value(names.functionName)}`, writer);
  const failure = getErrorType(operation);
  if (failure === undefined) return;
  const body = `given<${writer.named(names.errorType)}>().body`;
  writer.say(`const body: ${writer.type(failure, 'response')} = ${body};`);
  readAll(failure, body, writer);
}

/** The ways to give the arguments: all of them written out, by the name of their type, as few as possible. */
function argumentLists(
  operation: Operation,
  names: OperationNames,
  writer: Writer,
): readonly (readonly string[])[] {
  const path = operation.parameters
    .filter(({ in: place }) => place === 'path')
    .map(({ type }) => givenValue(type, writer));
  const options = `given<${writer.named('RequestOptions')}>()`;
  const given = givenBeside(operation, names);
  if (given.length === 0) return [[...path], [...path, options]];
  const params = (some: typeof given, valueOf: (type: TypeRef, writer: Writer) => string) =>
    objectLiteral(some.map(({ name, type }) => [name, valueOf(type, writer)]));
  const required = given.filter((each) => each.required);
  return [
    [...path, params(given, givenValue), options],
    [...path, params(given, writtenValue), options],
    [...path, `given<${writer.named(names.paramsType)}>()`],
    [...path, ...(required.length > 0 ? [params(required, givenValue)] : [])],
  ];
}

/** What is given in one object: whatever is not in the path. */
function givenBeside({ parameters, body }: Operation, names: OperationNames) {
  const beside = parameters
    .filter(({ in: place }) => place !== 'path')
    .map((parameter) => {
      const name = names.parameters.get(parameterKey(parameter));
      if (name === undefined) throw new Error(`${parameter.wireName} has no name`);
      return { name, type: parameter.type, required: parameter.required };
    });
  const content = body ? [{ name: names.body, type: body.type, required: body.required }] : [];
  return [...beside, ...content];
}

/** @param callee The type of what is called. */
function useResult(operation: Operation, callee: string, writer: Writer): void {
  const { type, maybeEmpty } = getResult(operation);
  const call = `given<ReturnType<${callee}>>()`;
  if (type === undefined) {
    writer.say(`await ${call};`);
    return;
  }
  const result = `${writer.type(type, 'response')}${maybeEmpty ? ' | undefined' : ''}`;
  writer.say(`const result: ${result} = await ${call};`);
  writer.say(`const { data, response } = await ${call}.withResponse();`);
  readAll(type, `given<Awaited<ReturnType<${callee}>>>()`, writer);
  if (operation.pagination === undefined) return;
  const item = writer.type(operation.pagination.item, 'response');
  writer.say(`for await (const one of ${call}.pages()) { const item: ${item} = one; }`);
  writer.say(`for await (const page of ${call}.byPage()) { const same: ${result} = page; }`);
}
