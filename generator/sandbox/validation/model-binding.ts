import { isRecord } from '../../util/is-record.js';
import type { Operation, Property, TypeRef } from '../../model/model.js';
import { allowsNull, unreachable } from '../../model/type-refs.js';
import { coerceText } from '../data/coerce.js';
import { getNonNullMembers, getProperties, resolveType } from '../../model/resolve-types.js';
import type { Declarations } from '../../model/model.js';
import type { ParameterValues } from '../incoming-request.js';
import type { ValidationErrors } from '../outgoing-response.js';

/** The errors of ASP.NET's model binding for path, query and header: a missing value, or one of another type. */
export function checkParameters(
  declarations: Declarations,
  operation: Operation,
  parameters: ParameterValues,
): ValidationErrors {
  const errors = new Map<string, readonly string[]>();
  for (const parameter of operation.parameters) {
    const { wireName, type, required } = parameter;
    const texts = (parameters.get(parameter) ?? []).filter((text) => text !== '');
    if (texts.length === 0) {
      if (required) errors.set(wireName, [`The ${wireName} field is required.`]);
      continue;
    }
    const invalid = texts.filter((text) => !isReadable(declarations, type, text));
    const messages = invalid.map((text) => `The value '${text}' is not valid.`);
    if (messages.length > 0) errors.set(wireName, messages);
  }
  return errors;
}

/** True also for objects and free-form values, to which ASP.NET applies other rules. */
function isReadable(declarations: Declarations, type: TypeRef, text: string): boolean {
  const resolved = resolveType(declarations, type);
  if (resolved.kind === 'array') {
    const items = resolveType(declarations, resolved.items);
    // Lists in lists are JSON or numbered, whatever separates the items.
    return items.kind === 'array' || isReadable(declarations, items, text);
  }
  const isSimple = getNonNullMembers(resolved).every(
    ({ kind }) => kind === 'scalar' || kind === 'literal',
  );
  return !isSimple || coerceText(declarations, type, text) !== undefined;
}

/** In a form every value is text or a file. */
export type Notation = 'json' | 'form';

interface CheckContext {
  readonly declarations: Declarations;
  readonly notation: Notation;
}

interface FieldError {
  readonly name: string;
  readonly message: string;
}

type Path = readonly (string | number)[];

/** The errors of ASP.NET's model binding for a body: missing properties and other types, at any depth. */
export function checkValue(
  declarations: Declarations,
  type: TypeRef,
  value: unknown,
  notation: Notation,
): ValidationErrors {
  const errors = new Map<string, string[]>();
  for (const { name, message } of checkType({ declarations, notation }, type, value, [])) {
    const messages = errors.get(name) ?? [];
    messages.push(message);
    errors.set(name, messages);
  }
  return errors;
}

function checkType(
  context: CheckContext,
  type: TypeRef,
  value: unknown,
  path: Path,
): readonly FieldError[] {
  if (isEnumNumber(context, type, value)) return [];
  const resolved = resolveType(context.declarations, type);
  const mismatch = [createConversionError(context, resolved, value, path)];
  switch (resolved.kind) {
    case 'unknown':
      return [];
    case 'never':
    case 'null':
      return value === null ? [] : mismatch;
    case 'binary':
      return context.notation === 'json' || value instanceof Blob ? [] : mismatch;
    case 'scalar':
    case 'literal':
      return isScalarValue(context, resolved, value) ? [] : mismatch;
    case 'tuple':
      return Array.isArray(value) ? [] : mismatch;
    case 'array':
      if (Array.isArray(value)) {
        return value.flatMap((item, index) =>
          checkType(context, resolved.items, item, [...path, index]),
        );
      }
      // A form repeats the name for each item, so a list of one looks like its item.
      return context.notation === 'form'
        ? checkType(context, resolved.items, value, path)
        : mismatch;
    case 'record':
      if (!isRecord(value)) return mismatch;
      return Object.keys(value).flatMap((key) =>
        checkType(context, resolved.values, value[key], [...path, key]),
      );
    case 'union':
      return checkUnion(context, resolved.members, value, path) ?? mismatch;
    case 'intersection':
      return resolved.members.flatMap((member) => checkType(context, member, value, path));
    case 'object':
      return isRecord(value) ? checkObject(context, resolved.properties, value, path) : mismatch;
    case 'reference': {
      const properties = getProperties(context.declarations, resolved.id).values();
      return isRecord(value) ? checkObject(context, properties, value, path) : mismatch;
    }
    default:
      return unreachable(resolved);
  }
}

/** @returns undefined if no member matches, unless there is only one: then its errors say more. */
function checkUnion(
  context: CheckContext,
  members: readonly TypeRef[],
  value: unknown,
  path: Path,
): readonly FieldError[] | undefined {
  const present = members.filter((member) => member.kind !== 'null');
  if (value === null && present.length < members.length) return [];
  const results = present.map((member) => checkType(context, member, value, path));
  return results.find((errors) => errors.length === 0 || present.length === 1);
}

function checkObject(
  context: CheckContext,
  properties: Iterable<Property>,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): readonly FieldError[] {
  // ASP.NET ignores the letter case of property names.
  const fields = new Map(Object.keys(value).map((key) => [key.toLowerCase(), value[key]]));
  return [...properties].flatMap((property) => {
    const { wireName, type, required, access } = property;
    if (access === 'read') return [];
    const field = fields.get(wireName.toLowerCase());
    const isMissing = field === undefined || field === '';
    if (isMissing || (field === null && isNullMissing(context, property))) {
      return required ? createRequiredError([...path, wireName]) : [];
    }
    return checkType(context, type, field, [...path, wireName]);
  });
}

/** Swashbuckle does not document that a `$ref` is nullable, and .NET reports a null as a missing value. */
function isNullMissing({ declarations }: CheckContext, { type, required }: Property): boolean {
  const resolved = resolveType(declarations, type);
  return required ? !allowsNull(resolved) : resolved.kind === 'reference';
}

/** .NET accepts any whole number for an enumeration of numbers. */
function isEnumNumber({ declarations }: CheckContext, type: TypeRef, value: unknown): boolean {
  const declaration = type.kind === 'reference' ? declarations.get(type.id) : undefined;
  const isNumeric = declaration?.kind === 'enum' && declaration.valueType === 'number';
  return isNumeric && Number.isInteger(value);
}

function isScalarValue(
  { declarations, notation }: CheckContext,
  type: Extract<TypeRef, { kind: 'scalar' | 'literal' }>,
  value: unknown,
): boolean {
  if (typeof value === 'string' && (notation === 'form' || isReadFromText(type))) {
    return coerceText(declarations, type, value) !== undefined;
  }
  if (notation === 'form') return false;
  if (type.kind === 'literal') return value === type.value;
  switch (type.scalar) {
    case 'string':
      return false;
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    default:
      return unreachable(type.scalar);
  }
}

/** In JSON: texts, and numbers where the API's reader is lenient. */
function isReadFromText(type: Extract<TypeRef, { kind: 'scalar' | 'literal' }>): boolean {
  if (type.kind === 'literal') return typeof type.value === 'string';
  return type.scalar === 'string' || type.acceptsText === true;
}

/** Named like the C# property: `Address.PostalCode`, `Lines[0].Quantity`. */
function createRequiredError(path: Path): readonly FieldError[] {
  const name = path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? toPascalCase(step) : `${text}.${toPascalCase(step)}`;
  }, '');
  const field = toPascalCase(String(path.at(-1) ?? ''));
  return [{ name, message: `The ${field} field is required.` }];
}

function createConversionError(
  { notation }: CheckContext,
  type: TypeRef,
  value: unknown,
  path: Path,
): FieldError {
  if (notation === 'form') {
    const name = path.join('.');
    const text = typeof value === 'string' ? value : 'file';
    return { name, message: `The value '${text}' is not valid for ${name}.` };
  }
  const name = path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${step}`),
    '$',
  );
  const message = `The JSON value could not be converted to ${getClrName(type)}. Path: ${name}.`;
  return { name, message };
}

/** The name of the .NET type in ASP.NET's message. */
function getClrName(type: TypeRef): string {
  if (type.kind === 'array') return 'System.Collections.Generic.List`1';
  if (type.kind !== 'scalar') return 'the declared type';
  switch (type.scalar) {
    case 'boolean':
      return 'System.Boolean';
    case 'integer':
      return type.format === 'int64' ? 'System.Int64' : 'System.Int32';
    case 'number':
      return 'System.Double';
    case 'string':
      return type.format === 'date-time' ? 'System.DateTime' : 'System.String';
    default:
      return unreachable(type.scalar);
  }
}

/** The name of a JSON property as a C# property. */
export function toPascalCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
