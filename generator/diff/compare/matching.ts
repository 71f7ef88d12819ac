import type { ParameterObject } from '../raw-openapi.js';
import {
  getParameterNames,
  withoutParameterNames,
  type DocumentSide,
  type OperationPair,
  type Parameter,
} from './context.js';
import { getShape } from './equal-nodes.js';
import { Unpaired } from './pairing.js';
import { getMediaType, getSchema } from './serialization.js';

export interface ParameterMatch {
  readonly before: Parameter;
  readonly after: Parameter;
  readonly how: 'same' | 'renamed' | 'moved';
}

/** Parameters that became the properties of one with the same serialization, or the reverse. */
export interface Regrouping {
  readonly singles: readonly Parameter[];
  readonly whole: Parameter;
  /** True: one parameter became several. */
  readonly isSplit: boolean;
}

export interface ParameterMatches {
  readonly matches: readonly ParameterMatch[];
  readonly regroupings: readonly Regrouping[];
  readonly removed: readonly Parameter[];
  readonly added: readonly Parameter[];
  /** Whether the parameters of the path have another order. */
  readonly reordered: boolean;
}

/** Matches the parameters of two operations: by location and name, in the path by position, then by shape. */
export function matchParameters(
  { before, after }: OperationPair,
  documents: { readonly before: DocumentSide; readonly after: DocumentSide },
): ParameterMatches {
  const matches: ParameterMatch[] = [];
  let how: ParameterMatch['how'] | undefined;
  const open = new Unpaired(
    before.parameters,
    after.parameters,
    (old: Parameter, now: Parameter) => {
      const isKept = old.node.in === now.node.in;
      matches.push({ before: old, after: now, how: how ?? (isKept ? 'renamed' : 'moved') });
    },
  );
  const [names, newNames] = [before, after].map(({ template }) => getParameterNames(template));
  const reordered = isReordered(names ?? [], newNames ?? []);
  how = 'same';
  open.pairUnique(({ key }) => key);
  how = undefined;
  // The same position in the same path.
  if (
    !reordered &&
    withoutParameterNames(before.template) === withoutParameterNames(after.template)
  )
    open.pairUnique(({ node }, isNew) => {
      const at = node.in === 'path' ? (isNew ? newNames : names)?.indexOf(node.name) : undefined;
      return at === undefined || at === -1 ? undefined : String(at);
    });
  const regroupings = [
    ...findRegroupings(open.before, open.after, documents.after, false),
    ...findRegroupings(open.after, open.before, documents.before, true),
  ];
  open.pairUnique(({ node }) => node.name.toLowerCase());
  open.pairUnique(({ node }) => (node.in === 'path' ? undefined : getShape({ ...node, name: '' })));
  return { matches, regroupings, removed: [...open.before], added: [...open.after], reordered };
}

function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const kept = before.filter((name) => after.includes(name));
  const now = after.filter((name) => before.includes(name));
  return kept.some((name, index) => name !== now[index]);
}

function findRegroupings(
  singles: Set<Parameter>,
  wholes: Set<Parameter>,
  document: DocumentSide,
  isSplit: boolean,
): readonly Regrouping[] {
  const found: Regrouping[] = [];
  for (const whole of [...wholes]) {
    const properties = getExplodedProperties(whole.node, document);
    if (properties === undefined) continue;
    const inside = [...singles].filter(
      ({ node }) =>
        node.in === whole.node.in.replace('string', '') && Object.hasOwn(properties, node.name),
    );
    if (inside.length === 0) continue;
    for (const single of inside) singles.delete(single);
    wholes.delete(whole);
    found.push({ singles: inside, whole, isSplit });
  }
  return found;
}

/**
 * Returns the properties of an object in the query that are sent as parameters of their own: `style: form` with
 * `explode`, both the default there (OpenAPI 3.2, section 4.12.2.2), or a form for the whole query. Undefined for other
 * parameters.
 */
export function getExplodedProperties(
  node: ParameterObject,
  document: DocumentSide,
): Readonly<Record<string, unknown>> | undefined {
  const isWhole = node.in === 'querystring' && getMediaType(node) === FORM;
  if (!isWhole && node.in !== 'query' && node.in !== 'cookie') return undefined;
  if ((node.style ?? 'form') !== 'form' || node.explode === false) return undefined;
  const own = getSchema(node);
  const schema = typeof own === 'object' ? document.resolve(own) : undefined;
  const properties = schema?.properties ?? {};
  return Object.keys(properties).length > 0 ? properties : undefined;
}

const FORM = 'application/x-www-form-urlencoded';
