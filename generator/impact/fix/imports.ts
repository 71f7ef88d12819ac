import { ts } from 'ts-morph';
import type { InstalledPackage } from '../overlay.js';
import { findGoneAlias } from './aliases.js';
import type { Edit, Render } from './edits.js';
import type { Moves } from './moves.js';
import { listWords, type Lookup } from './renames.js';

/** The names that each entry of a package exports, by what programs import: `@acme/fleet/functions`. */
export type Entries = ReadonlyMap<string, ReadonlySet<string>>;

/** Edits of the imports of a file whose names are exported by another entry now, or are gone. */
export function moveImports(
  file: ts.SourceFile,
  lookup: Lookup,
  moves: Moves,
  entries: Entries,
): readonly Edit[] {
  const imports = listImports(file, lookup, moves);
  const words = imports.length === 0 ? new Set<string>() : listWords(file);
  /** Names that other imports of the file have, or get. */
  const imported = new Set(
    imports.flatMap(({ names }) => names).flatMap(({ now, local }) => (now === local ? now : [])),
  );
  return imports.flatMap(({ statement, specifier, bindings, names }): readonly Edit[] => {
    const find = (name: string) => findEntry(name, specifier.text, entries);
    if (names.every(({ now }) => find(now) === specifier.text)) return [];
    const cause = `import ${file.fileName}:${statement.pos}`;
    const edits: Edit[] = [];
    const kept = names.flatMap(({ element, now }): readonly ImportedName[] => {
      const own = { entry: find(now) ?? specifier.text, write: toWrite(element, file) };
      if (find(now) !== undefined) return [own];
      if (!isUsed(element.name, file)) return [];
      const alias = findGoneAlias(element, file, lookup, moves, find, cause);
      const added = [...(alias?.exported ?? [])].filter(([name]) => !imported.has(name));
      // A name that is gone stays, and the compiler tells it.
      if (alias === undefined || added.some(([name]) => words.has(name))) return [own];
      edits.push(...alias.edits);
      return added.map(([name, entry]) => {
        imported.add(name);
        return { entry, write: () => (element.isTypeOnly ? `type ${name}` : name) };
      });
    });
    return [...edits, replaceImport(statement, specifier, bindings, kept, file, cause)];
  });
}

interface PackageImport {
  readonly statement: ts.ImportDeclaration;
  readonly specifier: ts.StringLiteral;
  readonly bindings: ts.NamedImports;
  /** With the name that the new package exports, and the one that the file uses. */
  readonly names: readonly {
    readonly element: ts.ImportSpecifier;
    readonly now: string;
    readonly local: string;
  }[];
}

/** The imports of names of the package. */
function listImports(
  file: ts.SourceFile,
  lookup: Lookup,
  { names }: Moves,
): readonly PackageImport[] {
  return file.statements.flatMap((statement): readonly PackageImport[] => {
    if (!ts.isImportDeclaration(statement) || !lookup.isOfPackage(statement.moduleSpecifier))
      return [];
    const { moduleSpecifier: specifier, importClause } = statement;
    const bindings = importClause?.namedBindings;
    if (!ts.isStringLiteral(specifier) || importClause?.name !== undefined) return [];
    if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
    const own = bindings.elements.map((element) => {
      const name = (element.propertyName ?? element.name).text;
      const [path = name] = ts.isIdentifier(element.name) ? lookup.getPaths(element.name) : [];
      return { element, now: names.get(path) ?? name, local: element.name.text };
    });
    return [{ statement, specifier, bindings, names: own }];
  });
}

/** The entry that exports a name: that which did, or the only other one. Undefined when none does. */
function findEntry(name: string, entry: string, entries: Entries): string | undefined {
  if (entries.get(entry)?.has(name)) return entry;
  const [only, ...others] = [...entries].filter(([, names]) => names.has(name));
  return others.length === 0 ? only?.[0] : undefined;
}

function isUsed(name: ts.ModuleExportName, file: ts.SourceFile): boolean {
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text) count += 1;
    for (const each of ts.getJSDocCommentsAndTags(node)) if (each.parent === node) visit(each);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return count > 1;
}

interface ImportedName {
  readonly entry: string;
  readonly write: (render: Render) => string;
}

function toWrite(node: ts.Node, file: ts.SourceFile): ImportedName['write'] {
  return (render) => render(node.getStart(file), node.end);
}

/** One import for each entry, in the words of the one that they replace. */
function replaceImport(
  statement: ts.ImportDeclaration,
  specifier: ts.StringLiteral,
  bindings: ts.NamedImports,
  kept: readonly ImportedName[],
  file: ts.SourceFile,
  cause: string,
): Edit {
  const start = statement.getStart(file);
  if (kept.length === 0) {
    const lineEnd = file.text.indexOf('\n', statement.end);
    const end =
      lineEnd === -1 || file.text.slice(statement.end, lineEnd).trim() !== ''
        ? statement.end
        : lineEnd + 1;
    return { start, end, text: '', cause };
  }
  const targets = [...new Set(kept.map(({ entry }) => entry))].sort();
  const specifierStart = specifier.getStart(file);
  const quote = file.text.charAt(specifierStart);
  const text = (render: Render) => {
    const before = render(start, bindings.getStart(file));
    const between = render(bindings.end, specifierStart);
    const after = render(specifier.end, statement.end);
    const written = targets.map((target) => {
      const own = kept.filter(({ entry }) => entry === target).map(({ write }) => write(render));
      return `${before}${printList(own, bindings, file)}${between}${quote}${target}${quote}${after}`;
    });
    return written.join(getNewline(file));
  };
  return { start, end: statement.end, text, cause };
}

/** On lines of their own where they were. */
function printList(
  names: readonly string[],
  { elements }: ts.NamedImports,
  file: ts.SourceFile,
): string {
  const [first] = elements;
  const space = first?.getFullText(file).slice(0, first.getLeadingTriviaWidth(file)) ?? '';
  if (!/^\s*\n\s*$/.test(space)) return `{ ${names.join(', ')} }`;
  return `{${names.map((name) => `${space}${name},`).join('')}${getNewline(file)}}`;
}

function getNewline({ text }: ts.SourceFile): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** A module that imports every entry of a package. */
export function printProbe({ name, files }: InstalledPackage): string {
  const { exports: map } = JSON.parse(files.get('package.json') ?? '{}') as {
    readonly exports?: Readonly<Record<string, unknown>>;
  };
  const paths = Object.keys(map ?? { '.': '' }).filter((path) => !path.endsWith('.json'));
  const modules = paths.map((path) => name + path.slice(1));
  return modules.map((each) => `import ${JSON.stringify(each)};`).join('\n');
}

/** The names that every entry of a package exports, for a project's way of resolving modules. */
export function readEntries(program: ts.Program, probePath: string): Entries {
  const checker = program.getTypeChecker();
  const found = new Map<string, ReadonlySet<string>>();
  for (const statement of program.getSourceFile(probePath)?.statements ?? []) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier))
      continue;
    const symbol = checker.getSymbolAtLocation(statement.moduleSpecifier);
    if (symbol === undefined) continue;
    const names = checker.getExportsOfModule(symbol).map(({ name }) => name);
    found.set(statement.moduleSpecifier.text, new Set(names));
  }
  return found;
}
