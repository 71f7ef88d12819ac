import type { TypeRef } from '../model/model.js';
import { dateTimeOf, instantOf } from './place.js';
import type { Json } from './reply.js';
import { presentMembers, resolved, type Declarations } from './shapes.js';

/** The text as a value of the type; undefined where it is none. */
export function echoOf(declarations: Declarations, type: TypeRef, text: string): Json | undefined {
  for (const member of presentMembers(type)) {
    const value = echoOfMember(declarations, member, text);
    if (value !== undefined) return value;
  }
  return undefined;
}

function echoOfMember(declarations: Declarations, type: TypeRef, text: string): Json | undefined {
  switch (type.kind) {
    case 'reference': {
      const known = resolved(declarations, type);
      const named = memberNamed(declarations, type, text);
      return known.kind === 'reference' ? undefined : (named ?? echoOf(declarations, known, text));
    }
    case 'literal':
      return String(type.value) === text ? type.value : undefined;
    case 'scalar':
      return isOfFormat(type.scalar, type.format, text)
        ? valueOf(type.scalar, type.format, text)
        : undefined;
    default:
      return undefined;
  }
}

/** ASP.NET reads an enumeration's names as well as its values, in any case. */
function memberNamed(
  declarations: Declarations,
  type: Extract<TypeRef, { kind: 'reference' }>,
  text: string,
): string | number | undefined {
  const declaration = declarations.get(type.id);
  if (declaration?.kind !== 'enum') return undefined;
  const wanted = text.toLowerCase();
  return declaration.members.find(
    ({ name, value }) => name?.toLowerCase() === wanted || String(value).toLowerCase() === wanted,
  )?.value;
}

type Scalar = Extract<TypeRef, { kind: 'scalar' }>['scalar'];

function valueOf(scalar: Scalar, format: string | undefined, text: string): Json {
  switch (scalar) {
    case 'string':
      return format === 'date-time' ? dateTimeOf(instantOf(text)) : text;
    case 'boolean':
      return text.toLowerCase() === 'true';
    case 'integer':
    case 'number':
      return Number(text);
  }
}

function isOfFormat(scalar: Scalar, format: string | undefined, text: string): boolean {
  switch (scalar) {
    case 'boolean':
      return /^(true|false)$/i.test(text);
    case 'integer':
      return /^[+-]?\d+$/.test(text);
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text));
    case 'string':
      switch (format) {
        case 'uuid':
          return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
        case 'date':
          return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(instantOf(text));
        case 'date-time':
          return !Number.isNaN(instantOf(text));
        default:
          return true;
      }
  }
}
