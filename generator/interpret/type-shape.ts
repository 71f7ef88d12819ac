import type {
  ResponsePath,
  Declarations,
  DeclarationId,
  Operation,
  TypeRef,
} from '../model/model.js';
import { union } from '../model/type-refs.js';
import { isSuccess } from '../model/walk.js';

/** A property somewhere in a response body. */
export interface ResponseProperty {
  readonly path: ResponsePath;
  readonly type: TypeRef;
}

/** The type of the successful responses; undefined when one of them has a body that is not JSON. */
export function getResponseType(operation: Operation): TypeRef | undefined {
  const bodies = operation.responses.filter(isSuccess).flatMap((response) => response.body ?? []);
  if (bodies.length === 0 || bodies.some(({ encoding }) => encoding !== 'json')) return undefined;
  return union(bodies.map(({ type }) => type));
}

/** The type behind its aliases, without `null`. */
export function resolveType(type: TypeRef, declarations: Declarations): TypeRef {
  let resolved = type;
  // Bounded, since aliases may form a cycle.
  for (let hops = 0; hops <= declarations.size; hops += 1) {
    if (resolved.kind === 'union') {
      const [only, other] = resolved.members.filter((member) => member.kind !== 'null');
      if (only === undefined || other !== undefined) return resolved;
      resolved = only;
    } else {
      const declared = resolved.kind === 'reference' ? declarations.get(resolved.id) : undefined;
      if (declared?.kind !== 'alias') return resolved;
      resolved = declared.type;
    }
  }
  return resolved;
}

/** The type's properties by wire name, with those of its bases; empty when it is not an object. */
export function collectProperties(
  type: TypeRef,
  declarations: Declarations,
): ReadonlyMap<string, TypeRef> {
  const properties = new Map<string, TypeRef>();
  const visited = new Set<DeclarationId>();
  const collect = (part: TypeRef): void => {
    const resolved = resolveType(part, declarations);
    if (resolved.kind === 'intersection') resolved.members.forEach(collect);
    if (resolved.kind === 'object')
      resolved.properties.forEach((property) => properties.set(property.wireName, property.type));
    if (resolved.kind !== 'reference' || visited.has(resolved.id)) return;
    visited.add(resolved.id);
    const declared = declarations.get(resolved.id);
    if (declared?.kind !== 'interface') return;
    declared.extends.forEach((id) => collect({ kind: 'reference', id }));
    declared.properties.forEach((property) => properties.set(property.wireName, property.type));
  };
  collect(type);
  return properties;
}

/** The type of a list's items; undefined when the type is not a list. */
export function getItemType(type: TypeRef, declarations: Declarations): TypeRef | undefined {
  const resolved = resolveType(type, declarations);
  return resolved.kind === 'array' ? resolved.items : undefined;
}

/** The type at a path; undefined where the document declares none. */
export function getTypeAt(
  type: TypeRef,
  path: ResponsePath,
  declarations: Declarations,
): TypeRef | undefined {
  return path.reduce<TypeRef | undefined>(
    (outer, name) => outer && collectProperties(outer, declarations).get(name),
    type,
  );
}

/** True for integers. A `number` may be an amount of money, so it is not one. */
export function isInteger(type: TypeRef, declarations: Declarations): boolean {
  const resolved = resolveType(type, declarations);
  return resolved.kind === 'scalar' && resolved.scalar === 'integer';
}

export function isString(type: TypeRef, declarations: Declarations): boolean {
  const resolved = resolveType(type, declarations);
  return resolved.kind === 'scalar' && resolved.scalar === 'string';
}

export function isBoolean(type: TypeRef, declarations: Declarations): boolean {
  const resolved = resolveType(type, declarations);
  return resolved.kind === 'scalar' && resolved.scalar === 'boolean';
}
