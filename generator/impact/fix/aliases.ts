import { ts } from 'ts-morph';
import { applyEdits, type Edit } from './edits.js';
import type { Moves } from './moves.js';
import type { Lookup } from './renames.js';

/** What a type stood for that is gone: `ApiError<ProblemDetails>` for `GetVehicleError`. */
export interface GoneAlias {
  /** The names in it that the package exports, each with its entry. */
  readonly exported: ReadonlyMap<string, string>;
  /** Edits that write it where the program names the type. */
  readonly edits: readonly Edit[];
}

/**
 * Finds what an imported type stood for, when the new package has all that is in it.
 *
 * @param findEntry says which entry of the new package exports a name.
 * @param cause of the edits.
 */
export function findGoneAlias(
  { name }: ts.ImportSpecifier,
  file: ts.SourceFile,
  lookup: Lookup,
  { names }: Moves,
  findEntry: (name: string) => string | undefined,
  cause: string,
): GoneAlias | undefined {
  const type = lookup.getAlias(name)?.type;
  if (type === undefined || !ts.isTypeReferenceNode(type)) return undefined;
  const named = listNamed(type);
  const parts = named.map((node) => {
    const [path] = lookup.getPaths(node);
    // What is not of the package is of the language, such as `Record`.
    if (path === undefined) return { node, now: node.text, entry: undefined, isClear: true };
    const now = names.get(path) ?? path;
    const entry = findEntry(now);
    return { node, now, entry, isClear: entry !== undefined };
  });
  const { references, isAllTypes } = listReferences(name.text, file);
  if (!parts.every(({ isClear }) => isClear) || !isAllTypes) return undefined;
  const exported = new Map(
    parts.flatMap(({ now, entry }) => (entry === undefined ? [] : [[now, entry]])),
  );
  const source = type.getSourceFile();
  const start = type.getStart(source);
  const { text } = applyEdits(
    source.text.slice(start, type.end),
    parts.map(({ node, now }) => {
      return { start: node.getStart(source) - start, end: node.end - start, text: now, cause };
    }),
  );
  const edits = references.map((each) => {
    return { start: each.getStart(file), end: each.end, text, cause };
  });
  return { exported, edits };
}

/** The names of types in a type. */
function listNamed(type: ts.TypeNode): readonly ts.Identifier[] {
  const named: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) named.push(node.typeName);
    ts.forEachChild(node, visit);
  };
  visit(type);
  return named;
}

/** The types of a file that are a name, and whether nothing else but an import is. */
function listReferences(
  name: string,
  file: ts.SourceFile,
): { readonly references: readonly ts.TypeReferenceNode[]; readonly isAllTypes: boolean } {
  const references: ts.TypeReferenceNode[] = [];
  let isAllTypes = true;
  const visit = (node: ts.Node): void => {
    if (
      ts.isTypeReferenceNode(node) &&
      ts.isIdentifier(node.typeName) &&
      node.typeName.text === name
    )
      references.push(node);
    else if (ts.isIdentifier(node) && node.text === name) isAllTypes = false;
    else if (!ts.isImportSpecifier(node)) ts.forEachChild(node, visit);
  };
  visit(file);
  return { references, isAllTypes };
}
