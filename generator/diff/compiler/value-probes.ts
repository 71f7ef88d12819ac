import type { DeclarationId, Discriminator, Property, TypeRef } from '../../model/model.js';
import { isLeaf } from '../../model/type-refs.js';
import { visitReferences } from '../../model/walk.js';
import { defined } from '../../util/defined.js';
import type { Direction } from '../finding.js';
import type { ModelPrinter, ProbeContext } from './both-packages.js';
import type { Probe } from './source-break.js';

type Target = Pick<Probe, 'subject' | 'owner' | 'pointer'>;

export type TypedValue = Pick<Property, 'type' | 'required'>;

/** A location that has a type: a property, a parameter, a result. */
export interface TypedLocation extends Target {
  readonly before: TypedValue;
  /** Undefined where the new package has no such location: naming it is then the error. */
  readonly after: TypedValue | undefined;
  /** The new type at the location, as TypeScript. */
  readonly newType: string;
  /** True for a declaration itself: its inside is probed even if the same replacement was probed elsewhere. */
  readonly isDeclaration?: true;
  /** The property's name, where `newType` is that of an object of which any part may be given. */
  readonly partialProperty?: string;
}

/** What a program does with a value at this location; nothing where both packages print the same. */
export function probeLocation(
  location: TypedLocation,
  direction: Direction,
  context: ProbeContext,
): readonly Probe[] {
  const { before, after } = location;
  if (after !== undefined && printsSame(before, after, direction, context)) return [];
  return direction === 'request'
    ? probeArgument(location, context)
    : probeResult(location, context);
}

/** A property of a type, or an entry of a params object. */
export interface Member extends TypedValue {
  readonly name: string;
  readonly pointer: string;
}

/** What programs do with the members of an object, and those that became required. */
export function probeMembers(
  old: readonly Member[],
  now: readonly Member[],
  /** The new object's type, as TypeScript; `isPart`: of which values have only some members. */
  { newType, isPart = false }: { readonly newType: string; readonly isPart?: boolean },
  toTarget: (name: string, pointer: string) => Target,
  direction: Direction,
  context: ProbeContext,
): readonly Probe[] {
  const newByName = new Map(now.map((member) => [member.name, member]));
  const oldByName = new Map(old.map((member) => [member.name, member]));
  const kept = old.flatMap((before) => {
    const { name, pointer } = before;
    const location: TypedLocation = {
      ...toTarget(name, pointer),
      before,
      after: newByName.get(name),
      newType: isPart ? `Partial<${newType}>` : `${newType}${toKey(name)}`,
      ...defined({ partialProperty: isPart ? name : undefined }),
    };
    return probeLocation(location, direction, context);
  });
  const required = now.filter(({ name, required: must }) => must && !oldByName.get(name)?.required);
  if (direction === 'response') return kept;
  return [
    ...kept,
    ...required.map(({ name, pointer }) => {
      const key = `Extract<keyof ${newType}, ${JSON.stringify(name)}>`;
      const target = toTarget(name, oldByName.get(name)?.pointer ?? pointer);
      return toProbe(target, 'argument', `const _: Pick<${newType}, ${key}> = {};`);
    }),
  ];
}

function printsSame(
  before: TypedValue,
  after: TypedValue,
  direction: Direction,
  { compared }: ProbeContext,
): boolean {
  if (direction === 'response' && before.required && !after.required) return false;
  return (
    compared.before.printType(before.type, direction) ===
    compared.after.printType(after.type, direction)
  );
}

/** Gives a value of the old type, and the same written out as object literals. */
function probeArgument(location: TypedLocation, context: ProbeContext): readonly Probe[] {
  const { before } = context;
  const { type } = location.before;
  const kept = new Set<DeclarationId>();
  if (location.after) visitReferences(location.after.type, (id) => kept.add(context.toOldId(id)));
  const values = [
    `null! as ${before.printType(type, 'request')}`,
    ...listLiterals(type, kept, before),
  ].map((value) => {
    const { partialProperty } = location;
    return partialProperty === undefined ? value : `{ ${toKey(partialProperty)}: ${value} }`;
  });
  return values.map((value) =>
    toProbe(location, 'argument', `const _: ${location.newType} = ${value};`),
  );
}

/** Reads a value as the old type, and the properties inside of it. */
function probeResult(location: TypedLocation, context: ProbeContext): readonly Probe[] {
  const { subject, before, after, newType } = location;
  const was = context.before.printRead(before, 'response');
  const is = after === undefined ? newType : context.compared.after.printRead(after, 'response');
  const isFirst = context.isFirstReplacement(was, is);
  const inside = isFirst || location.isDeclaration ? listReads(before.type, newType, context) : [];
  return [
    toProbe(location, 'result', `const _: ${was} = null! as ${newType};`),
    ...inside.map(({ path, property, code }): Probe => {
      const target = {
        owner: location.owner,
        subject: [subject, ...path].join('.'),
        pointer: property?.origin.pointer ?? location.pointer,
      };
      return { ...toProbe(target, 'result', code), isNested: true };
    }),
  ];
}

function toProbe(
  { subject, owner, pointer }: Target,
  position: Probe['position'],
  code: string,
): Probe {
  return { subject, owner, pointer, position, code };
}

/** A location inside of an old type, and the line that reads it. */
interface Read {
  /** Property names from the outside in. */
  readonly path: readonly string[];
  /** The innermost property; undefined for the value itself. */
  readonly property?: Property;
  readonly code: string;
}

/**
 * Reads of everything inside of an old type and of the types that it refers to.
 *
 * @param newType The new type, as TypeScript.
 * @param context Declarations that were read inside of others are skipped; those read here are added.
 */
function listReads(
  type: TypeRef,
  newType: string,
  { before: printer, read }: ProbeContext,
): readonly Read[] {
  const outer = new Set<string>();
  const visit = (each: TypeRef, from: string, path: readonly string[]): readonly Read[] => {
    const present = `NonNullable<${from}>`;
    switch (each.kind) {
      case 'reference':
        return visitReference(each.id, from, path);
      case 'object':
        return visitProperties(printer.filterVisible(each.properties, 'response'), present, path);
      case 'array':
        return visit(each.items, `${present}[number]`, path);
      case 'record':
        return visit(each.values, `${present}[string]`, path);
      case 'tuple':
        return each.items.flatMap((item, index) => visit(item, `${present}[${index}]`, path));
      case 'intersection':
        return each.members.flatMap((member) => visit(member, from, path));
      case 'union': {
        const [only, ...others] = each.members.filter((member) => !isLeaf(member));
        if (only !== undefined && others.length === 0)
          return visit(only, excludeLeaves(each.members, printer, from), path);
        return listNarrowings(each, printer, from).map((code) => ({ path, code }));
      }
      default:
        return [];
    }
  };
  const visitReference = (id: DeclarationId, from: string, path: readonly string[]) => {
    if (read.has(id) && (path.length > 0 || outer.has(id))) return [];
    (path.length > 0 ? read : outer).add(id);
    const declaration = printer.getDeclaration(id);
    if (declaration.kind === 'alias') return visit(declaration.type, from, path);
    return visitProperties(printer.getProperties(id, 'response'), `NonNullable<${from}>`, path);
  };
  const visitProperties = (
    properties: readonly Property[],
    from: string,
    path: readonly string[],
  ): readonly Read[] =>
    properties.flatMap((property) => {
      const at = `${from}${toKey(property.wireName)}`;
      const innerPath = [...path, property.wireName];
      const code = `const _: ${printer.printRead(property, 'response')} = null! as ${at};`;
      return [{ path: innerPath, property, code }, ...visit(property.type, at, innerPath)];
    });
  return visit(type, newType, []);
}

/** What a program has left of a value that may also be a text or a number, once it has ruled these out. */
function excludeLeaves(members: readonly TypeRef[], printer: ModelPrinter, from: string): string {
  const leaves = members
    .filter((member) => isLeaf(member) && member.kind !== 'null' && member.kind !== 'unknown')
    .map((member) => printer.printType(member, 'response'));
  return leaves.length === 0 ? from : `Exclude<${from}, ${leaves.join(' | ')}>`;
}

/** Narrows a union by its discriminator, once for each variant. */
function listNarrowings(
  { discriminator }: TypeRef & { readonly kind: 'union' },
  printer: ModelPrinter,
  newType: string,
): readonly string[] {
  if (discriminator === undefined) return [];
  return discriminator.mapping.map(({ value, id }) => {
    const variant = printer.printBaseName(id, 'response');
    const tag = toKey(discriminator.propertyName);
    return `(v: NonNullable<${newType}>) => { if (v${tag} === ${JSON.stringify(value)}) { const _: ${variant} = v; } };`;
  });
}

/**
 * Values of an old type with its objects as literals, in which the compiler also refuses unknown properties. None where
 * the type has no object.
 *
 * @param kept The declarations that the new type still refers to: values of these are accepted as they are.
 */
function listLiterals(
  type: TypeRef,
  kept: ReadonlySet<DeclarationId>,
  printer: ModelPrinter,
): readonly string[] {
  /** @param tags What tells the variants of a union apart, where the value is one of them. */
  const write = (each: TypeRef, isNamed: boolean, tags?: Discriminator): string | undefined => {
    switch (each.kind) {
      case 'reference': {
        const declaration = printer.getDeclaration(each.id);
        if (isNamed || kept.has(each.id) || declaration.kind === 'enum') return undefined;
        if (declaration.kind === 'alias') return write(declaration.type, true);
        if (declaration.variants) return undefined;
        const tag = tags?.mapping.find(({ id }) => id === each.id);
        const given = tag && { wireName: tags?.propertyName, value: JSON.stringify(tag.value) };
        return writeObject(printer.getProperties(each.id, 'request'), true, given);
      }
      case 'object':
        return writeObject(printer.filterVisible(each.properties, 'request'), isNamed);
      case 'array': {
        const item = write(each.items, isNamed);
        return item && `[${item}]`;
      }
      case 'record': {
        const value = write(each.values, isNamed);
        return value && `{ anyKey: ${value} }`;
      }
      case 'union':
        return each.members
          .map((member) => write(member, isNamed, each.discriminator))
          .find((text) => text !== undefined);
      default:
        return undefined;
    }
  };
  const writeObject = (
    properties: readonly Property[],
    isNamed: boolean,
    given?: { readonly wireName: string | undefined; readonly value: string },
  ) => {
    const entries = properties.map(({ wireName, type: each }) => {
      const value = wireName === given?.wireName ? given.value : write(each, isNamed);
      return `${toKey(wireName)}: ${value ?? `null! as ${printer.printType(each, 'request')}`}`;
    });
    return `{ ${entries.join(', ')} }`;
  };
  const [members, tags] =
    type.kind === 'union' ? [type.members, type.discriminator] : [[type], undefined];
  return members.flatMap((member) => write(member, false, tags) ?? []);
}

/** `["wireName"]`: as a key of a literal and as an access. */
function toKey(wireName: string): string {
  return `[${JSON.stringify(wireName)}]`;
}
