import type { Declaration, EnumDeclaration, TypeRef } from '../../model/model.js';
import { namesOf } from './correspondence.js';
import { MODELS } from './half.js';
import type { Printing } from './printing.js';
import { demanded, slotProbes, type Slot, type Way } from './slots.js';
import type { Probe } from './source-break.js';
import { lineage, placedProperties, type Placed } from './surface.js';

interface Pair {
  readonly before: Declaration;
  readonly after: Declaration;
  readonly printing: Printing;
}

/**
 * What to try of a declaration that may look different: as it is given, as it comes, as its members are named. One that
 * no operation reached is looked at by its name alone: no call takes or gives it.
 */
export function declarationProbes(pair: Pair): readonly Probe[] {
  const { use } = pair.before;
  return [
    ...keyProbes(pair),
    ...(use.request ? wayProbes(pair, 'request') : []),
    ...(use.response ? wayProbes(pair, 'response') : []),
  ];
}

function wayProbes(pair: Pair, way: Way): readonly Probe[] {
  const { before } = pair;
  return [
    ...(before.kind === 'interface' ? propertyProbes(pair, way) : []),
    ...(before.kind === 'interface' && before.additional
      ? slotProbes(furtherSlot(pair, before.additional, way), way, pair.printing)
      : []),
    ...(before.kind === 'alias'
      ? slotProbes(aliasSlot(pair, before.type, way), way, pair.printing)
      : []),
    ...(before.kind === 'enum' && way === 'request' ? valueProbes(pair, before) : []),
    ...wholeProbes(pair, way),
  ];
}

/** The declaration, as programs name it on this way, or a member of it. */
function subjectOf(
  { before, printing }: Pair,
  way: Way,
  member?: string,
  pointer = before.origin.pointer,
): Pick<Probe, 'subject' | 'owner' | 'pointer'> {
  const { id } = before;
  const { type, inputType } = namesOf(printing.world.surfaces.before, id);
  const name = way === 'request' ? inputType : type;
  return {
    subject: member === undefined ? name : `${name}.${member}`,
    owner: { kind: 'declaration', id },
    pointer,
  };
}

function propertyProbes(pair: Pair, way: Way): readonly Probe[] {
  const { printing, before, after } = pair;
  const target = printing.after.base(after.id, way);
  const shown = (half: Printing['before'], all: readonly Placed[], id: string) => {
    const visible = new Set(
      half.visible(
        all.map(({ property }) => property),
        half.printedSide(id, way),
      ),
    );
    return all.filter(({ property }) => visible.has(property));
  };
  const old = shown(printing.before, placedProperties(printing.before.model, before.id), before.id);
  const now = shown(printing.after, placedProperties(printing.after.model, after.id), after.id);
  const bases = inherited(pair);
  const byName = new Map(now.map((placed) => [placed.property.wireName, placed.property]));
  const oldByName = new Map(old.map((placed) => [placed.property.wireName, placed.property]));
  const kept = old
    .filter(({ home }) => !bases.before.has(home))
    .flatMap(({ property }) => {
      const { wireName, origin } = property;
      // Of a choice, a value has the properties of one member; what is read, all members have.
      const isPart = way === 'request' && pair.after.kind === 'alias';
      const at = isPart ? `Partial<${target}>` : `${target}[${JSON.stringify(wireName)}]`;
      const after = byName.get(wireName);
      const subject = subjectOf(pair, way, wireName, origin.pointer);
      return slotProbes(
        { ...subject, before: property, after, at, ...(isPart && { part: wireName }) },
        way,
        printing,
      );
    });
  const asked = now
    .filter(({ home, property }) => property.required && !bases.after.has(home))
    .filter(({ property }) => !oldByName.get(property.wireName)?.required)
    .map(({ property: { wireName, origin } }) => {
      const { pointer } = oldByName.get(wireName)?.origin ?? origin;
      return demanded(subjectOf(pair, way, wireName, pointer), target, wireName);
    });
  return way === 'request' ? [...kept, ...asked] : kept;
}

/** What both inherit from is looked at there, not again in all that inherit. */
function inherited({ printing, before, after }: Pair) {
  const { declarations } = printing.world.found;
  const ours = [...lineage(printing.before.model, before.id)].slice(1);
  const theirs = new Set([...lineage(printing.after.model, after.id)].slice(1));
  const shared = ours.flatMap((id) => {
    const counterpart = declarations.get(id)?.id;
    return counterpart !== undefined && theirs.has(counterpart) ? [[id, counterpart] as const] : [];
  });
  return { before: new Set(shared.map(([id]) => id)), after: new Set(shared.map(([, id]) => id)) };
}

function aliasSlot(pair: Pair, type: TypeRef, way: Way): Slot {
  const { printing, after } = pair;
  const now = after.kind === 'alias' ? { type: after.type, required: true } : undefined;
  return {
    ...subjectOf(pair, way),
    before: { type, required: true },
    after: now,
    own: true,
    at: printing.after.name(after.id, way),
  };
}

/** A property that has no name in the document. */
function furtherSlot(pair: Pair, type: TypeRef, way: Way): Slot {
  const { printing, after } = pair;
  const now = after.kind === 'interface' ? after.additional : undefined;
  return {
    ...subjectOf(pair, way, '*'),
    before: { type, required: true },
    after: now && { type: now, required: true },
    at: `${printing.after.base(after.id, way)}["anyKey"]`,
  };
}

/** The values of an enumeration, as programs write them out. */
function valueProbes(pair: Pair, before: EnumDeclaration): readonly Probe[] {
  const { printing, after } = pair;
  if (printing.world.before.enums === 'enum') return [];
  const left = new Set(after.kind === 'enum' ? after.members.map(({ value }) => value) : []);
  return before.members
    .filter(({ value }) => !left.has(value))
    .map(({ value }) => ({
      ...subjectOf(pair, 'request', printing.keyOf(before, value)),
      position: 'argument',
      code: `const _: ${printing.after.name(after.id, 'request')} = ${JSON.stringify(value)};`,
    }));
}

/** The names of an enumeration's values, where there is an object that has them. */
function keyProbes(pair: Pair): readonly Probe[] {
  const { printing, before, after } = pair;
  if (before.kind !== 'enum' || printing.world.before.enums === 'union') return [];
  const { type, fileName, enumMembers } = namesOf(printing.world.surfaces.after, after.id);
  const left = new Set(enumMembers.values());
  return before.members
    .map(({ value }) => printing.keyOf(before, value))
    .filter((key) => !left.has(key))
    .map((key) => ({
      ...subjectOf(pair, 'response', key),
      position: 'export',
      code: `null! as (typeof import('${MODELS}${fileName}.js').${type})[${JSON.stringify(key)}];`,
    }));
}

/** The old type against the new one: what its properties do not tell, and what the names mean now. */
function wholeProbes(pair: Pair, way: Way): readonly Probe[] {
  const { printing, before, after } = pair;
  // TypeScript takes two enums for one only where they have one name.
  if (before.kind === 'enum' && printing.world.before.enums === 'enum') return [];
  const now = printing.after.name(after.id, way);
  const written = printing.written(before, way);
  const names = [
    printing.beside(before, way),
    ...(written === undefined || written === now ? [] : [written]),
  ];
  const position = way === 'request' ? 'argument' : 'result';
  return names.map((name) => ({
    ...subjectOf(pair, way),
    position,
    code:
      way === 'request'
        ? `const _: ${now} = null! as ${name};`
        : `const _: ${name} = null! as ${now};`,
    whole: true,
  }));
}
