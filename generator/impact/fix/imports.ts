import { ts } from 'ts-morph';
import type { Edit } from './edits.js';
import type { Moves } from './moves.js';
import type { Lookup } from './renames.js';

/** The names that each entry of a package exports, by what programs import: `@acme/fleet/functions`. */
export type Entries = ReadonlyMap<string, ReadonlySet<string>>;

/** Edits of the imports of a file whose names are exported by another entry now, or are gone and not used. */
export function moveImports(
  file: ts.SourceFile,
  lookup: Lookup,
  { names }: Moves,
  entries: Entries,
): readonly Edit[] {
  return file.statements.flatMap((statement): readonly Edit[] => {
    if (!ts.isImportDeclaration(statement) || !lookup.isOfPackage(statement.moduleSpecifier))
      return [];
    const { moduleSpecifier: specifier, importClause } = statement;
    const bindings = importClause?.namedBindings;
    if (!ts.isStringLiteral(specifier) || importClause?.name !== undefined) return [];
    if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
    const places = bindings.elements.map((element) => {
      const name = (element.propertyName ?? element.name).text;
      const [path = name] = ts.isIdentifier(element.name) ? lookup.getPaths(element.name) : [];
      return { element, entry: findEntry(names.get(path) ?? name, specifier.text, entries) };
    });
    if (places.every(({ entry }) => entry === specifier.text)) return [];
    const kept = places.filter(
      ({ element, entry }) => entry !== undefined || isUsed(element.name, file),
    );
    return replaceImport(statement, specifier, kept, file);
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
  readonly element: ts.ImportSpecifier;
  /** Undefined: the name is gone, but the program uses it, which the compiler tells. */
  readonly entry: string | undefined;
}

/** One import for each entry, in the words of the one that they replace. */
function replaceImport(
  statement: ts.ImportDeclaration,
  specifier: ts.StringLiteral,
  kept: readonly ImportedName[],
  file: ts.SourceFile,
): readonly Edit[] {
  const cause = `import ${file.fileName}:${statement.pos}`;
  const start = statement.getStart(file);
  if (kept.length === 0) {
    const lineEnd = file.text.indexOf('\n', statement.end);
    const end =
      lineEnd === -1 || file.text.slice(statement.end, lineEnd).trim() !== ''
        ? statement.end
        : lineEnd + 1;
    return [{ start, end, text: '', cause }];
  }
  const targets = [...new Set(kept.map(({ entry = specifier.text }) => entry))].sort();
  const specifierStart = specifier.getStart(file);
  const bindings = statement.importClause?.namedBindings;
  if (bindings === undefined) return [];
  const quote = file.text.charAt(specifierStart);
  return [
    {
      ...{ start, end: statement.end, cause },
      text: (render) => {
        const before = render(start, bindings.getStart(file));
        const between = render(bindings.end, specifierStart);
        const after = render(specifier.end, statement.end);
        const written = targets.map((target) => {
          const own = kept.filter(({ entry = specifier.text }) => entry === target);
          const list = own.map(({ element }) => render(element.getStart(file), element.end));
          return `${before}{ ${list.join(', ')} }${between}${quote}${target}${quote}${after}`;
        });
        return written.join('\n');
      },
    },
  ];
}

/** The names that every entry of a package exports, for a project's way of resolving modules. */
export function listEntries(
  packageName: string,
  files: ReadonlyMap<string, string>,
  compile: (probe: string) => ts.Program,
  probePath: string,
): Entries {
  const { exports: map } = JSON.parse(files.get('package.json') ?? '{}') as {
    readonly exports?: Readonly<Record<string, unknown>>;
  };
  const paths = Object.keys(map ?? { '.': '' }).filter((path) => !path.endsWith('.json'));
  const modules = paths.map((path) => packageName + path.slice(1));
  const probe = modules.map((name) => `import ${JSON.stringify(name)};`).join('\n');
  const program = compile(probe);
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
