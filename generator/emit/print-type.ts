import type { Property, RuntimeScalar, TypeRef } from '../model/model.js';
import type { OutputSwitches } from '../model/switches.js';
import { unreachable } from '../model/types.js';
import { createPropertyComment, printComment } from './jsdoc.js';
import { toPropertyKey, toStringLiteral } from './structures.js';

/** Which way a value travels. `either`: no operation uses it, so nothing is left out. */
export type TypeDirection = 'request' | 'response' | 'either';

/** What printing a type needs to know: the direction, and how to name a declaration (which imports it). */
export interface TypeOptions {
  readonly side: TypeDirection;
  /** `on`: answers are readonly, and lists everywhere, so that one that was answered can be sent. */
  readonly readonly?: OutputSwitches['readonly'];
  readonly reference: (id: string) => string;
  /** Whether the declaration says nothing, not even that there may be more. */
  readonly isEmpty?: (id: string) => boolean;
  /** The name to inherit from, where `reference` means the declaration and its variants. */
  readonly base?: (id: string) => string;
  /** The texts of a choice's members, with the tags by which a program narrows. */
  readonly members?: (
    union: TypeRef & { readonly kind: 'union' },
    print: (type: TypeRef) => string,
  ) => readonly string[];
}

/** TypeScript for a type. */
export function printType(type: TypeRef, scope: TypeOptions): string {
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'null':
      return type.kind;
    case 'scalar':
      return printScalar(type, scope).join(' | ');
    case 'literal':
      return typeof type.value === 'string' ? toStringLiteral(type.value) : String(type.value);
    case 'binary':
      return 'Blob';
    case 'array':
      return `${getListPrefix(scope)}${printOperand(type.items, scope)}[]`;
    case 'record':
      return printRecord(type.values, scope);
    case 'tuple': {
      const { items: all, required = all.length } = type;
      const items = all.map((item, index) =>
        index < required ? printType(item, scope) : `${printOperand(item, scope)}?`,
      );
      return `${getListPrefix(scope)}[${[...items, ...(type.rest ? [`...${printOperand(type.rest, scope)}[]`] : [])].join(', ')}]`;
    }
    case 'union':
      return printUnion(type, scope);
    case 'intersection':
      return printIntersection(type, scope);
    case 'object':
      return printObject(type, scope);
    case 'reference':
      return scope.reference(type.id);
    default:
      return unreachable(type);
  }
}

/** Requests take what a program holds, or what stands on the wire, which is sent exactly as it is. */
function printScalar(type: TypeRef & { kind: 'scalar' }, { side }: TypeOptions): readonly string[] {
  const wire = type.scalar === 'integer' ? 'number' : type.scalar;
  if (type.as === undefined) return [wire];
  const held = RUNTIME_TYPES[type.as];
  return side === 'request' ? [held, wire] : [held];
}

const RUNTIME_TYPES: Readonly<Record<RuntimeScalar, string>> = {
  date: 'Date',
  bigint: 'bigint',
  digits: 'string',
};

/** A scalar that is a choice by itself is no different beside others: `Date | string` or `string` is `Date | string`. */
function splitScalar(text: string): readonly string[] {
  return /^(Date|bigint|string) \| (string|number)$/.test(text) ? text.split(' | ') : [text];
}

/** What says nothing adds nothing; it must not close the others. */
function printIntersection(type: TypeRef & { kind: 'intersection' }, scope: TypeOptions): string {
  const members = type.members.flatMap((member) => {
    if (member.kind !== 'reference') return [printOperand(member, scope)];
    return scope.isEmpty?.(member.id) ? [] : [(scope.base ?? scope.reference)(member.id)];
  });
  return members.length === 0 ? EMPTY_OBJECT : members.join(' & ');
}

/** An object without a property. `{}` would let every text and number pass. */
export const EMPTY_OBJECT = 'Record<string, never>';

/** A type where an operator binds tighter than `|` and `&`. */
function printOperand(type: TypeRef, scope: TypeOptions): string {
  const text = printType(type, scope);
  const isLoose =
    type.kind === 'union' ||
    type.kind === 'intersection' ||
    (type.kind === 'scalar' && text.includes(' ')) ||
    text.startsWith('readonly ');
  return isLoose ? `(${text})` : text;
}

function getListPrefix(scope: TypeOptions): string {
  return scope.readonly === 'on' ? 'readonly ' : '';
}

/** True where what a property holds is not to be replaced. */
export function isReadonly({ readonly, side }: TypeOptions): boolean {
  return readonly === 'on' && side === 'response';
}

/** `Record` is resolved at once, so a type could not name itself through it; an index signature waits. */
function printRecord(values: TypeRef, scope: TypeOptions): string {
  const text = printType(values, scope);
  if (isReadonly(scope)) return `{ readonly [key: string]: ${text} }`;
  return WITHOUT_REFERENCES.has(values.kind)
    ? `Record<string, ${text}>`
    : `{ [key: string]: ${text} }`;
}

const WITHOUT_REFERENCES: ReadonlySet<TypeRef['kind']> = new Set([
  'unknown',
  'never',
  'null',
  'scalar',
  'literal',
  'binary',
]);

function printUnion(type: TypeRef & { kind: 'union' }, scope: TypeOptions): string {
  const print = (member: TypeRef) =>
    member.kind === 'intersection'
      ? addParentheses(printType(member, scope))
      : printType(member, scope);
  const texts = scope.members?.(type, print) ?? type.members.map(print);
  const members = texts.flatMap(splitScalar);
  if (scope.side === 'response' && !type.closed) members.push(...getOpenMember(type.members));
  const nullLast = [
    ...members.filter((member) => member !== 'null'),
    ...members.filter((member) => member === 'null'),
  ];
  return [...new Set(nullLast)].join(' | ');
}

/** Where it needs none, a reader does. */
function addParentheses(text: string): string {
  return text.includes(' & ') ? `(${text})` : text;
}

/** An enumeration that a server answers with is open: tomorrow's value must not break today's program. */
function getOpenMember(members: readonly TypeRef[]): readonly string[] {
  const values = members
    .filter((member) => member.kind === 'literal')
    .map((member) => member.value);
  if (values.length < 2) return [];
  if (values.every((value) => typeof value === 'string')) return ['(string & {})'];
  return values.every((value) => typeof value === 'number') ? ['(number & {})'] : [];
}

function printObject(type: TypeRef & { kind: 'object' }, scope: TypeOptions): string {
  const properties = getVisibleProperties(type.properties, scope.side);
  if (properties.length === 0 && !type.additional) return EMPTY_OBJECT;
  const modifier = isReadonly(scope) ? 'readonly ' : '';
  const lines = properties.map((property) => {
    const docs = printDocs(printComment(createPropertyComment(property)));
    return `${docs}${modifier}${toPropertyKey(getPropertyName(property))}${property.required ? '' : '?'}: ${printType(property.type, scope)};`;
  });
  if (type.additional)
    lines.push(
      `${modifier}[key: string]: ${printIndexType(type.additional, properties.some(isOptional), scope)};`,
    );
  return `{\n${lines.join('\n')}\n}`;
}

/** As the declarations' own comments are laid out. */
function printDocs(comment: string | undefined): string {
  if (comment === undefined) return '';
  const lines = comment.split('\n');
  if (lines.length === 1) return `/** ${comment} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

/** The index signature's type; it must also admit that a named property is absent. */
export function printIndexType(
  additional: TypeRef,
  mayBeAbsent: boolean,
  scope: TypeOptions,
): string {
  const text = printType(additional, scope);
  return mayBeAbsent && text !== 'unknown' ? `${text} | undefined` : text;
}

/** The properties that travel this way. */
export function getVisibleProperties(
  properties: readonly Property[],
  side: TypeDirection,
): readonly Property[] {
  switch (side) {
    case 'request':
      return properties.filter((property) => property.access !== 'read');
    case 'response':
      return properties.filter((property) => property.access !== 'write');
    case 'either':
      return properties;
    default:
      return unreachable(side);
  }
}

/** What TypeScript calls a property. */
export function getPropertyName({ name, wireName }: Property): string {
  return name ?? wireName;
}

export function isOptional(property: Property): boolean {
  return !property.required;
}
