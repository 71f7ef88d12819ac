import type { JSONPathNode, JSONValue } from 'json-p3';
import { readFile } from 'node:fs/promises';
import type { Diagnostics } from '../diagnostics.js';
import { UsageError } from '../errors.js';
import type { CorrectedDocument } from './load.js';
import {
  parseOverlay,
  parseOverlayText,
  type OverlayAction,
  type OverlayObject,
} from './overlay-actions.js';
import { copyValue, isJsonMap, WorkingCopy } from './working-copy.js';

/**
 * Applies OpenAPI Overlays (versions 1.0 and 1.1) to a copy of a document, each action to the result of the one before.
 * Reports `overlay-unmatched` for an action without a target, and `overlay-malformed` for one that cannot be applied.
 *
 * @param published A parsed document, at most 1000 levels deep.
 */
export async function applyOverlays(
  published: Readonly<Record<string, unknown>>,
  overlays: readonly OverlayFile[],
  diagnostics: Diagnostics,
): Promise<CorrectedDocument> {
  const copy = new WorkingCopy(published as JSONValue);
  for (const { file, text } of overlays) {
    const report = (pointer: string, message: string): void =>
      diagnostics.report('overlay-malformed', pointer, message, file);
    for (const action of await parseOverlay(text, report)) {
      const { pointer, target, query } = action;
      const { nodes } = query.query(copy.root);
      const unmatched = `'${target}' matches nothing in the document.`;
      if (nodes.length === 0) diagnostics.report('overlay-unmatched', pointer, unmatched, file);
      else for (const message of applyAction(action, nodes, copy)) report(pointer, message);
    }
  }
  return {
    document: copy.root as Readonly<Record<string, unknown>>,
    publishedKey: (parent, key) => copy.publishedKey(parent, key),
  };
}

/** Applies an action to its targets, and returns messages when it does not fit. */
function applyAction(
  { modifier, version }: OverlayAction,
  nodes: readonly JSONPathNode[],
  copy: WorkingCopy,
): readonly string[] {
  const update = version === '1.0' ? updateEach : updateAll;
  switch (modifier.kind) {
    case 'remove':
      copy.remove(nodes.flatMap((node) => copy.findSlot(node) ?? []));
      return nodes.some(({ location }) => location.length === 0)
        ? ['The whole document cannot be removed.']
        : [];
    case 'update':
      return update(nodes, modifier.value, copy);
    case 'copy': {
      const [source, ...others] = modifier.query.query(copy.root).nodes;
      if (source === undefined || others.length > 0)
        return [
          `\`copy\` must select one node: '${modifier.path}' selects ${others.length + (source ? 1 : 0)}.`,
        ];
      // A copy, since the target may be a part of the source.
      return update(nodes, copyValue(source.value), copy);
    }
    default:
      return modifier satisfies never;
  }
}

/** Overlay 1.0: objects and lists are updated, and a value within them takes the place of one of another kind. */
function updateEach(
  nodes: readonly JSONPathNode[],
  update: JSONValue,
  copy: WorkingCopy,
): readonly string[] {
  const wrong = nodes.flatMap(({ value: target }) => {
    if (!Array.isArray(target) && !isJsonMap(target))
      return ['The target is a plain value; target the object that contains it.'];
    if (isJsonMap(target) && !isJsonMap(update)) return [OBJECT_EXPECTED];
    updateNode(target, update, copy);
    return [];
  });
  return [...new Set(wrong)];
}

/** Overlay 1.1: all targets are of one kind, which the update has to fit; nothing is updated if it does not. */
function updateAll(
  nodes: readonly JSONPathNode[],
  update: JSONValue,
  copy: WorkingCopy,
): readonly string[] {
  const [kind, ...others] = new Set(nodes.map(({ value }) => getKind(value)));
  if (others.length > 0)
    return ['The targets must be either all objects, all lists or all plain values.'];
  if (kind === 'an object' && !isJsonMap(update)) return [OBJECT_EXPECTED];
  if (kind === 'a plain value') {
    if (getKind(update) !== kind)
      return ['The target is a plain value, so `update` or `copy` must be one too.'];
    for (const node of nodes) {
      const slot = copy.findSlot(node);
      if (slot !== undefined) copy.replace(slot, update);
    }
    return [];
  }
  const wrong = nodes.flatMap(({ value }) => findMisfits(value, update, ''));
  if (wrong.length > 0) return [...new Set(wrong)];
  for (const { value } of nodes) updateNode(value, update, copy);
  return [];
}

const OBJECT_EXPECTED = 'The target is an object, so `update` or `copy` must be one too.';

/** @param target An object, which is merged with an object, or a list, to which an entry or a list of them is appended. */
function updateNode(target: JSONValue, update: JSONValue, copy: WorkingCopy): void {
  if (Array.isArray(target)) copy.append(target, Array.isArray(update) ? update : [update]);
  else if (isJsonMap(target) && isJsonMap(update)) copy.merge(target, update);
}

/** Overlay 1.1, "Action Object": what has another kind than the property of the same name cannot be merged with it. */
function findMisfits(target: JSONValue, update: JSONValue, at: string): readonly string[] {
  if (!isJsonMap(target) || !isJsonMap(update)) return [];
  return Object.entries(update).flatMap(([key, value]) => {
    const old = Object.hasOwn(target, key) ? target[key] : undefined;
    if (old === undefined) return [];
    const [was, is] = [getKind(old), getKind(value)];
    if (was === is) return findMisfits(old, value, `${at}${key}.`);
    return [`'${at}${key}' is ${was} and cannot be merged with ${is}; remove it first.`];
  });
}

type Kind = 'an object' | 'a list' | 'a plain value';

function getKind(value: JSONValue): Kind {
  if (Array.isArray(value)) return 'a list';
  return isJsonMap(value) ? 'an object' : 'a plain value';
}

/** An overlay file. */
export interface OverlayFile {
  /** The path as the user wrote it, for messages. */
  readonly file: string;
  readonly text: string;
}

/**
 * Reads overlay files in the order given, in which they are applied.
 *
 * @throws UsageError naming the file that cannot be read.
 */
export async function readOverlays(paths: readonly string[]): Promise<readonly OverlayFile[]> {
  return Promise.all(
    paths.map(async (file) => {
      try {
        return { file, text: await readFile(file, 'utf8') };
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new UsageError(`The overlay ${file} cannot be read (${code ?? 'unknown reason'}).`, {
          hint: 'Correct the path. In sdk.config.json it is relative to that file, on the command line to the current folder.',
          cause: error,
        });
      }
    }),
  );
}

/** The parsed text of an overlay; undefined for one that {@link applyOverlays} refuses as a whole. */
export function parseOverlayFile({ text }: OverlayFile): OverlayObject | undefined {
  return parseOverlayText(text, () => undefined);
}
