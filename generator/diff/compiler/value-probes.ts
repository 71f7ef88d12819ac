import type { DeclarationId, Property, TypeRef } from '../../model/model.js';
import { isLeaf } from '../../model/type-refs.js';
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

/** A property that became required. */
export function probeRequired(target: Target, type: string, name: string): Probe {
  return toProbe(target, 'argument', `const _: Pick<${type}, ${JSON.stringify(name)}> = {};`);
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
  const { before, after, writtenOut } = context;
  const { type } = location.before;
  const kept = location.after === undefined ? [] : after.getReferencedKeys(location.after.type);
  const values = [
    `null! as ${before.printType(type, 'request')}`,
    ...listLiterals(type, before, new Set(kept), writtenOut),
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
  const inside =
    isFirst || location.isDeclaration
      ? listReads(before.type, context.before, newType, context.read)
      : [];
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
 * @param read Keys of the declarations that were read inside of others, which are skipped; those read here are added.
 */
function listReads(
  type: TypeRef,
  printer: ModelPrinter,
  newType: string,
  read: Set<string>,
): readonly Read[] {
  const outer = new Set<string>();
  type Visit<T> = (
    value: T,
    owner: ModelPrinter,
    from: string,
    path: readonly string[],
  ) => readonly Read[];
  const visit: Visit<TypeRef> = (each, owner, from, path) => {
    const present = `NonNullable<${from}>`;
    switch (each.kind) {
      case 'reference':
        return visitReference(each.id, owner, present, path);
      case 'object': {
        const properties = owner.filterVisible(each.properties, 'response');
        return visitProperties(properties, owner, present, path);
      }
      case 'array':
        return visit(each.items, owner, `${present}[number]`, path);
      case 'record':
        return visit(each.values, owner, `${present}[string]`, path);
      case 'tuple':
        return each.items.flatMap((item, index) =>
          visit(item, owner, `${present}[${index}]`, path),
        );
      case 'intersection':
        return each.members.flatMap((member) => visit(member, owner, from, path));
      case 'union': {
        const [only, ...others] = each.members.filter((member) => !isLeaf(member));
        if (only !== undefined && others.length === 0) return visit(only, owner, from, path);
        return listNarrowings(each, owner, from).map((code) => ({ path, code }));
      }
      default:
        return [];
    }
  };
  const visitReference: Visit<DeclarationId> = (oldId, owner, from, path) => {
    const { printer: current, id } = owner.findCurrent(oldId);
    const key = current.getKey(id);
    if (read.has(key) && (path.length > 0 || outer.has(key))) return [];
    (path.length > 0 ? read : outer).add(key);
    const declaration = current.getDeclaration(id);
    if (declaration.kind === 'alias') return visit(declaration.type, current, from, path);
    return visitProperties(current.getProperties(id, 'response'), current, from, path);
  };
  const visitProperties: Visit<readonly Property[]> = (properties, owner, from, path) =>
    properties.flatMap((property) => {
      const at = `${from}${toKey(property.wireName)}`;
      const innerPath = [...path, property.wireName];
      const code = `const _: ${owner.printRead(property, 'response')} = null! as ${at};`;
      return [{ path: innerPath, property, code }, ...visit(property.type, owner, at, innerPath)];
    });
  return visit(type, printer, newType, []);
}

/** Narrows a union by its discriminator, once for each variant. */
function listNarrowings(
  { discriminator }: TypeRef & { readonly kind: 'union' },
  printer: ModelPrinter,
  newType: string,
): readonly string[] {
  if (discriminator === undefined) return [];
  return discriminator.mapping.map(({ value, id }) => {
    const current = printer.findCurrent(id);
    const variant = current.printer.printBaseName(current.id, 'response');
    const tag = toKey(discriminator.propertyName);
    return `(v: NonNullable<${newType}>) => { if (v${tag} === ${JSON.stringify(value)}) { const _: ${variant} = v; } };`;
  });
}

/**
 * Values of an old type with its objects as literals, in which the compiler also refuses unknown properties. None
 * where the type has no object.
 *
 * @param kept Keys of the declarations that the new type still refers to: values of these are accepted as they are.
 * @param written Keys of the declarations that were written inside of others, which are skipped; those written here are added.
 */
function listLiterals(
  type: TypeRef,
  printer: ModelPrinter,
  kept: ReadonlySet<string>,
  written: Set<string>,
): readonly string[] {
  const outer = new Set(kept);
  const write = (each: TypeRef, owner: ModelPrinter, isInside = false): string | undefined => {
    switch (each.kind) {
      case 'reference': {
        const { printer: current, id } = owner.findCurrent(each.id);
        const key = current.getKey(id);
        const declaration = current.getDeclaration(id);
        if (outer.has(key) || (isInside && written.has(key))) return undefined;
        (isInside ? written : outer).add(key);
        if (declaration.kind === 'enum') return undefined;
        if (declaration.kind === 'alias') return write(declaration.type, current, isInside);
        if (declaration.variants) return undefined;
        return writeObject(current.getProperties(id, 'request'), current);
      }
      case 'object':
        return writeObject(owner.filterVisible(each.properties, 'request'), owner);
      case 'array': {
        const item = write(each.items, owner, isInside);
        return item && `[${item}]`;
      }
      case 'record': {
        const value = write(each.values, owner, isInside);
        return value && `{ anyKey: ${value} }`;
      }
      case 'union':
        return each.members
          .map((member) => write(member, owner, isInside))
          .find((text) => text !== undefined);
      default:
        return undefined;
    }
  };
  const writeObject = (properties: readonly Property[], owner: ModelPrinter) => {
    const entries = properties.map(({ wireName, type: each }) => {
      const value = write(each, owner, true) ?? `null! as ${owner.printType(each, 'request')}`;
      return `${toKey(wireName)}: ${value}`;
    });
    return `{ ${entries.join(', ')} }`;
  };
  const members = type.kind === 'union' ? type.members : [type];
  return members.flatMap((member) => write(member, printer) ?? []);
}

/** `["wireName"]`: as a key of a literal and as an access. */
function toKey(wireName: string): string {
  return `[${JSON.stringify(wireName)}]`;
}
