import { ts } from 'ts-morph';
import type { CompiledProject } from './compile.js';
import { findOverlay, type Overlay } from './overlay.js';

/** How programs write an operation's names. */
export interface CallNames {
  /** `vehicles.list` */
  readonly call: string;
  readonly className: string;
  readonly method: string;
  readonly functionName: string;
  readonly paramsType: string;
  readonly bodyType: string;
  /** The names of its path parameters, which are arguments of their own. */
  readonly positional: readonly string[];
}

/** How programs write the names of a package, for telling what a place uses. */
export interface SdkNames {
  readonly calls: readonly CallNames[];
  /** The name that reports use for a schema, by each name of its types: `VehicleInput` is `Vehicle`. */
  readonly types: ReadonlyMap<string, string>;
}

export type Role = 'call' | 'read' | 'write' | 'name';

/** A place where a project uses a part of the package. */
export interface Usage {
  readonly file: ts.SourceFile;
  readonly start: number;
  readonly end: number;
  /** As the subjects of changes: `vehicles.list`, `vehicles.list: pageSize`, `VehicleDto`, `VehicleDto.soldAt`. */
  readonly key: string;
  readonly role: Role;
}

/** What is looked for in a project. */
export interface Wanted {
  /** As the keys of usages. */
  readonly keys: Iterable<string>;
  /** In these, everything is. */
  readonly files: ReadonlySet<ts.SourceFile>;
}

/**
 * Finds the places of a project that name a part of the package, in the order of files and positions. To say what a member's
 * name stands for, the compiler has to find the types of all that is before it: only those of what is wanted are asked for.
 */
export function findUsages(
  { program, overlays, dependents }: CompiledProject,
  names: SdkNames,
  { keys, files }: Wanted,
): readonly Usage[] {
  const checker = program.getTypeChecker();
  const toKey = createKeys(names, overlays);
  const members = new Set([...listTexts(keys, names), ...listRenamedExports(dependents)]);
  return dependents.flatMap((file) => {
    const found: Usage[] = [];
    const isAsked = (node: ts.Identifier | ts.StringLiteralLike) =>
      !isMember(node) || members.has(node.text) || files.has(file);
    const visit = (node: ts.Node): void => {
      if ((ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && isAsked(node)) {
        const own = new Set(getDeclarations(node, checker).flatMap((each) => toKey(each) ?? []));
        if (own.size > 0) {
          const [start, end, role] = [node.getStart(file), node.end, getRole(node)];
          for (const key of own) found.push({ file, start, end, key, role });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  });
}

/** How programs write the last part of each key. */
function* listTexts(keys: Iterable<string>, { calls, types }: SdkNames): Generator<string> {
  const wanted = new Set(keys);
  for (const key of wanted) yield key.split(/[.:] ?/).at(-1) ?? '';
  for (const { call, functionName, paramsType, bodyType } of calls)
    if (wanted.has(call)) yield* [functionName, paramsType, bodyType];
  for (const [name, type] of types) if (wanted.has(type)) yield name;
}

/** The names that a project gives to what others call otherwise: `read` in `export { getVehicle as read }`. */
function* listRenamedExports(files: readonly ts.SourceFile[]): Generator<string> {
  for (const { statements } of files)
    for (const statement of statements)
      if (ts.isExportDeclaration(statement))
        if (statement.exportClause && ts.isNamedExports(statement.exportClause))
          for (const { name, propertyName } of statement.exportClause.elements)
            if (propertyName) yield name.text;
}

/** Whether a name is of a property, so that it means nothing without a type. */
function isMember(node: ts.Identifier | ts.StringLiteralLike): boolean {
  const { parent } = node;
  return (
    ts.isStringLiteralLike(node) ||
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ((ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) &&
      parent.name === node) ||
    (ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent))
  );
}

/** The declarations of what a name stands for, without the import that it comes by. */
export function getDeclarations(
  node: ts.Identifier | ts.StringLiteralLike,
  checker: ts.TypeChecker,
): readonly ts.Declaration[] {
  if (ts.isStringLiteralLike(node) && !isPropertyName(node)) return [];
  const own = checker.getSymbolAtLocation(node);
  const symbol =
    own !== undefined && own.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(own) : own;
  const expected = getExpected(node, checker);
  return [...(symbol?.declarations ?? []), ...(expected?.declarations ?? [])];
}

/** `value['soldAt']`, `{ 'soldAt': 1 }`, `Vehicle['soldAt']` and `Pick<Vehicle, 'soldAt'>` name properties. */
function isPropertyName({ parent, ...node }: ts.StringLiteralLike): boolean {
  return (
    (ts.isElementAccessExpression(parent) && parent.argumentExpression.pos === node.pos) ||
    (ts.isPropertyAssignment(parent) && parent.name.pos === node.pos) ||
    ts.isLiteralTypeNode(parent)
  );
}

/** The property of the package's type that a property of an object literal, or a name in a pattern, stands for. */
function getExpected(node: ts.Node, checker: ts.TypeChecker): ts.Symbol | undefined {
  const { parent } = node;
  if (
    (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) &&
    parent.name === node
  ) {
    const type = checker.getContextualType(parent.parent);
    return type && 'text' in parent.name ? getProperty(type, parent.name.text) : undefined;
  }
  if (ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent)) {
    const name = parent.propertyName ?? parent.name;
    if (name !== node || !('text' in name)) return undefined;
    return getProperty(checker.getTypeAtLocation(parent.parent), name.text);
  }
  if (ts.isLiteralTypeNode(parent) && ts.isStringLiteral(parent.literal)) {
    const from = getPickedFrom(parent);
    return from && getProperty(checker.getTypeFromTypeNode(from), parent.literal.text);
  }
  return undefined;
}

/** The type of which `Pick` or `Omit` takes a property. */
function getPickedFrom(literal: ts.LiteralTypeNode): ts.TypeNode | undefined {
  const { parent } = literal;
  const names = ts.isUnionTypeNode(parent) ? parent : literal;
  const reference = names.parent;
  if (!ts.isTypeReferenceNode(reference) || !ts.isIdentifier(reference.typeName)) return undefined;
  const [from, picked] = reference.typeArguments ?? [];
  return ['Pick', 'Omit'].includes(reference.typeName.text) && picked === names ? from : undefined;
}

function getProperty(type: ts.Type, name: string): ts.Symbol | undefined {
  if (!type.isUnion()) return type.getProperty(name);
  return type.types.map((each) => each.getProperty(name)).find((each) => each !== undefined);
}

function getRole(node: ts.Node): Role {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) return 'write';
  const access = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  const whole = access && parent.expression !== node ? parent : node;
  if (ts.isCallExpression(whole.parent) && whole.parent.expression === whole) return 'call';
  if (
    ts.isBinaryExpression(whole.parent) &&
    whole.parent.left === whole &&
    whole.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  )
    return 'write';
  if (access || ts.isBindingElement(parent)) return 'read';
  return 'name';
}

/** @returns the key of a declaration of the package; undefined for any other. */
function createKeys(
  names: SdkNames,
  overlays: readonly Overlay[],
): (declaration: ts.Declaration) => string | undefined {
  const methods = new Map(
    names.calls.map((each) => [`${each.className}.${each.method}`, each.call]),
  );
  const functions = new Map(names.calls.map(({ functionName, call }) => [functionName, call]));
  const params = new Map(names.calls.map(({ paramsType, call }) => [paramsType, `${call}: `]));
  const bodies = new Map(names.calls.map(({ bodyType, call }) => [bodyType, `${call}: body`]));
  return (declaration) => {
    if (findOverlay(overlays, declaration.getSourceFile().fileName) === undefined) return undefined;
    const path = getPath(declaration);
    const [top = '', ...inside] = path;
    const method = methods.get(path.slice(0, 2).join('.'));
    if (method !== undefined) return withPath(method, inside.slice(1));
    const call = functions.get(top);
    if (call !== undefined) return withPath(call, inside);
    const argument = params.get(top) ?? bodies.get(top);
    if (argument !== undefined)
      return argument.endsWith(' ') ? argument + inside.join('.') : withPath(argument, inside);
    const type = names.types.get(top);
    return type === undefined ? undefined : withPath(type, inside);
  };
}

function withPath(key: string, path: readonly string[]): string {
  return [key, ...path].join('.');
}

/** The names around a declaration, from the one of the module: `['VehicleDto', 'address', 'city']`. */
export function getPath(declaration: ts.Node): readonly string[] {
  const path: string[] = [];
  for (let node = declaration; !ts.isSourceFile(node); node = node.parent) {
    const name = ts.getNameOfDeclaration(node as ts.Declaration);
    if (name !== undefined && 'text' in name) path.unshift(name.text);
  }
  return path;
}
