import type { Property, RuntimeScalar, TypeRef } from '../model/model.js';
import type { OutputSwitches } from '../model/switches.js';
import { unreachable } from '../model/types.js';
import { commentText, propertyComment } from './jsdoc.js';
import { propertyKey, quoted } from './literals.js';

/** Which way a value travels. `either`: no operation uses it, so nothing is left out. */
export type Side = 'request' | 'response' | 'either';

/** What printing a type needs to know: the direction, and how to name a declaration (which imports it). */
export interface TypeScope {
  readonly side: Side;
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
export function typeText(type: TypeRef, scope: TypeScope): string {
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'null':
      return type.kind;
    case 'scalar':
      return scalarTexts(type, scope).join(' | ');
    case 'literal':
      return typeof type.value === 'string' ? quoted(type.value) : String(type.value);
    case 'binary':
      return 'Blob';
    case 'array':
      return `${listPrefix(scope)}${operandText(type.items, scope)}[]`;
    case 'record':
      return recordText(type.values, scope);
    case 'tuple': {
      const { items: all, required = all.length } = type;
      const items = all.map((item, index) =>
        index < required ? typeText(item, scope) : `${operandText(item, scope)}?`,
      );
      return `${listPrefix(scope)}[${[...items, ...(type.rest ? [`...${operandText(type.rest, scope)}[]`] : [])].join(', ')}]`;
    }
    case 'union':
      return unionText(type, scope);
    case 'intersection':
      return intersectionText(type, scope);
    case 'object':
      return objectText(type, scope);
    case 'reference':
      return scope.reference(type.id);
    default:
      return unreachable(type);
  }
}

/** Requests take what a program holds, or what stands on the wire, which is sent exactly as it is. */
function scalarTexts(type: TypeRef & { kind: 'scalar' }, { side }: TypeScope): readonly string[] {
  const wire = type.scalar === 'integer' ? 'number' : type.scalar;
  if (type.as === undefined) return [wire];
  const held = HELD[type.as];
  return side === 'request' ? [held, wire] : [held];
}

const HELD: Readonly<Record<RuntimeScalar, string>> = {
  date: 'Date',
  bigint: 'bigint',
  digits: 'string',
};

/** A scalar that is a choice by itself is no different beside others: `Date | string` or `string` is `Date | string`. */
function opened(text: string): readonly string[] {
  return /^(Date|bigint|string) \| (string|number)$/.test(text) ? text.split(' | ') : [text];
}

/** What says nothing adds nothing; it must not close the others. */
function intersectionText(type: TypeRef & { kind: 'intersection' }, scope: TypeScope): string {
  const members = type.members.flatMap((member) => {
    if (member.kind !== 'reference') return [operandText(member, scope)];
    return scope.isEmpty?.(member.id) ? [] : [(scope.base ?? scope.reference)(member.id)];
  });
  return members.length === 0 ? NOTHING : members.join(' & ');
}

/** An object without a property. `{}` would let every text and number pass. */
export const NOTHING = 'Record<string, never>';

/** A type where an operator binds tighter than `|` and `&`. */
function operandText(type: TypeRef, scope: TypeScope): string {
  const text = typeText(type, scope);
  const isLoose =
    type.kind === 'union' ||
    type.kind === 'intersection' ||
    (type.kind === 'scalar' && text.includes(' ')) ||
    text.startsWith('readonly ');
  return isLoose ? `(${text})` : text;
}

function listPrefix(scope: TypeScope): string {
  return scope.readonly === 'on' ? 'readonly ' : '';
}

/** True where what a property holds is not to be replaced. */
export function isReadonly({ readonly, side }: TypeScope): boolean {
  return readonly === 'on' && side === 'response';
}

/** `Record` is resolved at once, so a type could not name itself through it; an index signature waits. */
function recordText(values: TypeRef, scope: TypeScope): string {
  const text = typeText(values, scope);
  if (isReadonly(scope)) return `{ readonly [key: string]: ${text} }`;
  return SELF_CONTAINED.has(values.kind) ? `Record<string, ${text}>` : `{ [key: string]: ${text} }`;
}

const SELF_CONTAINED: ReadonlySet<TypeRef['kind']> = new Set([
  'unknown',
  'never',
  'null',
  'scalar',
  'literal',
  'binary',
]);

function unionText(type: TypeRef & { kind: 'union' }, scope: TypeScope): string {
  const print = (member: TypeRef) =>
    member.kind === 'intersection'
      ? inParentheses(typeText(member, scope))
      : typeText(member, scope);
  const texts = scope.members?.(type, print) ?? type.members.map(print);
  const members = texts.flatMap(opened);
  if (scope.side === 'response' && !type.closed) members.push(...openEnd(type.members));
  const nullLast = [
    ...members.filter((member) => member !== 'null'),
    ...members.filter((member) => member === 'null'),
  ];
  return [...new Set(nullLast)].join(' | ');
}

/** Where it needs none, a reader does. */
function inParentheses(text: string): string {
  return text.includes(' & ') ? `(${text})` : text;
}

/** An enumeration that a server answers with is open: tomorrow's value must not break today's program. */
function openEnd(members: readonly TypeRef[]): readonly string[] {
  const values = members
    .filter((member) => member.kind === 'literal')
    .map((member) => member.value);
  if (values.length < 2) return [];
  if (values.every((value) => typeof value === 'string')) return ['(string & {})'];
  return values.every((value) => typeof value === 'number') ? ['(number & {})'] : [];
}

function objectText(type: TypeRef & { kind: 'object' }, scope: TypeScope): string {
  const properties = visibleProperties(type.properties, scope.side);
  if (properties.length === 0 && !type.additional) return NOTHING;
  const modifier = isReadonly(scope) ? 'readonly ' : '';
  const lines = properties.map((property) => {
    const docs = docsText(commentText(propertyComment(property)));
    return `${docs}${modifier}${propertyKey(calledName(property))}${property.required ? '' : '?'}: ${typeText(property.type, scope)};`;
  });
  if (type.additional)
    lines.push(
      `${modifier}[key: string]: ${indexText(type.additional, properties.some(isOptional), scope)};`,
    );
  return `{\n${lines.join('\n')}\n}`;
}

/** As the declarations' own comments are laid out. */
function docsText(comment: string | undefined): string {
  if (comment === undefined) return '';
  const lines = comment.split('\n');
  if (lines.length === 1) return `/** ${comment} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

/** The index signature's type; it must also admit that a named property is absent. */
export function indexText(additional: TypeRef, mayBeAbsent: boolean, scope: TypeScope): string {
  const text = typeText(additional, scope);
  return mayBeAbsent && text !== 'unknown' ? `${text} | undefined` : text;
}

/** The properties that travel this way. */
export function visibleProperties(
  properties: readonly Property[],
  side: Side,
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
export function calledName({ name, wireName }: Property): string {
  return name ?? wireName;
}

export function isOptional(property: Property): boolean {
  return !property.required;
}
