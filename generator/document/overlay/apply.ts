import type { JSONPathNode, JSONValue } from 'json-p3';
import type { Diagnostics } from '../../diagnostics.js';
import { isObject, parseOverlay, type OverlayAction } from './parse.js';
import type { OverlayFile } from './read.js';
import { WorkingCopy, type Container } from './working-copy.js';

/** A document with overlays applied, and the way back to where its parts were published. */
export interface MendedDocument {
  readonly document: Readonly<Record<string, unknown>>;
  /** The key or index in the published document of what stands under `key` of `parent`, an object or list of `document`. */
  readonly publishedKey: (parent: object, key: string) => string;
}

/**
 * Applies OpenAPI Overlays (version 1.0) to a document, each action to what the one before it left.
 * The published document is not touched. Complains with `overlay-unmatched` of an action that is for
 * nothing, and with `overlay-malformed` of what cannot be applied.
 *
 * @param published What a text parsed to, at most 1000 levels deep.
 */
export async function applyOverlays(
  published: Readonly<Record<string, unknown>>,
  overlays: readonly OverlayFile[],
  diagnostics: Diagnostics,
): Promise<MendedDocument> {
  const copy = new WorkingCopy(published as JSONValue);
  for (const overlay of overlays) {
    for (const action of await parseOverlay(overlay, diagnostics)) apply(action, copy, diagnostics);
  }
  return {
    document: copy.root as Readonly<Record<string, unknown>>,
    publishedKey: (parent, key) => copy.publishedKey(parent, key),
  };
}

function apply(action: OverlayAction, copy: WorkingCopy, diagnostics: Diagnostics): void {
  const { file, pointer, target, query, update } = action;
  const { nodes } = query.query(copy.root);
  if (nodes.length === 0) {
    const message = `'${target}' matches nothing in the document.`;
    diagnostics.report('overlay-unmatched', pointer, message, file);
  } else if (update === undefined) {
    if (nodes.some(({ location }) => location.length === 0))
      diagnostics.report(
        'overlay-malformed',
        pointer,
        'The whole document cannot be removed.',
        file,
      );
    copy.remove(nodes.flatMap((node) => placeOf(node, copy.root)));
  } else {
    const wrong = new Set(nodes.flatMap(({ value }) => mergeInto(copy, value, update)));
    for (const message of wrong) diagnostics.report('overlay-malformed', pointer, message, file);
  }
}

/** Says what is wrong when the update does not fit what it is for. */
function mergeInto(copy: WorkingCopy, target: JSONValue, update: JSONValue): readonly string[] {
  if (Array.isArray(target)) {
    copy.append(target, Array.isArray(update) ? update : [update]);
    return [];
  }
  if (!isObject(target))
    return ['The target holds a plain value: target the object that it stands in.'];
  if (!isObject(update)) return ['The target is an object, so that `update` must be one.'];
  copy.merge(target, update);
  return [];
}

/** Where a node stands: what holds it, and under which key. Empty for the document itself. */
function placeOf(
  { location }: JSONPathNode,
  root: JSONValue,
): readonly { readonly parent: Container; readonly key: string | number }[] {
  const key = location.at(-1);
  if (key === undefined) return [];
  let parent = root as Container;
  for (const step of location.slice(0, -1))
    parent = (parent as Readonly<Record<string | number, JSONValue>>)[step] as Container;
  return [{ parent, key }];
}
