import type { Declaration, EnumDeclaration } from '../../model/model.js';
import { givenValue, writtenValues } from './givings.js';
import { readAll, readProperties } from './readings.js';
import type { Way, Writer } from './text.js';
import { objectLiteral } from './words.js';

/** Uses a named type: names it, takes a value of it apart, makes values of it. */
export function useDeclaration(declaration: Declaration, writer: Writer): void {
  const names = writer.context.names.declarations.get(declaration.id);
  if (names === undefined) throw new Error(`${declaration.id} has no name`);
  const { type, inputType, baseType = type, baseInputType = inputType } = names;
  for (const name of new Set([type, inputType, baseType, baseInputType]))
    writer.say(`type Named = ${writer.named(name)};`);
  if (declaration.kind === 'enum') useMembers(declaration, type, names.enumMembers, writer);
  if (declaration.use.response) read(declaration, writer);
  if (declaration.use.request) make(declaration, writer);
}

function useMembers(
  declaration: EnumDeclaration,
  name: string,
  keys: ReadonlyMap<string, string>,
  writer: Writer,
): void {
  if (writer.context.enums !== 'union')
    for (const key of keys.values())
      writer.say(`const member: ${name} = ${writer.value(name)}[${JSON.stringify(key)}];`);
  if (writer.context.enums === 'enum' || !declaration.use.request) return;
  for (const { value } of declaration.members)
    writer.say(`const written: ${writer.named(name)} = ${JSON.stringify(value)};`);
}

function read(declaration: Declaration, writer: Writer): void {
  const reference = { kind: 'reference', id: declaration.id } as const;
  const name = writer.type(reference, 'response');
  const value = `given<${name}>()`;
  switch (declaration.kind) {
    case 'alias':
      writer.say(`const whole: ${writer.type(declaration.type, 'response')} = ${value};`);
      readAll(declaration.type, value, writer);
      return;
    case 'enum': {
      const absent = declaration.nullable ? ' | null' : '';
      writer.say(`const plain: ${declaration.valueType}${absent} = ${value};`);
      return;
    }
    case 'interface':
      break;
    default:
      throw new Error(`Not a kind: ${String(declaration satisfies never)}`);
  }
  readProperties(writer.properties(declaration.id, 'response'), value, writer);
  for (const base of declaration.extends)
    writer.say(`const base: ${writer.base(base, 'response')} = ${value};`);
  if (declaration.additional) {
    const further = writer.type(declaration.additional, 'response');
    writer.say(`const further: ${further} | undefined = ${value}['anyKey'];`);
  }
  readVariants(declaration, value, writer);
}

function readVariants(
  { variants }: Declaration & { readonly kind: 'interface' },
  value: string,
  writer: Writer,
): void {
  for (const { value: tag, id } of variants?.mapping ?? []) {
    const variant = writer.base(id, 'response');
    const key = JSON.stringify(variants?.propertyName);
    writer.say(
      `const one = ${value}; if (one[${key}] === ${JSON.stringify(tag)}) { const variant: ${variant} = one; }`,
    );
  }
}

function make(declaration: Declaration, writer: Writer): void {
  const way: Way = 'request';
  const reference = { kind: 'reference', id: declaration.id } as const;
  const name = writer.type(reference, way);
  if (declaration.kind === 'enum') return;
  if (declaration.kind === 'alias') {
    writer.say(`const whole: ${name} = ${givenValue(declaration.type, writer)};`);
    for (const value of writtenValues(declaration.type, writer))
      writer.say(`const written: ${name} = ${value};`);
    return;
  }
  const own = writer.base(declaration.id, way);
  const properties = writer.properties(declaration.id, way);
  const required = properties.filter((property) => property.required);
  const literal = (some: typeof properties, valueOf: typeof givenValue) =>
    objectLiteral(some.map(({ wireName, type }) => [wireName, valueOf(type, writer)]));
  writer.say(`const all: ${own} = ${literal(properties, givenValue)};`);
  writer.say(`const least: ${own} = ${literal(required, givenValue)};`);
  for (const { wireName, type } of properties)
    for (const value of writtenValues(type, writer))
      writer.say(`const some: Partial<${own}> = ${objectLiteral([[wireName, value]])};`);
  for (const base of declaration.extends)
    writer.say(`const base: ${writer.base(base, way)} = given<${own}>();`);
  if (declaration.additional)
    writer.say(
      `const further: Partial<${own}> = { anyKey: ${givenValue(declaration.additional, writer)} };`,
    );
}
