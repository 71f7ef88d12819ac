import type {
  Declaration,
  DeclarationId,
  Discriminator,
  Docs,
  Property,
  TypeRef,
} from '../model/model.js';
import { findProperty } from '../model/walk.js';
import { unreachable } from '../model/type-refs.js';
import { getDeclarationNames, type EmitContext } from './context.js';
import { getPropertyName, getVisibleProperties } from './print-type.js';
import { toPropertyKey, toStringLiteral } from './structures.js';

/** What is known of the place of a value besides its type. */
export interface ValuePlace {
  /** The name of the parameter or property. */
  readonly name: string;
  readonly docs?: Docs;
}

/** Prints a value that a program can pass. Remembers the exports of the package that it uses. */
export interface ExampleValuePrinter {
  /** @returns an expression of the type; undefined when no finite value has it. */
  readonly print: (type: TypeRef, place: ValuePlace) => string | undefined;
  /** Names to import from the package: enums, where they are those of TypeScript. */
  readonly imports: ReadonlySet<string>;
}

/**
 * Creates a printer of arguments for examples. A value is the document's own example or default if it is one of the
 * type, else the simplest that the type and its constraints accept: only the properties that are required, or, where the
 * document does not say, two that show what an object is like.
 */
export function createExampleValues(context: EmitContext): ExampleValuePrinter {
  const imports = new Set<string>();
  const { model } = context;

  /** @param open The declarations that the value is part of. */
  const print = (type: TypeRef, place: ValuePlace, open: Open): string | undefined => {
    const { docs = {} } = place;
    const published = [docs.example, docs.defaultValue].find((value) => fits(type, value));
    if (published !== undefined) return printLiteral(published);
    switch (type.kind) {
      case 'unknown':
      case 'record':
        return '{}';
      case 'never':
        return undefined;
      case 'null':
        return 'null';
      case 'scalar':
        return printScalar(type, place);
      case 'literal':
        return printLiteral(type.value);
      case 'binary':
        return "new Blob(['example'])";
      case 'array': {
        const item = print(type.items, { name: place.name }, open);
        return item === undefined && !docs.constraints?.minItems ? '[]' : item && `[${item}]`;
      }
      case 'tuple':
        return joined(
          type.items
            .slice(0, type.required ?? type.items.length)
            .map((item) => print(item, { name: place.name }, open)),
          '[',
          ']',
        );
      case 'union': {
        if (type.discriminator) return printObject(type, open);
        const members = type.members.filter(({ kind }) => kind !== 'null');
        return first(members, (member) => print(member, place, open)) ?? printNull(type.members);
      }
      case 'intersection':
      case 'object':
        return printObject(type, open);
      case 'reference':
        return printReference(type.id, place, open);
      default:
        return unreachable(type);
    }
  };

  const printReference = (id: DeclarationId, place: ValuePlace, open: Open): string | undefined => {
    const declaration = open.has(id) ? undefined : model.declarations.get(id);
    const inside = new Set([...open, id]);
    switch (declaration?.kind) {
      case undefined:
        return undefined;
      case 'alias':
        return print(
          declaration.type,
          { ...place, docs: { ...declaration.docs, ...place.docs } },
          inside,
        );
      case 'enum':
        return printEnum(declaration, place);
      case 'interface':
        return printObject({ kind: 'reference', id }, open);
      default:
        return unreachable(declaration);
    }
  };

  const printEnum = (declaration: EnumDeclaration, { docs = {} }: ValuePlace) => {
    const { members } = declaration;
    const published = [docs.example, docs.defaultValue];
    const chosen = members.find(({ value }) => published.includes(value)) ?? members[0];
    if (chosen === undefined) return declaration.nullable ? 'null' : undefined;
    const { type, enumMembers } = getDeclarationNames(context, declaration.id);
    const key = enumMembers.get(JSON.stringify(chosen.value));
    if (context.enums !== 'enum' || key === undefined) return printLiteral(chosen.value);
    imports.add(type);
    return `${type}.${key}`;
  };

  const printObject = (type: TypeRef, open: Open): string | undefined => {
    const entries = collectEntries(type, open);
    return entries && joined([...entries.values()], '{ ', ' }');
  };

  /** The required properties by wire name, printed; undefined if the type has no finite object. */
  const collectEntries = (type: TypeRef, open: Open): Entries | undefined => {
    switch (type.kind) {
      case 'object':
        return printProperties(type.properties, open);
      case 'intersection':
        return merged(type.members.map((member) => collectEntries(member, open)));
      case 'unknown':
      case 'record':
        return new Map();
      case 'union': {
        const { discriminator, members } = type;
        return first(members, (member) =>
          discriminator && member.kind === 'reference'
            ? collectVariant(member.id, discriminator, open)
            : collectEntries(member, open),
        );
      }
      case 'reference': {
        const declaration = open.has(type.id) ? undefined : model.declarations.get(type.id);
        if (declaration?.kind === 'alias')
          return collectEntries(declaration.type, new Set([...open, type.id]));
        if (declaration?.kind !== 'interface') return undefined;
        const { variants } = declaration;
        const ids = [type.id, ...(variants?.mapping ?? []).map(({ id }) => id)];
        const chosen = ids.find((id) => variants?.mapping.some((each) => each.id === id));
        return variants && chosen !== undefined
          ? collectVariant(chosen, variants, open)
          : collectOwn(type.id, open);
      }
      default:
        return undefined;
    }
  };

  /** A variant, with the value of the discriminator that says so. */
  const collectVariant = (
    id: DeclarationId,
    { propertyName, mapping }: Discriminator,
    open: Open,
  ): Entries | undefined => {
    const value = mapping.find((each) => each.id === id)?.value;
    const isInterface = model.declarations.get(id)?.kind === 'interface';
    const entries = isInterface
      ? collectOwn(id, open)
      : collectEntries({ kind: 'reference', id }, open);
    if (value === undefined || entries === undefined) return entries;
    const property = findProperty(model.declarations, id, propertyName);
    const name = property === undefined ? propertyName : getPropertyName(property);
    const literal =
      property?.type.kind === 'reference' || property?.type.kind === 'scalar'
        ? print(property.type, { name, docs: { example: value } }, open)
        : toStringLiteral(value);
    return new Map([...entries, [propertyName, `${toPropertyKey(name)}: ${literal}`]]);
  };

  /** The properties of an interface and of those that it extends. */
  const collectOwn = (id: DeclarationId, open: Open): Entries | undefined => {
    const declaration = open.has(id) ? undefined : model.declarations.get(id);
    if (declaration?.kind !== 'interface') return undefined;
    const inside = new Set([...open, id]);
    const bases = declaration.extends.map((base) => collectOwn(base, inside));
    return merged([...bases, printProperties(declaration.properties, inside)]);
  };

  const printProperties = (properties: readonly Property[], open: Open): Entries | undefined => {
    const visible = getVisibleProperties(properties, 'request');
    const required = visible.filter((each) => each.required);
    const shown = required.length > 0 ? required : visible.filter(isTelling).slice(0, 2);
    const entries = new Map<string, string>();
    for (const property of shown) {
      const name = getPropertyName(property);
      const value = print(property.type, { name, docs: property.docs }, open);
      if (value === undefined) return undefined;
      entries.set(property.wireName, `${toPropertyKey(name)}: ${value}`);
    }
    return entries;
  };

  return { print: (type, place) => print(type, place, new Set()), imports };
}

type Open = ReadonlySet<string>;
type Entries = ReadonlyMap<string, string>;
type EnumDeclaration = Extract<Declaration, { readonly kind: 'enum' }>;
type Scalar = Extract<TypeRef, { readonly kind: 'scalar' }>;

/** Texts and numbers that are no ids. */
function isTelling({ wireName, type }: Property): boolean {
  const members = type.kind === 'union' ? type.members : [type];
  return members.some(({ kind }) => kind === 'scalar') && !/id$/i.test(wireName);
}

function merged(all: readonly (Entries | undefined)[]): Entries | undefined {
  const entries = new Map<string, string>();
  for (const each of all) {
    if (each === undefined) return undefined;
    each.forEach((text, name) => entries.set(name, text));
  }
  return entries;
}

function joined(
  texts: readonly (string | undefined)[],
  open: string,
  close: string,
): string | undefined {
  if (texts.includes(undefined)) return undefined;
  return texts.length === 0
    ? `${open.trim()}${close.trim()}`
    : `${open}${texts.join(', ')}${close}`;
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function printNull(members: readonly TypeRef[]): string | undefined {
  return members.some(({ kind }) => kind === 'null') ? 'null' : undefined;
}

/** Whether a value of the document can be shown: it is of the type, short, and has nothing that ends a literal or a block of code. */
function fits(type: TypeRef, value: unknown): value is string | number | boolean {
  switch (type.kind) {
    case 'scalar': {
      if (type.scalar === 'string') return typeof value === 'string' && PLAIN.test(value);
      if (type.scalar === 'boolean') return typeof value === 'boolean';
      return typeof value === 'number' && (type.scalar === 'number' || Number.isSafeInteger(value));
    }
    case 'literal':
      return value === type.value && (typeof value !== 'string' || PLAIN.test(value));
    case 'union':
      return type.members.some((member) => fits(member, value));
    default:
      return false;
  }
}

const PLAIN = /^(?! )[\p{L}\p{N} _.:@+/-]{1,60}(?<! )$/u;

function printScalar({ scalar, format }: Scalar, place: ValuePlace): string {
  const { minimum, exclusiveMinimum, maximum } = place.docs?.constraints ?? {};
  switch (scalar) {
    case 'boolean':
      return 'true';
    case 'integer':
    case 'number': {
      const least = minimum ?? (exclusiveMinimum === undefined ? 1 : exclusiveMinimum + 1);
      const value = Math.min(Math.max(1, least), maximum ?? Infinity);
      return String(scalar === 'integer' ? Math.round(value) : value);
    }
    case 'string':
      return toStringLiteral(createText(format, place));
    default:
      return unreachable(scalar);
  }
}

/** Text of the format; `example` in the length that is asked for without one. */
function createText(format: string | undefined, { name, docs = {} }: ValuePlace): string {
  const isEnd = /^(?:end|to|until|before|max)/i.test(name);
  const day = isEnd ? '2026-02-01' : '2026-01-31';
  switch (format) {
    case 'date-time':
      return `${day}T00:00:00Z`;
    case 'date-time-local':
      return `${day}T00:00:00`;
    case 'date':
      return day;
    case 'time':
    case 'time-local':
    case 'date-span':
      return '08:30:00';
    case 'duration':
      return 'PT1H';
    case 'uuid':
      return '3fa85f64-5717-4562-b3fc-2c963f66afa6';
    case 'email':
      return 'name@example.com';
    case 'uri':
    case 'url':
      return 'https://example.com/';
    case 'ipv4':
      return '192.0.2.1';
    case 'ipv6':
      return '2001:db8::1';
    case 'byte':
      return 'ZXhhbXBsZQ==';
    default: {
      const { minLength = 0, maxLength = Infinity } = docs.constraints ?? {};
      return 'example'.padEnd(Math.min(minLength, MAX_LENGTH), 'e').slice(0, maxLength);
    }
  }
}

const MAX_LENGTH = 60;

function printLiteral(value: string | number | boolean): string {
  // A backtick would end a span of code in Markdown.
  return typeof value === 'string'
    ? toStringLiteral(value).replaceAll('`', '\\u0060')
    : String(value);
}
