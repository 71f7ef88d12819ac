import { parseInstant } from '../../util/dotnet-formats.js';
import { isRecord } from '../../util/is-record.js';
import type { TypeRef } from '../../model/model.js';
import { unreachable } from '../../model/type-refs.js';
import type { Json } from '../outgoing-response.js';
import { formatDateTime } from './period.js';
import { getNonNullMembers, resolveType } from '../../model/resolve-types.js';
import type { Declarations } from '../../model/model.js';

/** The text as a value of the type; undefined if it is not one. */
export function coerceText(
  declarations: Declarations,
  type: TypeRef,
  text: string,
): Json | undefined {
  for (const member of getNonNullMembers(type)) {
    const value = coerceToMember(declarations, member, text);
    if (value !== undefined) return value;
  }
  return undefined;
}

function coerceToMember(declarations: Declarations, type: TypeRef, text: string): Json | undefined {
  switch (type.kind) {
    case 'reference': {
      const resolved = resolveType(declarations, type);
      if (resolved.kind === 'reference') return undefined;
      return findEnumValue(declarations, type, text) ?? coerceText(declarations, resolved, text);
    }
    case 'literal':
      return String(type.value) === text ? type.value : undefined;
    case 'scalar':
      return matchesFormat(type.scalar, type.format, text)
        ? toValue(type.scalar, type.format, text)
        : undefined;
    default:
      return undefined;
  }
}

/** ASP.NET accepts the names of an enumeration as well as its values, in any letter case. */
function findEnumValue(
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

function toValue(scalar: Scalar, format: string | undefined, text: string): Json {
  switch (scalar) {
    case 'string':
      return format === 'date-time' ? formatDateTime(parseInstant(text)) : text;
    case 'boolean':
      return text.toLowerCase() === 'true';
    case 'integer':
    case 'number':
      return Number(text);
    default:
      return unreachable(scalar);
  }
}

function matchesFormat(scalar: Scalar, format: string | undefined, text: string): boolean {
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
          return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(parseInstant(text));
        case 'date-time':
          return !Number.isNaN(parseInstant(text));
        default:
          return true;
      }
    default:
      return unreachable(scalar);
  }
}

/** A number or a boolean as it is written in a query; undefined for an object, a list or nothing. */
export function toScalarText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

export function isJsonObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return isRecord(value);
}
