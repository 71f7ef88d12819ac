import { Project, ts } from 'ts-morph';

/** A package as npm would install it: text by path, with its declarations. */
export interface InstalledPackage {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
}

/** Files that stand in place of a folder's, on a disk that is only read. */
export interface Overlay {
  /** Absolute, with slashes. The folder need not exist; when it does, none of its files are seen. */
  readonly folder: string;
  /** The same folder without symbolic links, as in a workspace. */
  readonly realFolder: string;
  readonly files: ReadonlyMap<string, string>;
}

/** The files of two programs, parsed once where both have the same text. */
export type ParsedFiles = Map<string, ts.SourceFile>;

/** Which files a file imports, by absolute path. */
export type ImportGraph = Map<string, Set<string>>;

/** Where ts-morph has the library files of its compiler, which are on no disk. */
const LIBRARY_FOLDER = '/node_modules/typescript/lib';

/**
 * The disk with packages laid over it, for the compiler. Nothing is written.
 *
 * @param parsed shared by the hosts of both versions.
 * @param texts of the project's own files, where they differ from the disk: by absolute path.
 */
export function createOverlayHost(
  options: ts.CompilerOptions,
  overlays: readonly Overlay[],
  parsed: ParsedFiles,
  texts: ReadonlyMap<string, string> = new Map(),
): { readonly host: ts.CompilerHost; readonly imports: ImportGraph } {
  const { sys } = ts;
  const libraries = new Project({ useInMemoryFileSystem: true }).getModuleResolutionHost();
  const isLibrary = (path: string) => path.startsWith(`${LIBRARY_FOLDER}/`);
  const find = (path: string) => findOverlay(overlays, path);
  const readFile = (path: string): string | undefined => {
    if (isLibrary(path)) return libraries.readFile(path);
    const found = find(path);
    if (found !== undefined) return found.overlay.files.get(found.path);
    return texts.get(path) ?? sys.readFile(path);
  };
  const resolutionHost: ts.ModuleResolutionHost = {
    fileExists: (path) => {
      if (isLibrary(path)) return libraries.fileExists(path);
      const found = find(path);
      if (found !== undefined) return found.overlay.files.has(found.path);
      return texts.has(path) || sys.fileExists(path);
    },
    readFile,
    directoryExists: (path) => {
      const found = find(path);
      if (found !== undefined) return hasFolder(found.overlay, found.path);
      return (
        overlays.some(({ folder }) => folder.startsWith(`${path}/`)) || sys.directoryExists(path)
      );
    },
    getDirectories: (path) => sys.getDirectories(path),
    realpath: (path) => {
      const found = find(path);
      if (found !== undefined) return join(found.overlay.realFolder, found.path);
      return sys.realpath?.(path) ?? path;
    },
    useCaseSensitiveFileNames: sys.useCaseSensitiveFileNames,
  };
  const current = sys.getCurrentDirectory();
  const canonical = (path: string) => (sys.useCaseSensitiveFileNames ? path : path.toLowerCase());
  const cache = ts.createModuleResolutionCache(current, canonical, options);
  const imports: ImportGraph = new Map();
  // The second is not in the compiler's types: other projects are read as sources, whether they are built or not.
  const host: ts.CompilerHost & { useSourceOfProjectReferenceRedirect: () => boolean } = {
    ...resolutionHost,
    useSourceOfProjectReferenceRedirect: () => true,
    getSourceFile: (path, languageVersionOrOptions) => {
      const text = readFile(path);
      if (text === undefined) return undefined;
      const before = parsed.get(path);
      if (before?.text === text) return before;
      const file = ts.createSourceFile(path, text, languageVersionOrOptions, false);
      parsed.set(path, file);
      return file;
    },
    resolveModuleNameLiterals: (literals, importer, redirected, given, file) =>
      literals.map((literal) => {
        const mode = ts.getModeForUsageLocation(file, literal, given);
        const found = ts.resolveModuleName(
          literal.text,
          importer,
          given,
          resolutionHost,
          cache,
          redirected,
          mode,
        );
        const to = found.resolvedModule?.resolvedFileName;
        if (to !== undefined) addTo(imports, importer, to);
        return found;
      }),
    getDefaultLibFileName: (given) => `${LIBRARY_FOLDER}/${ts.getDefaultLibFileName(given)}`,
    getDefaultLibLocation: () => LIBRARY_FOLDER,
    getCurrentDirectory: () => current,
    getCanonicalFileName: canonical,
    useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
    getNewLine: () => '\n',
    writeFile: () => undefined,
    readDirectory: (...words) => sys.readDirectory(...words),
  };
  return { host, imports };
}

/** Adds that one file imports another. */
export function addTo(graph: ImportGraph, from: string, to: string): void {
  const targets = graph.get(from) ?? new Set();
  targets.add(to);
  graph.set(from, targets);
}

/** The overlay that a path is in, and the path within it. */
export function findOverlay(
  overlays: readonly Overlay[],
  path: string,
): { readonly overlay: Overlay; readonly path: string } | undefined {
  for (const overlay of overlays)
    for (const folder of [overlay.folder, overlay.realFolder]) {
      if (path === folder) return { overlay, path: '' };
      if (path.startsWith(`${folder}/`)) return { overlay, path: path.slice(folder.length + 1) };
    }
  return undefined;
}

function hasFolder({ files }: Overlay, path: string): boolean {
  if (path === '') return true;
  for (const file of files.keys()) if (file.startsWith(`${path}/`)) return true;
  return false;
}

function join(folder: string, path: string): string {
  return path === '' ? folder : `${folder}/${path}`;
}
