import { ts } from 'ts-morph';
import type { CompiledProject } from './compile.js';

/** More are no explanation that anybody would follow. */
const MAX_ORIGINS = 40;

/**
 * Finds where the names in a part of a program come from: the declarations of its variables, parameters and types, and those
 * of what they name in turn; the nearest first.
 *
 * @param project with the version of the package that it compiles with.
 */
export function findOrigins(
  scope: ts.Node,
  { program, dependents }: CompiledProject,
): readonly ts.Node[] {
  const checker = program.getTypeChecker();
  const files = new Set(dependents);
  const found = new Set([scope]);
  // What is added while it is read is read too.
  for (const from of found)
    for (const node of listSources(from, checker, files))
      if (found.size <= MAX_ORIGINS) found.add(node);
  found.delete(scope);
  return [...found];
}

function listSources(
  from: ts.Node,
  checker: ts.TypeChecker,
  files: ReadonlySet<ts.SourceFile>,
): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node))
      for (const declaration of getDeclarations(node, checker))
        if (files.has(declaration.getSourceFile())) found.push(...getSources(declaration));
    ts.forEachChild(node, visit);
  };
  visit(from);
  return found;
}

function getDeclarations(node: ts.Identifier, checker: ts.TypeChecker): readonly ts.Declaration[] {
  const { parent } = node;
  const own = ts.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(node);
  const isImported = own !== undefined && own.flags & ts.SymbolFlags.Alias;
  return (isImported ? checker.getAliasedSymbol(own) : own)?.declarations ?? [];
}

/** The parts of a program that give a declaration its type. */
function getSources(declaration: ts.Node): readonly ts.Node[] {
  if (ts.isBindingElement(declaration)) return getSources(declaration.parent.parent);
  if (ts.isParameter(declaration)) {
    const { parent } = declaration.parent;
    // A function that is passed to another gets its parameters from there.
    const isPassed = declaration.type === undefined && ts.isCallExpression(parent);
    return isPassed ? [declaration, parent.expression] : [declaration];
  }
  if (ts.isVariableDeclaration(declaration)) {
    const { initializer, parent } = declaration;
    if (initializer && isFunction(initializer)) return getSignature(initializer);
    const isLooping = ts.isForOfStatement(parent.parent);
    return isLooping ? [declaration, parent.parent.expression] : [declaration];
  }
  if (isFunction(declaration)) return getSignature(declaration);
  const isType = ts.isTypeAliasDeclaration(declaration) || ts.isInterfaceDeclaration(declaration);
  return isType || ts.isPropertySignature(declaration) ? [declaration] : [];
}

function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node;
}

/** Without a type of what it returns, its body gives it. */
function getSignature({ parameters, type, body }: ts.FunctionLikeDeclaration): readonly ts.Node[] {
  return [...parameters, ...[type ?? body].flatMap((node) => node ?? [])];
}
