import { ts } from 'ts-morph';
import type { Edit } from './edits.js';
import type { Moves } from './moves.js';
import type { Lookup } from './renames.js';

/**
 * Edits loops over the items of paginated calls, which earlier versions of the generator had in `pages()`: the call itself
 * has them now, and `pages()` has pages.
 */
export function loopOverItems(
  file: ts.SourceFile,
  lookup: Lookup,
  { names }: Moves,
): readonly Edit[] {
  if (!names.has('PagedPromise.byPage')) return [];
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isIterated(node)) {
      const { expression } = node;
      if (
        ts.isPropertyAccessExpression(expression) &&
        ts.isIdentifier(expression.name) &&
        expression.name.text === 'pages' &&
        lookup.getPaths(expression.name).includes('PagedPromise.pages')
      )
        edits.push({
          ...{ start: expression.expression.end, end: node.end, text: '' },
          cause: `loop ${file.fileName}:${node.pos}`,
        });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

/** Elsewhere, a call is a promise, too, and something else may become of it. */
function isIterated({ parent, ...node }: ts.CallExpression): boolean {
  if (ts.isForOfStatement(parent))
    return parent.awaitModifier !== undefined && parent.expression.pos === node.pos;
  return ts.isYieldExpression(parent) && parent.asteriskToken !== undefined;
}
