import type { Property, TypeRef } from '../../model/model.js';
import { toObjectLiteral, toPropertyAccess, type ProgramWriter } from './writer.js';

/** A value of a declared type, which the program does not construct itself. */
export function toDeclaredValue(type: TypeRef, writer: ProgramWriter): string {
  return `value<${writer.type(type, 'request')}>()`;
}

/**
 * A value that a program constructs: objects are literals, also where a name refers to them. Inside of a named one, values of
 * named types are {@link toDeclaredValue declared}.
 */
export function toLiteralValue(type: TypeRef, writer: ProgramWriter, inNamed = false): string {
  switch (type.kind) {
    case 'object':
      return toLiteralObject(writer.visible(type.properties, 'request'), writer, inNamed);
    case 'array':
      return `[${toLiteralValue(type.items, writer, inNamed)}]`;
    case 'record':
      return toObjectLiteral([['anyKey', toLiteralValue(type.values, writer, inNamed)]]);
    case 'union': {
      const object = type.members.find(({ kind }) => kind !== 'null' && kind !== 'literal');
      return object?.kind === 'object' || object?.kind === 'reference' || object?.kind === 'array'
        ? toLiteralValue(object, writer, inNamed)
        : toDeclaredValue(type, writer);
    }
    case 'reference': {
      const declaration = writer.declaration(type.id);
      if (inNamed || declaration.kind === 'enum') return toDeclaredValue(type, writer);
      if (declaration.kind === 'alias') return toLiteralValue(declaration.type, writer, true);
      if (declaration.variants !== undefined) return toDeclaredValue(type, writer);
      return toLiteralObject(writer.properties(type.id, 'request'), writer, true);
    }
    default:
      return toDeclaredValue(type, writer);
  }
}

/** Values of all members of a union. */
export function toLiteralValues(type: TypeRef, writer: ProgramWriter): readonly string[] {
  const members = type.kind === 'union' ? type.members : [type];
  return members.map((member) => toLiteralValue(member, writer));
}

function toLiteralObject(
  properties: readonly Property[],
  writer: ProgramWriter,
  inNamed: boolean,
): string {
  return toObjectLiteral(
    properties.map(({ wireName, type }) => [wireName, toLiteralValue(type, writer, inNamed)]),
  );
}

/**
 * Reads the parts of a response value: each property of an inline type, and of a named one the properties, but not what is
 * inside of them if they are named too, since every named type is read once on its own.
 *
 * @param from The value, as an expression.
 */
export function readValue(
  type: TypeRef,
  from: string,
  writer: ProgramWriter,
  inNamed = false,
): void {
  switch (type.kind) {
    case 'object':
      readProperties(writer.visible(type.properties, 'response'), from, writer, inNamed);
      return;
    case 'array':
      readValue(type.items, `${from}![0]!`, writer, inNamed);
      return;
    case 'record':
      readValue(type.values, `${from}!['anyKey']!`, writer, inNamed);
      return;
    case 'tuple':
      type.items.forEach((item, index) => readValue(item, `${from}![${index}]!`, writer, inNamed));
      return;
    case 'intersection':
      type.members.forEach((member) => readValue(member, from, writer, inNamed));
      return;
    case 'union':
      readUnion(type, from, writer, inNamed);
      return;
    case 'reference': {
      if (inNamed) return;
      const declaration = writer.declaration(type.id);
      if (declaration.kind === 'alias') readValue(declaration.type, from, writer, true);
      else readProperties(writer.properties(type.id, 'response'), from, writer, true);
      return;
    }
    default:
      return;
  }
}

function readUnion(
  type: TypeRef & { readonly kind: 'union' },
  from: string,
  writer: ProgramWriter,
  inNamed: boolean,
): void {
  const objects = type.members.filter(({ kind }) => !['null', 'scalar', 'literal'].includes(kind));
  const [only] = objects;
  const isMixed = type.members.some(({ kind }) => kind === 'scalar' || kind === 'literal');
  if (objects.length === 1 && only)
    readValue(only, isMixed ? `objectOf(${from})` : `${from}!`, writer, inNamed);
  for (const { value, id } of type.discriminator?.mapping ?? []) {
    const variant = writer.base(id, 'response');
    const discriminator = toPropertyAccess('variantOf', type.discriminator?.propertyName ?? '');
    writer.add(
      `const variantOf = ${from}!; if (${discriminator} === ${JSON.stringify(value)}) { const variant: ${variant} = variantOf; }`,
    );
  }
}

/** Reads properties, and the values inside of them. */
export function readProperties(
  properties: readonly Property[],
  from: string,
  writer: ProgramWriter,
  inNamed = false,
): void {
  for (const { wireName, type, required } of properties) {
    const read = toPropertyAccess(`${from}!`, wireName);
    const orUndefined = required ? '' : ' | undefined';
    writer.add(`const read: ${writer.type(type, 'response')}${orUndefined} = ${read};`);
    readValue(type, read, writer, inNamed);
  }
}
