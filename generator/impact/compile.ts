import { ts } from 'ts-morph';
import { byCodeUnit } from '../util/order.js';
import { mapLines } from './lines.js';
import {
  addTo,
  createOverlayHost,
  findOverlay,
  type ImportGraph,
  type InstalledPackage,
  type Overlay,
  type ParsedFiles,
} from './overlay.js';
import { type ConsumerProject, findPackageFolders, overlayPackage } from './projects.js';

/** A project compiled with one version of the package. */
export interface CompiledProject {
  readonly program: ts.Program;
  readonly overlays: readonly Overlay[];
  /** The project's own files that import the package, directly or through others, or have types of those that do; sorted. */
  readonly dependents: readonly ts.SourceFile[];
}

/** A place where the new package does not compile, and the old one did. */
export interface CompileBreak {
  readonly file: ts.SourceFile;
  readonly start: number;
  readonly length: number;
  readonly code: number;
  readonly message: string;
  /** The same place in the text that was compiled with the old package, which differs where the file was edited. */
  readonly before: { readonly file: ts.SourceFile; readonly start: number };
}

/**
 * Compiles a project with a package laid over the folders where it is installed.
 *
 * @param texts of the project's own files, where they differ from the disk.
 */
export function compileProject(
  project: ConsumerProject,
  installed: InstalledPackage,
  parsed: ParsedFiles,
  texts?: ReadonlyMap<string, string>,
): CompiledProject {
  const { options, files, references: projectReferences, otherFiles } = project;
  const overlays = overlayPackage(findPackageFolders(project, installed.name), installed);
  const { host, imports } = createOverlayHost(options, overlays, parsed, texts);
  const program = ts.createProgram({ rootNames: files, options, host, projectReferences });
  return { program, overlays, dependents: findDependents(program, overlays, imports, otherFiles) };
}

function findDependents(
  program: ts.Program,
  overlays: readonly Overlay[],
  imports: ImportGraph,
  otherFiles: ReadonlySet<string>,
): readonly ts.SourceFile[] {
  const importers: ImportGraph = new Map();
  for (const [from, targets] of imports) for (const to of targets) addTo(importers, to, from);
  const isOfPackage = (path: string) => findOverlay(overlays, path) !== undefined;
  const reached = new Set<string>();
  const queue = [...importers.keys()].filter(isOfPackage);
  for (let path = queue.pop(); path !== undefined; path = queue.pop())
    for (const importer of importers.get(path) ?? [])
      if (!reached.has(importer)) {
        reached.add(importer);
        queue.push(importer);
      }
  const own = program
    .getSourceFiles()
    .filter(({ fileName }) => !isOfPackage(fileName) && !fileName.includes('/node_modules/'))
    .filter(({ fileName }) => !otherFiles.has(fileName))
    .sort((a, b) => byCodeUnit(a.fileName, b.fileName));
  const dependents = own.filter(({ fileName }) => reached.has(fileName));
  return dependents.some(affectsOthers) ? own : dependents;
}

/** Whether a file has types for files that do not import it: it is a script, or adds to other modules or to the global scope. */
function affectsOthers(file: ts.SourceFile): boolean {
  return (
    !ts.isExternalModule(file) ||
    file.statements.some(
      (each) =>
        ts.isModuleDeclaration(each) &&
        (ts.isStringLiteral(each.name) || each.name.text === 'global'),
    )
  );
}

/**
 * What fails with the new package and did not with the old one. A place that failed before, in whatever way, is left out.
 *
 * @param before, after the same project, whose files may have been edited in between.
 */
export function findBreaks(
  before: CompiledProject,
  after: CompiledProject,
): readonly CompileBreak[] {
  const paths = new Set(
    [...before.dependents, ...after.dependents].map(({ fileName }) => fileName),
  );
  return [...paths].sort(byCodeUnit).flatMap((path) => {
    const failing = diagnose(after.program, path);
    const old = before.program.getSourceFile(path);
    const now = after.program.getSourceFile(path);
    if (failing.length === 0 || old === undefined || now === undefined) return [];
    const toOld = mapLines(now, old);
    // In an edited file, the lines are compared.
    const toPlace = (start: number) =>
      old.text === now.text ? start : old.getLineAndCharacterOfPosition(start).line;
    const known = new Set(diagnose(before.program, path).map(({ start = 0 }) => toPlace(start)));
    return failing
      .filter(({ start = 0 }) => !known.has(toPlace(toOld(start))))
      .flatMap(({ file, start = 0, length = 0, code, messageText }) => {
        const message = ts.flattenDiagnosticMessageText(messageText, '\n');
        const place = { file: old, start: toOld(start) };
        return file === undefined ? [] : [{ file, start, length, code, message, before: place }];
      });
  });
}

function diagnose(program: ts.Program, path: string): readonly ts.Diagnostic[] {
  const file = program.getSourceFile(path);
  return file === undefined ? [] : program.getSemanticDiagnostics(file);
}
