import type { Property, TypeRef } from '../../model/model.js';
import { access } from './words.js';
import type { Writer } from './text.js';

/**
 * Takes a value of an answer apart: each property of what is written in place, and of what is named there the
 * properties, whose own properties are read where a value of that name is.
 *
 * @param from The value, as an expression.
 */
export function readAll(type: TypeRef, from: string, writer: Writer, opened = false): void {
  switch (type.kind) {
    case 'object':
      readProperties(writer.visible(type.properties, 'response'), from, writer, opened);
      return;
    case 'array':
      readAll(type.items, `${from}![0]!`, writer, opened);
      return;
    case 'record':
      readAll(type.values, `${from}!['anyKey']!`, writer, opened);
      return;
    case 'tuple':
      type.items.forEach((item, index) => readAll(item, `${from}![${index}]!`, writer, opened));
      return;
    case 'intersection':
      type.members.forEach((member) => readAll(member, from, writer, opened));
      return;
    case 'union':
      readChoice(type, from, writer, opened);
      return;
    case 'reference': {
      if (opened) return;
      const declaration = writer.declaration(type.id);
      if (declaration.kind === 'alias') readAll(declaration.type, from, writer, true);
      else readProperties(writer.properties(type.id, 'response'), from, writer, true);
      return;
    }
    default:
      return;
  }
}

function readChoice(
  type: TypeRef & { readonly kind: 'union' },
  from: string,
  writer: Writer,
  opened: boolean,
): void {
  const objects = type.members.filter(({ kind }) => !['null', 'scalar', 'literal'].includes(kind));
  const [only] = objects;
  if (objects.length === 1 && only) readAll(only, `${from}!`, writer, opened);
  for (const { value, id } of type.discriminator?.mapping ?? []) {
    const variant = writer.base(id, 'response');
    const tag = access('value', type.discriminator?.propertyName ?? '');
    writer.say(
      `const value = ${from}!; if (${tag} === ${JSON.stringify(value)}) { const variant: ${variant} = value; }`,
    );
  }
}

/** Reads properties, and what is inside of them. */
export function readProperties(
  properties: readonly Property[],
  from: string,
  writer: Writer,
  opened = false,
): void {
  for (const { wireName, type, required } of properties) {
    const read = access(`${from}!`, wireName);
    const absent = required ? '' : ' | undefined';
    writer.say(`const read: ${writer.type(type, 'response')}${absent} = ${read};`);
    readAll(type, read, writer, opened);
  }
}
