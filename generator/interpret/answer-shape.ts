import type { AnswerPath, Declaration, DeclarationId, Operation, TypeRef } from '../model/model.js';
import { union } from '../model/types.js';
import { isSuccess } from '../model/walk.js';

export type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/** A property somewhere in an answer. */
export interface Place {
  readonly path: AnswerPath;
  readonly type: TypeRef;
}

/** What a success answers, when every success that has a body answers JSON. */
export function answerOf(operation: Operation): TypeRef | undefined {
  const bodies = operation.responses.filter(isSuccess).flatMap((response) => response.body ?? []);
  if (bodies.length === 0 || bodies.some(({ encoding }) => encoding !== 'json')) return undefined;
  return union(bodies.map(({ type }) => type));
}

/** The type without its names and without null: what a value is, once it is there. */
export function bareType(type: TypeRef, declarations: Declarations): TypeRef {
  let bare = type;
  // As many names as there are: an alias may stand for an alias, and one of itself for nothing.
  for (let hops = 0; hops <= declarations.size; hops += 1) {
    if (bare.kind === 'union') {
      const [only, other] = bare.members.filter((member) => member.kind !== 'null');
      if (only === undefined || other !== undefined) return bare;
      bare = only;
    } else {
      const declared = bare.kind === 'reference' ? declarations.get(bare.id) : undefined;
      if (declared?.kind !== 'alias') return bare;
      bare = declared.type;
    }
  }
  return bare;
}

/** The type's properties by wire name, those of its bases too; none when it is no object. */
export function propertiesOf(
  type: TypeRef,
  declarations: Declarations,
): ReadonlyMap<string, TypeRef> {
  const properties = new Map<string, TypeRef>();
  const visited = new Set<DeclarationId>();
  const collect = (part: TypeRef): void => {
    const bare = bareType(part, declarations);
    if (bare.kind === 'intersection') bare.members.forEach(collect);
    if (bare.kind === 'object')
      bare.properties.forEach((property) => properties.set(property.wireName, property.type));
    if (bare.kind !== 'reference' || visited.has(bare.id)) return;
    visited.add(bare.id);
    const declared = declarations.get(bare.id);
    if (declared?.kind !== 'interface') return;
    declared.extends.forEach((id) => collect({ kind: 'reference', id }));
    declared.properties.forEach((property) => properties.set(property.wireName, property.type));
  };
  collect(type);
  return properties;
}

/** What the list holds; undefined for what is no list. */
export function itemOf(type: TypeRef, declarations: Declarations): TypeRef | undefined {
  const bare = bareType(type, declarations);
  return bare.kind === 'array' ? bare.items : undefined;
}

/** The type at a path; undefined where the document declares none. */
export function typeAt(
  type: TypeRef,
  path: AnswerPath,
  declarations: Declarations,
): TypeRef | undefined {
  return path.reduce<TypeRef | undefined>(
    (outer, name) => outer && propertiesOf(outer, declarations).get(name),
    type,
  );
}

/** True for whole numbers, and for .NET 10's "whole number or string of digits". An amount of money is none. */
export function isWhole(type: TypeRef, declarations: Declarations): boolean {
  const bare = bareType(type, declarations);
  const members = bare.kind === 'union' ? bare.members : [bare];
  return members.some((member) => member.kind === 'scalar' && member.scalar === 'integer');
}

export function isText(type: TypeRef, declarations: Declarations): boolean {
  const bare = bareType(type, declarations);
  return bare.kind === 'scalar' && bare.scalar === 'string';
}

export function isBoolean(type: TypeRef, declarations: Declarations): boolean {
  const bare = bareType(type, declarations);
  return bare.kind === 'scalar' && bare.scalar === 'boolean';
}
