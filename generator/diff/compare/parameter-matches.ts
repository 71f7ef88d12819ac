import type { ParameterObject } from '../document.js';
import type { OperationPair } from './context.js';
import { shapeOf } from './shape.js';
import { blanked, templateNames, type Document, type Parameter } from './sides.js';

export interface ParameterMatch {
  readonly before: Parameter;
  readonly after: Parameter;
  readonly how: 'same' | 'renamed' | 'moved';
}

/** Parameters that became the properties of one, which travels the same way, or the other way round. */
export interface Regrouping {
  readonly singles: readonly Parameter[];
  readonly whole: Parameter;
  /** The single ones are the new document's. */
  readonly opened: boolean;
}

export interface ParameterMatches {
  readonly matches: readonly ParameterMatch[];
  readonly regroupings: readonly Regrouping[];
  readonly removed: readonly Parameter[];
  readonly added: readonly Parameter[];
  /** The path's parameters stand in another order. */
  readonly reordered: boolean;
}

/** Which parameters of two operations correspond: by place and name, in the path by position, then by shape. */
export function matchParameters(
  { before, after }: OperationPair,
  documents: { readonly before: Document; readonly after: Document },
): ParameterMatches {
  const open = { before: new Set(before.parameters), after: new Set(after.parameters) };
  const matches: ParameterMatch[] = [];
  const match = (old: Parameter, now: Parameter, how: ParameterMatch['how']): void => {
    matches.push({ before: old, after: now, how });
    open.before.delete(old);
    open.after.delete(now);
  };
  const names = { before: templateNames(before.template), after: templateNames(after.template) };
  const reordered = isReordered(names.before, names.after);
  const samePath = blanked(before.template) === blanked(after.template) && !reordered;
  const renamed = new Map(samePath ? names.before.map((name, at) => [name, names.after[at]]) : []);
  const byKey = new Map(after.parameters.map((parameter) => [parameter.key, parameter]));
  for (const parameter of before.parameters) {
    const { in: place, name } = parameter.node;
    const now = place === 'path' ? (renamed.get(name) ?? name) : name;
    const found =
      byKey.get(parameter.key) ?? (place === 'path' ? byKey.get(`path:${now}`) : undefined);
    if (found && open.after.has(found))
      match(parameter, found, found.key === parameter.key ? 'same' : 'renamed');
  }
  const regroupings = [
    ...regrouped(open.before, open.after, documents.after, false),
    ...regrouped(open.after, open.before, documents.before, true),
  ];
  pairUnique(
    open,
    ({ name }) => name.toLowerCase(),
    (old, now) => match(old, now, 'moved'),
  );
  pairUnique(
    open,
    (node) => (node.in === 'path' ? undefined : shapeOf({ ...node, name: '' })),
    (old, now) => match(old, now, 'renamed'),
  );
  return { matches, regroupings, removed: [...open.before], added: [...open.after], reordered };
}

function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const kept = before.filter((name) => after.includes(name));
  const now = after.filter((name) => before.includes(name));
  return kept.some((name, index) => name !== now[index]);
}

function pairUnique(
  open: { readonly before: Set<Parameter>; readonly after: Set<Parameter> },
  key: (node: ParameterObject) => string | undefined,
  match: (before: Parameter, after: Parameter) => void,
): void {
  if (open.before.size === 0 || open.after.size === 0) return;
  const old = uniqueBy(open.before, key);
  const now = uniqueBy(open.after, key);
  for (const [name, parameter] of old) {
    const found = now.get(name);
    if (parameter && found) match(parameter, found);
  }
}

/** Undefined where two share a key. */
function uniqueBy(
  parameters: Iterable<Parameter>,
  key: (node: ParameterObject) => string | undefined,
): ReadonlyMap<string, Parameter | undefined> {
  const byKey = new Map<string, Parameter | undefined>();
  for (const parameter of parameters) {
    const name = key(parameter.node);
    if (name !== undefined) byKey.set(name, byKey.has(name) ? undefined : parameter);
  }
  return byKey;
}

function regrouped(
  singles: Set<Parameter>,
  wholes: Set<Parameter>,
  document: Document,
  opened: boolean,
): readonly Regrouping[] {
  const found: Regrouping[] = [];
  for (const whole of [...wholes]) {
    const properties = explodedProperties(whole.node, document);
    if (properties === undefined) continue;
    const inside = [...singles].filter(
      ({ node }) => node.in === whole.node.in && Object.hasOwn(properties, node.name),
    );
    if (inside.length === 0) continue;
    for (const single of inside) singles.delete(single);
    wholes.delete(whole);
    found.push({ singles: inside, whole, opened });
  }
  return found;
}

/**
 * The properties of an object in the query that travel as parameters of their own: `style: form` with `explode`,
 * both the default there (OpenAPI 3.1, section 4.8.12.2.2).
 */
export function explodedProperties(
  node: ParameterObject,
  document: Document,
): Readonly<Record<string, unknown>> | undefined {
  if (node.in !== 'query' && node.in !== 'cookie') return undefined;
  if ((node.style ?? 'form') !== 'form' || node.explode === false) return undefined;
  const schema =
    typeof node.schema === 'object' ? document.resolve(node.schema as object) : undefined;
  const properties = schema !== undefined && 'properties' in schema ? schema.properties : undefined;
  return typeof properties === 'object' && properties !== null && Object.keys(properties).length > 0
    ? (properties as Readonly<Record<string, unknown>>)
    : undefined;
}
