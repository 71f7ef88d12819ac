import type { Property, RuntimeScalar, TypeRef } from '../model/model.js';
import { isTemporal } from '../model/temporal.js';
import { isLeaf, unreachable, type TypeOfKind } from '../model/type-refs.js';
import { createPropertyComment, printComment } from './jsdoc.js';
import { toPropertyKey, toStringLiteral } from './structures.js';
import type { TypeDirection, TypeOptions } from './type-options.js';

/** Prints a type as TypeScript. It may take several lines. */
export function printType(type: TypeRef, options: TypeOptions): string {
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'null':
      return type.kind;
    case 'scalar':
      return printScalar(type, options).join(' | ');
    case 'literal':
      return typeof type.value === 'string' ? toStringLiteral(type.value) : String(type.value);
    case 'binary':
      return options.bytes?.() ?? 'Blob';
    case 'array':
      return `${getListPrefix(options)}${printOperand(type.items, options)}[]`;
    case 'record':
      return printRecord(type.values, options);
    case 'tuple': {
      const { items: all, required = all.length } = type;
      const items = all.map((item, index) =>
        index < required ? printType(item, options) : `${printOperand(item, options)}?`,
      );
      return `${getListPrefix(options)}[${[...items, ...(type.rest ? [`...${printOperand(type.rest, options)}[]`] : [])].join(', ')}]`;
    }
    case 'union':
      return printUnion(type, options);
    case 'intersection':
      return printIntersection(type, options);
    case 'object':
      return printObject(type, options);
    case 'reference': {
      const inline = options.inline?.(type.id);
      return inline ? printType(inline, options) : options.reference(type.id);
    }
    default:
      return unreachable(type);
  }
}

/** A request also accepts the wire format, which is sent unchanged, and a number as text where a switch says so. */
function printScalar(type: TypeOfKind<'scalar'>, options: TypeOptions): readonly string[] {
  const { direction } = options;
  const wire = type.scalar === 'integer' ? 'number' : type.scalar;
  const runtime = type.as === undefined ? wire : printRuntimeType(type.as, options);
  if (direction !== 'request') return [runtime];
  return [...new Set([runtime, wire, ...(type.sendsText ? ['string'] : [])])];
}

function printRuntimeType(scalar: RuntimeScalar, { temporal }: TypeOptions): string {
  const name = RUNTIME_TYPES[scalar];
  return isTemporal(scalar) ? `${temporal?.() ?? 'Temporal'}.${name}` : name;
}

const RUNTIME_TYPES: Readonly<Record<RuntimeScalar, string>> = {
  date: 'Date',
  bigint: 'bigint',
  digits: 'string',
  duration: 'Duration',
  instant: 'Instant',
  plainDate: 'PlainDate',
  plainDateTime: 'PlainDateTime',
  plainTime: 'PlainTime',
};

/** Splits the union of a scalar or a file, so that the union around it has no member twice: `Date | string` beside `string`. */
function splitScalar(text: string): readonly string[] {
  return /^(?:(?:Date|Temporal\.\w+|bigint|number|string|Blob|BinaryBody|null)(?: \| |$))+$/.test(
    text,
  )
    ? text.split(' | ')
    : [text];
}

/** An empty member is left out: its type `Record<string, never>` would forbid the properties of the others. */
function printIntersection(type: TypeOfKind<'intersection'>, options: TypeOptions): string {
  const members = type.members.flatMap((member) => {
    if (member.kind !== 'reference') return [printOperand(member, options)];
    return options.isEmpty?.(member.id) ? [] : [(options.base ?? options.reference)(member.id)];
  });
  return members.length === 0 ? EMPTY_OBJECT : members.join(' & ');
}

/** The type of an object without properties. `{}` would accept any string and number. */
export const EMPTY_OBJECT = 'Record<string, never>';

/** Prints a type as the operand of an operator that binds tighter than `|` and `&`. */
function printOperand(operand: TypeRef, options: TypeOptions): string {
  const inline = operand.kind === 'reference' ? options.inline?.(operand.id) : undefined;
  if (inline) return printOperand(inline, options);
  const type = operand;
  const text = printType(type, options);
  const needsParentheses =
    type.kind === 'union' ||
    type.kind === 'intersection' ||
    (type.kind === 'scalar' && text.includes(' ')) ||
    text.startsWith('readonly ');
  return needsParentheses ? `(${text})` : text;
}

function getListPrefix(options: TypeOptions): string {
  return options.readonly === 'on' ? 'readonly ' : '';
}

/** True if the properties of an object are readonly. */
export function isReadonly({ readonly, direction }: TypeOptions): boolean {
  return readonly === 'on' && direction === 'response';
}

/** A type can refer to itself inside an index signature, but not inside `Record`, which is resolved eagerly. */
function printRecord(values: TypeRef, options: TypeOptions): string {
  const text = printType(values, options);
  if (isReadonly(options)) return `{ readonly [key: string]: ${text} }`;
  return isLeaf(values) ? `Record<string, ${text}>` : `{ [key: string]: ${text} }`;
}

function printUnion(type: TypeOfKind<'union'>, options: TypeOptions): string {
  const print = (member: TypeRef) =>
    member.kind === 'intersection'
      ? addParentheses(printType(member, options))
      : printType(member, options);
  const texts = options.members?.(type, print) ?? type.members.map(print);
  const members = texts.flatMap(splitScalar);
  if (options.direction === 'response' && !type.closed)
    members.push(...getOpenMember(type.members));
  const nullLast = [
    ...members.filter((member) => member !== 'null'),
    ...members.filter((member) => member === 'null'),
  ];
  return [...new Set(nullLast)].join(' | ');
}

/** The compiler does not need these parentheses; they are for the reader. */
function addParentheses(text: string): string {
  return text.includes(' & ') ? `(${text})` : text;
}

/** Enumerations in responses are open, so that a value added later does not break the types of existing programs. */
function getOpenMember(members: readonly TypeRef[]): readonly string[] {
  const values = members
    .filter((member) => member.kind === 'literal')
    .map((member) => member.value);
  if (values.length < 2) return [];
  if (values.every((value) => typeof value === 'string')) return ['(string & {})'];
  return values.every((value) => typeof value === 'number') ? ['(number & {})'] : [];
}

/** Whether an object type has no properties in this direction, and allows no others. */
export function isEmptyObject(
  { properties, additional }: TypeOfKind<'object'>,
  { direction }: TypeOptions,
): boolean {
  return !additional && getVisibleProperties(properties, direction).length === 0;
}

function printObject(type: TypeOfKind<'object'>, options: TypeOptions): string {
  if (isEmptyObject(type, options)) return EMPTY_OBJECT;
  const properties = getVisibleProperties(type.properties, options.direction);
  const modifier = isReadonly(options) ? 'readonly ' : '';
  const lines = properties.map((property) => {
    const docs = printDocs(printComment(createPropertyComment(property)));
    return `${docs}${modifier}${toPropertyKey(getPropertyName(property))}${property.required ? '' : '?'}: ${printType(property.type, options)};`;
  });
  if (type.additional)
    lines.push(
      `${modifier}[key: string]: ${printIndexType(type.additional, properties.some(isOptional), options)};`,
    );
  return `{\n${lines.join('\n')}\n}`;
}

/** Prints the comment of a property as ts-morph prints those of a declaration. */
function printDocs(comment: string | undefined): string {
  if (comment === undefined) return '';
  const lines = comment.split('\n');
  if (lines.length === 1) return `/** ${comment} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

/**
 * Prints the value type of an index signature.
 *
 * @param mayBeAbsent True if a named property is optional; the value type must then include `undefined`.
 */
export function printIndexType(
  additional: TypeRef,
  mayBeAbsent: boolean,
  options: TypeOptions,
): string {
  const text = printType(additional, options);
  return mayBeAbsent && text !== 'unknown' ? `${text} | undefined` : text;
}

/** The properties that are sent in this direction: no `readOnly` ones in requests, no `writeOnly` ones in responses. */
export function getVisibleProperties(
  properties: readonly Property[],
  direction: TypeDirection,
): readonly Property[] {
  switch (direction) {
    case 'request':
      return properties.filter((property) => property.access !== 'read');
    case 'response':
      return properties.filter((property) => property.access !== 'write');
    case 'either':
      return properties;
    default:
      return unreachable(direction);
  }
}

/** The name of a property in TypeScript. */
export function getPropertyName({ name, wireName }: Property): string {
  return name ?? wireName;
}

export function isOptional(property: Property): boolean {
  return !property.required;
}
