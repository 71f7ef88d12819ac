import type { Property, TypeRef } from '../model/model.js';
import { allowsNull, unreachable } from '../model/types.js';
import { echoOf } from './echo.js';
import { isRecord } from './inputs.js';
import type { ValidationErrors } from './reply.js';
import { propertiesOf, resolved, type Declarations } from './shapes.js';

/** In a form every value is text or a file; in JSON values have types of their own. */
export type Notation = 'json' | 'form';

interface Rules {
  readonly declarations: Declarations;
  readonly notation: Notation;
}

interface Complaint {
  readonly name: string;
  readonly message: string;
}

type Path = readonly (string | number)[];

/** What is wrong with a request body, in ASP.NET's words: required properties and types, at any depth. */
export function valueErrors(
  declarations: Declarations,
  type: TypeRef,
  value: unknown,
  notation: Notation,
): ValidationErrors {
  const errors = new Map<string, string[]>();
  for (const { name, message } of judged({ declarations, notation }, type, value, [])) {
    const messages = errors.get(name) ?? [];
    messages.push(message);
    errors.set(name, messages);
  }
  return errors;
}

function judged(rules: Rules, type: TypeRef, value: unknown, path: Path): readonly Complaint[] {
  if (isOpenNumber(rules, type, value)) return [];
  const known = resolved(rules.declarations, type);
  const wrong = [unconvertible(rules, known, value, path)];
  switch (known.kind) {
    case 'unknown':
      return [];
    case 'never':
    case 'null':
      return value === null ? [] : wrong;
    case 'binary':
      return rules.notation === 'json' || value instanceof Blob ? [] : wrong;
    case 'scalar':
    case 'literal':
      return isScalar(rules, known, value) ? [] : wrong;
    case 'tuple':
      return Array.isArray(value) ? [] : wrong;
    case 'array':
      if (Array.isArray(value)) {
        return value.flatMap((item, at) => judged(rules, known.items, item, [...path, at]));
      }
      // A form repeats the name for each item: a list of one looks like its item.
      return rules.notation === 'form' ? judged(rules, known.items, value, path) : wrong;
    case 'record':
      if (!isRecord(value)) return wrong;
      return Object.keys(value).flatMap((key) =>
        judged(rules, known.values, value[key], [...path, key]),
      );
    case 'union':
      return judgedChoice(rules, known.members, value, path) ?? wrong;
    case 'intersection':
      return known.members.flatMap((member) => judged(rules, member, value, path));
    case 'object':
      return isRecord(value) ? judgedObject(rules, known.properties, value, path) : wrong;
    case 'reference': {
      const properties = propertiesOf(rules.declarations, known.id).values();
      return isRecord(value) ? judgedObject(rules, properties, value, path) : wrong;
    }
    default:
      return unreachable(known);
  }
}

/** Undefined when no member fits and none says more than that. */
function judgedChoice(
  rules: Rules,
  members: readonly TypeRef[],
  value: unknown,
  path: Path,
): readonly Complaint[] | undefined {
  const present = members.filter((member) => member.kind !== 'null');
  if (value === null && present.length < members.length) return [];
  const found = present.map((member) => judged(rules, member, value, path));
  return found.find((complaints) => complaints.length === 0 || present.length === 1);
}

function judgedObject(
  rules: Rules,
  properties: Iterable<Property>,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): readonly Complaint[] {
  // ASP.NET reads property names in any case.
  const given = new Map(Object.keys(value).map((key) => [key.toLowerCase(), value[key]]));
  return [...properties].flatMap((property) => {
    const { wireName, type, required, access } = property;
    const own = given.get(wireName.toLowerCase());
    if (access === 'read') return [];
    if (own === undefined || own === '' || (own === null && isNullLeftOut(rules, property))) {
      return required ? missing([...path, wireName]) : [];
    }
    return judged(rules, type, own, [...path, wireName]);
  });
}

/** Swashbuckle loses the nullability of a `$ref`, and C# says "required" of a null: neither is a wrong type. */
function isNullLeftOut({ declarations }: Rules, { type, required }: Property): boolean {
  const known = resolved(declarations, type);
  return required ? !allowsNull(known) : known.kind === 'reference';
}

/** .NET takes any number for an enumeration of numbers. */
function isOpenNumber({ declarations }: Rules, type: TypeRef, value: unknown): boolean {
  const declaration = type.kind === 'reference' ? declarations.get(type.id) : undefined;
  const isNumbers = declaration?.kind === 'enum' && declaration.valueType === 'number';
  return isNumbers && Number.isInteger(value);
}

function isScalar(
  { declarations, notation }: Rules,
  type: Extract<TypeRef, { kind: 'scalar' | 'literal' }>,
  value: unknown,
): boolean {
  if (typeof value === 'string' && (notation === 'form' || isText(type))) {
    return echoOf(declarations, type, value) !== undefined;
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

function isText(type: Extract<TypeRef, { kind: 'scalar' | 'literal' }>): boolean {
  return type.kind === 'literal' ? typeof type.value === 'string' : type.scalar === 'string';
}

/** Named as the C# property is: `Address.PostalCode`, `Lines[0].Quantity`. */
function missing(path: Path): readonly Complaint[] {
  const name = path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? pascal(step) : `${text}.${pascal(step)}`;
  }, '');
  return [{ name, message: `The ${pascal(String(path.at(-1) ?? ''))} field is required.` }];
}

function unconvertible({ notation }: Rules, type: TypeRef, value: unknown, path: Path): Complaint {
  if (notation === 'form') {
    const name = path.join('.');
    const shown = typeof value === 'string' ? value : 'file';
    return { name, message: `The value '${shown}' is not valid for ${name}.` };
  }
  const name = path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${step}`),
    '$',
  );
  const message = `The JSON value could not be converted to ${clrName(type)}. Path: ${name}.`;
  return { name, message };
}

/** The name that .NET would print. */
function clrName(type: TypeRef): string {
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

function pascal(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
