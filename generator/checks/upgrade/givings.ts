import type { Property, TypeRef } from '../../model/model.js';
import type { Writer } from './text.js';
import { objectLiteral } from './words.js';

/** A value that a program has from elsewhere. */
export function givenValue(type: TypeRef, writer: Writer): string {
  return `given<${writer.type(type, 'request')}>()`;
}

/**
 * A value as a program writes it out: objects as literals, also those of one name; what these hold by name comes from
 * elsewhere.
 */
export function writtenValue(type: TypeRef, writer: Writer, opened = false): string {
  switch (type.kind) {
    case 'object':
      return writtenObject(writer.visible(type.properties, 'request'), writer, opened);
    case 'array':
      return `[${writtenValue(type.items, writer, opened)}]`;
    case 'record':
      return objectLiteral([['anyKey', writtenValue(type.values, writer, opened)]]);
    case 'union': {
      const object = type.members.find(({ kind }) => kind !== 'null' && kind !== 'literal');
      return object?.kind === 'object' || object?.kind === 'reference' || object?.kind === 'array'
        ? writtenValue(object, writer, opened)
        : givenValue(type, writer);
    }
    case 'reference': {
      const declaration = writer.declaration(type.id);
      if (opened || declaration.kind === 'enum') return givenValue(type, writer);
      if (declaration.kind === 'alias') return writtenValue(declaration.type, writer, true);
      if (declaration.variants !== undefined) return givenValue(type, writer);
      return writtenObject(writer.properties(type.id, 'request'), writer, true);
    }
    default:
      return givenValue(type, writer);
  }
}

/** Values of all members of a choice. */
export function writtenValues(type: TypeRef, writer: Writer): readonly string[] {
  const members = type.kind === 'union' ? type.members : [type];
  return members.map((member) => writtenValue(member, writer));
}

function writtenObject(properties: readonly Property[], writer: Writer, opened: boolean): string {
  return objectLiteral(
    properties.map(({ wireName, type }) => [wireName, writtenValue(type, writer, opened)]),
  );
}
