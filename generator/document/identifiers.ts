import { withoutFragment } from '../util/url.js';
import { define, findTarget, isObject, own, type JsonObject } from './json.js';
import type { Origins } from './origins.js';
import { getNodeRole, type FoundReference, type NodeRole } from './references.js';

/** Whether a text may have what {@link localizeIdentifiers} looks for. */
export function mayHaveIdentifiers(text: string): boolean {
  return /\$(?:id|anchor|dynamicAnchor)\b/.test(text);
}

/**
 * Turns references to schemas by their `$id` or `$anchor` (JSON Schema 2020-12, section 8.2) into pointers, in place. A
 * reference is relative to the `$id` around it; a pointer that leads nowhere from there is left, since many documents mean
 * the document by `#`.
 *
 * @param base The URL of the document.
 */
export function localizeIdentifiers(
  found: readonly FoundReference[],
  root: JsonObject,
  base: string,
  origins: Origins,
): readonly FoundReference[] {
  const identifiers = collectIdentifiers(root, base);
  if (identifiers.nodes.size === 1) return found;
  return found.map(({ holder, ref }) => {
    const node = findIdentified(ref, identifiers.bases.get(holder) ?? base, identifiers.nodes);
    if (node === undefined || node === root) return { holder, ref };
    const pointer = `#${origins.getPointer(node)}`;
    define(holder, '$ref', pointer);
    return { holder, ref: pointer };
  });
}

interface Identifiers {
  /** By URL; that of an anchor has its name as the fragment. */
  readonly nodes: ReadonlyMap<string, JsonObject>;
  /** What references are relative to, by the object that has the reference; undefined where it is the document's URL. */
  readonly bases: ReadonlyMap<object, string>;
}

/** Not recursive. The first of two nodes with one identifier is kept, in the order of the text. */
function collectIdentifiers(root: JsonObject, documentBase: string): Identifiers {
  const nodes = new Map<string, JsonObject>([[withoutFragment(documentBase), root]]);
  const bases = new Map<object, string>();
  const seen = new Set<object>([root]);
  const waiting: { readonly node: object; readonly role: NodeRole; readonly base: string }[] = [
    { node: root, role: 'node', base: withoutFragment(documentBase) },
  ];
  const add = (url: string, node: JsonObject): void => {
    if (!nodes.has(url)) nodes.set(url, node);
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, role } = next;
    let { base } = next;
    if (role === 'node' && isObject(node) && node !== root) {
      const id = own(node, '$id');
      if (typeof id === 'string' && URL.canParse(id, base)) {
        base = withoutFragment(new URL(id, base).href);
        add(base, node);
      }
      for (const key of ['$anchor', '$dynamicAnchor']) {
        const name = own(node, key);
        if (typeof name === 'string') add(`${base}#${name}`, node);
      }
      if (base !== withoutFragment(documentBase)) bases.set(node, base);
    }
    for (const key of Object.keys(node).reverse()) {
      const child = (node as JsonObject)[key];
      if (typeof child !== 'object' || child === null || seen.has(child)) continue;
      const childRole = getNodeRole(node, role, key, child);
      if (childRole === 'data') continue;
      seen.add(child);
      waiting.push({ node: child, role: childRole, base });
    }
  }
  return { nodes, bases };
}

function findIdentified(
  ref: string,
  base: string,
  nodes: Identifiers['nodes'],
): JsonObject | undefined {
  if (!URL.canParse(ref, base)) return undefined;
  const resource = nodes.get(withoutFragment(new URL(ref, base).href));
  const fragment = ref.includes('#') ? ref.slice(ref.indexOf('#') + 1) : '';
  if (resource === undefined || fragment === '') return resource;
  const node = fragment.startsWith('/')
    ? findTarget(resource, fragment)?.value
    : nodes.get(`${withoutFragment(new URL(ref, base).href)}#${fragment}`);
  return isObject(node) ? node : undefined;
}
