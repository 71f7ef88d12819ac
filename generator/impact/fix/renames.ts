import { ts } from 'ts-morph';
import type { CompiledProject } from '../compile.js';
import { findOverlay } from '../overlay.js';
import { getDeclarations, getPath } from '../usage.js';
import type { Edit } from './edits.js';
import type { Moves } from './moves.js';

/** A name in a program, as far as edits write it. */
export type Name = ts.Identifier | ts.StringLiteralLike;

/** Looks up what the names of a project stand for. */
export class Lookup {
  readonly checker: ts.TypeChecker;
  /** The names that may have to be edited; what others stand for is not asked. */
  readonly moved: ReadonlySet<string>;
  readonly #overlays: CompiledProject['overlays'];

  constructor({ program, overlays }: CompiledProject, { names, calls }: Moves) {
    this.checker = program.getTypeChecker();
    const elsewhere = [...calls].filter(([, { property }]) => property.before !== property.after);
    this.moved = new Set([...names.keys(), ...elsewhere.map(([path]) => path)].map(getLast));
    this.#overlays = overlays;
  }

  /** The paths of the package's declarations that a name stands for: `Vehicles.list`. */
  getPaths(node: Name): readonly string[] {
    return this.#toPaths(getDeclarations(node, this.checker));
  }

  /** Of the value that `{ name }` takes, not of the property. */
  getValuePaths(node: ts.ShorthandPropertyAssignment): readonly string[] {
    const own = this.checker.getShorthandAssignmentValueSymbol(node);
    const symbol =
      own && own.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(own) : own;
    return this.#toPaths(symbol?.declarations ?? []);
  }

  /** The path of a property of a type: `Pick<VehicleDto, 'soldAt'>`, `VehicleDto['soldAt']`. */
  getMemberPaths(owner: ts.TypeNode, name: string): readonly string[] {
    const type = this.checker.getTypeFromTypeNode(owner);
    return this.#toPaths(this.checker.getPropertyOfType(type, name)?.declarations ?? []);
  }

  /** The names of the package's types that a type is, or that are members of it. */
  getTypePaths(type: ts.Type): readonly string[] {
    const types = type.isUnion() ? type.types : [type];
    return this.#toPaths(
      types.flatMap((each) => (each.aliasSymbol ?? each.getSymbol())?.declarations ?? []),
    );
  }

  /** The package's type alias without type parameters that a name stands for. */
  getAlias(node: ts.ModuleExportName): ts.TypeAliasDeclaration | undefined {
    return getDeclarations(node, this.checker)
      .filter(ts.isTypeAliasDeclaration)
      .find(({ typeParameters }) => typeParameters === undefined && this.getPaths(node).length > 0);
  }

  /** Whether a module specifier leads into the package. */
  isOfPackage(specifier: ts.Expression): boolean {
    const [file] = this.checker.getSymbolAtLocation(specifier)?.declarations ?? [];
    return (
      file !== undefined && findOverlay(this.#overlays, file.getSourceFile().fileName) !== undefined
    );
  }

  #toPaths(declarations: readonly ts.Declaration[]): readonly string[] {
    const paths = declarations
      .filter((each) => findOverlay(this.#overlays, each.getSourceFile().fileName) !== undefined)
      .map((each) => getPath(each).join('.'));
    return [...new Set(paths)];
  }
}

/** Edits that write the new names in a file. The names of its own variables, exports and types stay. */
export function renameIn(file: ts.SourceFile, lookup: Lookup, moves: Moves): readonly Edit[] {
  return new Renamer(file, lookup, moves).edits();
}

class Renamer {
  readonly #file: ts.SourceFile;
  readonly #lookup: Lookup;
  readonly #moves: Moves;
  readonly #edits: Edit[] = [];
  readonly #words: ReadonlySet<string>;
  /** The imported names that the file keeps, since it has the new ones already. */
  readonly #kept = new Set<string>();

  constructor(file: ts.SourceFile, lookup: Lookup, moves: Moves) {
    this.#file = file;
    this.#lookup = lookup;
    this.#moves = moves;
    this.#words = listWords(file);
  }

  edits(): readonly Edit[] {
    this.#visit(this.#file);
    return this.#edits;
  }

  #visit(node: ts.Node): void {
    if (ts.isImportSpecifier(node)) this.#import(node);
    else if (ts.isExportSpecifier(node)) this.#export(node);
    else if (ts.isShorthandPropertyAssignment(node)) {
      this.#shorthand(node);
      if (node.objectAssignmentInitializer) this.#visit(node.objectAssignmentInitializer);
    } else {
      if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) this.#name(node);
      if (ts.isIndexedAccessTypeNode(node)) this.#members(node.objectType, node.indexType);
      if (ts.isTypeReferenceNode(node)) this.#utility(node);
      // In JavaScript, types stand in comments.
      for (const each of ts.getJSDocCommentsAndTags(node))
        if (each.parent === node) this.#visit(each);
      ts.forEachChild(node, (child) => {
        this.#visit(child);
      });
    }
  }

  /** The new name of what some paths say, if a text is its old one and it has one new name. */
  #renamed(paths: readonly string[], text: string): string | undefined {
    const own = paths.filter((path) => getLast(path) === text);
    const [only, ...others] = new Set(
      own.map((path) => getLast(this.#moves.names.get(path) ?? path)),
    );
    return others.length === 0 && only !== text ? only : undefined;
  }

  /** What is imported is renamed in the whole file, a member at each place by itself. */
  #add(node: ts.Node, text: string, isMember: boolean, start = node.getStart(this.#file)): void {
    const what = isMember ? `member at ${start}` : node.getText(this.#file);
    const cause = `${what} of ${this.#file.fileName}`;
    this.#edits.push({ start, end: node.end, text, cause });
  }

  #import({ propertyName, name }: ts.ImportSpecifier): void {
    const exported = propertyName ?? name;
    if (!ts.isIdentifier(exported)) return;
    const now = this.#renamed(this.#lookup.getPaths(exported), exported.text);
    if (now === undefined) return;
    const isTaken = propertyName === undefined && this.#words.has(now);
    if (isTaken) this.#kept.add(exported.text);
    this.#add(exported, isTaken ? `${now} as ${exported.text}` : now, false);
  }

  #export({ propertyName, name }: ts.ExportSpecifier): void {
    const exported = propertyName ?? name;
    if (!ts.isIdentifier(exported) || this.#kept.has(exported.text)) return;
    const now = this.#renamed(this.#lookup.getPaths(exported), exported.text);
    if (now !== undefined)
      this.#add(exported, propertyName === undefined ? `${now} as ${exported.text}` : now, false);
  }

  /** `{ soldAt }` names a property and a value. */
  #shorthand(node: ts.ShorthandPropertyAssignment): void {
    const { name } = node;
    const property = this.#renamed(this.#lookup.getPaths(name), name.text);
    const own = this.#kept.has(name.text)
      ? undefined
      : this.#renamed(this.#lookup.getValuePaths(node), name.text);
    if (property !== undefined || own !== undefined)
      this.#add(name, `${toKey(property ?? name.text)}: ${own ?? name.text}`, own === undefined);
  }

  #name(node: Name): void {
    if (!this.#lookup.moved.has(node.text)) return;
    const paths = this.#lookup.getPaths(node);
    if (ts.isIdentifier(node)) this.#moveToProperty(node, paths);
    const now = this.#renamed(paths, node.text);
    if (now === undefined) return;
    const { parent } = node;
    const isMember = paths.some((path) => path.includes('.'));
    const isAccess = ts.isPropertyAccessExpression(parent) && parent.name === node;
    if (ts.isStringLiteralLike(node)) this.#add(node, this.#quote(node, now), isMember);
    else if (ts.isBindingElement(parent) && parent.name === node && !parent.propertyName)
      this.#add(node, `${toKey(now)}: ${node.text}`, isMember);
    else if (ts.isPropertyAssignment(parent) && parent.name === node)
      this.#add(node, toKey(now), isMember);
    else if (isAccess && !isIdentifier(now)) {
      const dot = parent.questionDotToken === undefined ? '' : '?.';
      this.#add(node, `${dot}[${JSON.stringify(now)}]`, isMember, parent.expression.end);
    } else if (isAccess || ts.isQualifiedName(parent) || !this.#kept.has(node.text))
      this.#add(node, now, isMember);
  }

  /** A method that is on another property of the client now: `client.vehicles.list` is `client.fleet.list`. */
  #moveToProperty({ parent }: ts.Identifier, [path = '']: readonly string[]): void {
    const property = this.#moves.calls.get(path)?.property;
    if (property === undefined || property.before === property.after) return;
    if (!ts.isPropertyAccessExpression(parent)) return;
    const { expression } = parent;
    if (ts.isPropertyAccessExpression(expression) && expression.name.text === property.before)
      this.#add(expression.name, property.after, true);
  }

  /** `Pick<VehicleDto, 'soldAt'>` */
  #utility({ typeName, typeArguments }: ts.TypeReferenceNode): void {
    const [owner, members] = typeArguments ?? [];
    if (owner === undefined || members === undefined || !ts.isIdentifier(typeName)) return;
    if (typeName.text === 'Pick' || typeName.text === 'Omit') this.#members(owner, members);
  }

  /** The names of properties in a type: `VehicleDto['soldAt']`. */
  #members(owner: ts.TypeNode, node: ts.TypeNode): void {
    if (ts.isUnionTypeNode(node)) for (const each of node.types) this.#members(owner, each);
    if (!ts.isLiteralTypeNode(node) || !ts.isStringLiteral(node.literal)) return;
    const { literal } = node;
    const now = this.#renamed(this.#lookup.getMemberPaths(owner, literal.text), literal.text);
    if (now !== undefined) this.#add(literal, this.#quote(literal, now), true);
  }

  /** In the quotes of the old text. */
  #quote(node: ts.Node, text: string): string {
    const quote = this.#file.text.charAt(node.getStart(this.#file));
    return `${quote}${text}${quote}`;
  }
}

/** Every word of a file that is an identifier. */
export function listWords(file: ts.SourceFile): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) words.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return words;
}

function getLast(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
}

/** A name as a key of an object literal. */
export function toKey(name: string): string {
  return isIdentifier(name) ? name : JSON.stringify(name);
}
