import { ts } from 'ts-morph';
import { toPlaceholder } from './arguments.js';
import type { Edit } from './edits.js';
import type { Moves } from './moves.js';
import { toKey, type Lookup } from './renames.js';

/** Edits that give the objects of a file a placeholder for each property that a request must have now. */
export function fillObjects(
  file: ts.SourceFile,
  lookup: Lookup,
  { required }: Moves,
): readonly Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) edits.push(...fill(node, file, lookup, required));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

function fill(
  node: ts.ObjectLiteralExpression,
  file: ts.SourceFile,
  lookup: Lookup,
  required: Moves['required'],
): readonly Edit[] {
  // What is spread may have it.
  if (node.properties.some(ts.isSpreadAssignment)) return [];
  const type = lookup.checker.getContextualType(node);
  const paths = type ? lookup.getTypePaths(type) : [];
  const names = new Set(
    node.properties.flatMap(({ name }) => (name && 'text' in name ? [name.text] : [])),
  );
  const missing = paths
    .flatMap((path) => required.get(path) ?? [])
    .filter((name) => !names.has(name));
  if (missing.length === 0) return [];
  const last = node.properties.at(-1);
  const added = missing.map((name) => `${toKey(name)}: ${toPlaceholder(name)}`);
  const at = last?.end ?? node.getStart(file) + 1;
  const text = last === undefined ? ` ${added.join(', ')} ` : `, ${added.join(', ')}`;
  return [{ start: at, end: at, text, cause: `object ${file.fileName}:${node.pos}` }];
}
