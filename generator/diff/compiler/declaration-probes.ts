import type { Declaration, EnumDeclaration, TypeRef } from '../../model/model.js';
import type { Direction } from '../finding.js';
import { MODELS, type ModelPrinter, type ProbeContext } from './both-packages.js';
import type { Probe } from './source-break.js';
import { getTypeNames } from './surface.js';
import { probeLocation, probeMembers, type Member, type TypedLocation } from './value-probes.js';

interface Pair {
  readonly before: Declaration;
  readonly after: Declaration;
  readonly context: ProbeContext;
}

/**
 * What programs do with a declaration that may print differently: give it, read it, name its members. One that no
 * operation uses is probed by its name alone.
 */
export function probeDeclaration(pair: Pair): readonly Probe[] {
  const { use } = pair.before;
  return [
    ...probeMemberNames(pair),
    ...(use.request ? probeDirection(pair, 'request') : []),
    ...(use.response ? probeDirection(pair, 'response') : []),
  ];
}

function probeDirection(pair: Pair, direction: Direction): readonly Probe[] {
  return [...probeInside(pair, direction), ...probeWhole(pair, direction)];
}

function probeInside(pair: Pair, direction: Direction): readonly Probe[] {
  const { before, context } = pair;
  switch (before.kind) {
    case 'interface': {
      const { additional } = before;
      return [
        ...probeProperties(pair, direction),
        ...(additional
          ? probeLocation(toAdditionalLocation(pair, additional, direction), direction, context)
          : []),
      ];
    }
    case 'alias':
      return probeLocation(toAliasLocation(pair, before.type, direction), direction, context);
    case 'enum':
      return direction === 'request' ? probeRemovedValues(pair, before) : [];
    default:
      return before satisfies never;
  }
}

/** The declaration by its name for this direction, or a member of it. */
function toTarget(
  { before, context }: Pair,
  direction: Direction,
  member?: string,
  pointer = before.origin.pointer,
): Pick<Probe, 'subject' | 'owner' | 'pointer'> {
  const { id } = before;
  const { type, inputType } = getTypeNames(context.packages.surfaces.before, id);
  const name = direction === 'request' ? inputType : type;
  return {
    subject: member === undefined ? name : `${name}.${member}`,
    owner: { kind: 'declaration', id },
    pointer,
  };
}

function probeProperties(pair: Pair, direction: Direction): readonly Probe[] {
  const { before, after, context } = pair;
  const list = (printer: ModelPrinter, { id }: Declaration) =>
    printer.getProperties(id, direction).map(({ wireName, type, required, origin }): Member => {
      return { name: wireName, type, required, pointer: origin.pointer };
    });
  return probeMembers(
    list(context.before, before),
    list(context.after, after),
    {
      newType: context.after.printBaseName(after.id, direction),
      // A value given for a union has the properties of one member; a property that is read, all members have.
      isPart: direction === 'request' && after.kind === 'alias',
    },
    (name, pointer) => toTarget(pair, direction, name, pointer),
    direction,
    context,
  );
}

function toAliasLocation(pair: Pair, type: TypeRef, direction: Direction): TypedLocation {
  const { context, after } = pair;
  return {
    ...toTarget(pair, direction),
    before: { type, required: true },
    after: after.kind === 'alias' ? { type: after.type, required: true } : undefined,
    isDeclaration: true,
    newType: context.after.printName(after.id, direction),
  };
}

/** The values of properties that the document does not name. */
function toAdditionalLocation(pair: Pair, type: TypeRef, direction: Direction): TypedLocation {
  const { context, after } = pair;
  const additional = after.kind === 'interface' ? after.additional : undefined;
  return {
    ...toTarget(pair, direction, '*'),
    before: { type, required: true },
    after: additional && { type: additional, required: true },
    newType: `${context.after.printBaseName(after.id, direction)}["anyKey"]`,
  };
}

/** The literal values of an enumeration that is printed as a union. */
function probeRemovedValues(pair: Pair, before: EnumDeclaration): readonly Probe[] {
  const { context, after } = pair;
  if (context.packages.before.enums === 'enum') return [];
  const values = new Set(after.kind === 'enum' ? after.members.map(({ value }) => value) : []);
  return before.members
    .filter(({ value }) => !values.has(value))
    .map(({ value }) => ({
      ...toTarget(pair, 'request', context.getMemberName(before, value)),
      position: 'argument',
      code: `const _: ${context.after.printName(after.id, 'request')} = ${JSON.stringify(value)};`,
    }));
}

/** The names of an enumeration's values, where they are printed as an object or an enum. */
function probeMemberNames(pair: Pair): readonly Probe[] {
  const { context, before, after } = pair;
  if (before.kind !== 'enum' || context.packages.before.enums === 'union') return [];
  const { type, fileName, enumMembers } = getTypeNames(context.packages.surfaces.after, after.id);
  const newNames = new Set(enumMembers.values());
  return before.members
    .map(({ value }) => context.getMemberName(before, value))
    .filter((name) => !newNames.has(name))
    .map((name) => ({
      ...toTarget(pair, 'response', name),
      position: 'export',
      code: `null! as (typeof import('${MODELS}${fileName}.js').${type})[${JSON.stringify(name)}];`,
    }));
}

/** The whole old type against the new one, and against what its names mean now. */
function probeWhole(pair: Pair, direction: Direction): readonly Probe[] {
  const { context, before, after } = pair;
  // TypeScript takes two enums for the same only where they have the same name.
  if (before.kind === 'enum' && context.packages.before.enums === 'enum') return [];
  const newName = context.after.printName(after.id, direction);
  const currentName = context.importCurrent(before, direction);
  const names = [
    context.importOld(before, direction),
    ...(currentName === undefined || currentName === newName ? [] : [currentName]),
  ];
  return names.map((name) => ({
    ...toTarget(pair, direction),
    position: direction === 'request' ? 'argument' : 'result',
    code:
      direction === 'request'
        ? `const _: ${newName} = null! as ${name};`
        : `const _: ${name} = null! as ${newName};`,
    isFallback: true,
  }));
}
