import { resolve } from 'node:path';
import { ts } from 'ts-morph';
import { UsageError } from '../errors.js';
import type { InstalledPackage, Overlay } from './overlay.js';

/** One `tsconfig.json`, and the files that it names. */
export interface ConsumerProject {
  /** Absolute, with slashes. */
  readonly configPath: string;
  readonly options: ts.CompilerOptions;
  readonly files: readonly string[];
  readonly references: readonly ts.ProjectReference[];
  /** Those of the projects that are read with it, which are checked there. */
  readonly otherFiles: ReadonlySet<string>;
}

/**
 * Reads a project and those that it refers to.
 *
 * @param path a folder with a `tsconfig.json` or `jsconfig.json`, or such a file; absolute.
 * @throws UsageError when there is none, or it is wrong.
 */
export function readProjects(path: string): readonly ConsumerProject[] {
  const seen: SeenProjects = new Map();
  collectProjects(findConfig(toSlashes(path)), seen);
  const projects = [...seen.values()].flatMap((project) => project ?? []);
  return projects.map((project) => {
    const otherFiles = new Set(projects.flatMap(({ files }) => files));
    for (const file of project.files) otherFiles.delete(file);
    return { ...project, otherFiles };
  });
}

/** By the path of the configuration; undefined where it has no files of its own. */
type SeenProjects = Map<string, Omit<ConsumerProject, 'otherFiles'> | undefined>;

function collectProjects(configPath: string, seen: SeenProjects): void {
  if (seen.has(configPath)) return;
  seen.set(configPath, undefined);
  const { options, fileNames, errors, projectReferences = [] } = parseConfig(configPath);
  // 18002 and 18003: it has no files of its own, as one that only refers to others.
  const error = errors.find(({ code }) => ![18002, 18003].includes(code));
  if (error !== undefined)
    throw new UsageError(
      `${configPath} is wrong: ${ts.flattenDiagnosticMessageText(error.messageText, ' ')}`,
      { hint: 'Correct it until `tsc` accepts it.' },
    );
  if (fileNames.length > 0)
    seen.set(configPath, {
      configPath,
      options: toCheckedOptions(options),
      files: fileNames,
      references: projectReferences,
    });
  for (const reference of projectReferences)
    collectProjects(toSlashes(ts.resolveProjectReferencePath(reference)), seen);
}

function parseConfig(configPath: string): ts.ParsedCommandLine {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new UsageError(ts.flattenDiagnosticMessageText(messageText, ' '), {
        hint: 'Give a folder with a tsconfig.json, or such a file, as --project.',
      });
    },
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(configPath, {}, host);
  if (parsed !== undefined) return parsed;
  throw new UsageError(`${configPath} cannot be read.`, {
    hint: 'Give a folder with a tsconfig.json, or such a file, as --project.',
  });
}

function findConfig(path: string): string {
  if (!ts.sys.directoryExists(path)) return path;
  const found = ['tsconfig.json', 'jsconfig.json']
    .map((name) => `${path}/${name}`)
    .find((each) => ts.sys.fileExists(each));
  if (found !== undefined) return found;
  throw new UsageError(`There is no tsconfig.json in ${path}.`, {
    hint: 'Give a folder with a tsconfig.json or a jsconfig.json, or such a file, as --project.',
  });
}

/** Without what is about output, of which there is none. */
function toCheckedOptions(options: ts.CompilerOptions): ts.CompilerOptions {
  const { outFile: _outFile, tsBuildInfoFile: _info, ...checked } = options;
  return {
    ...checked,
    noEmit: true,
    composite: false,
    incremental: false,
    declaration: false,
    declarationMap: false,
    emitDeclarationOnly: false,
  };
}

/**
 * Where a project has the package: in the `node_modules` around its files, and where the paths of its options lead; else
 * where npm would install it.
 *
 * @throws UsageError when its packages are in archives of Yarn's.
 */
export function findPackageFolders(
  { configPath, options, files }: ConsumerProject,
  name: string,
): readonly string[] {
  const root = getFolder(configPath);
  const installed = [...new Set([configPath, ...files].map(getFolder))].flatMap(
    (folder) => findInstalled(folder, name) ?? [],
  );
  const { baseUrl, pathsBasePath } = options as Readonly<Record<string, unknown>>;
  const base = [baseUrl, pathsBasePath, root].find((each) => typeof each === 'string') ?? root;
  const aliased = Object.values(options.paths ?? {})
    .flat()
    .flatMap((path) => findPackageFolder(toSlashes(resolve(base, path)), name) ?? []);
  const found = new Set([...installed, ...aliased]);
  if (found.size > 0) return [...found];
  if (ts.findConfigFile(root, (path) => ts.sys.fileExists(path), '.pnp.cjs') !== undefined)
    throw new UsageError(
      `${root} has its packages by Yarn's Plug'n'Play, where none can be read.`,
      {
        hint: 'Set `nodeLinker: node-modules` in .yarnrc.yml, and run `yarn install`.',
      },
    );
  return [`${root}/node_modules/${name}`];
}

/** As Node.js looks for it: in the nearest folder above that has it. */
function findInstalled(folder: string, name: string): string | undefined {
  const here = `${folder}/node_modules/${name}`;
  if (ts.sys.fileExists(`${here}/package.json`)) return here;
  const above = getFolder(folder);
  return above === '' || above === folder ? undefined : findInstalled(above, name);
}

function getFolder(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** The folder around a file that has the `package.json` of this name. */
function findPackageFolder(file: string, name: string): string | undefined {
  for (let folder = file; folder.includes('/');) {
    folder = getFolder(folder);
    const text = ts.sys.readFile(`${folder}/package.json`);
    if (text !== undefined && readName(text) === name) return folder;
  }
  return undefined;
}

function readName(text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly name?: unknown }).name;
  } catch {
    // Somebody else's broken package.json is not the package.
    return undefined;
  }
}

/** Lays a package over the folders where a project has it. */
export function overlayPackage(
  folders: readonly string[],
  { files }: InstalledPackage,
): readonly Overlay[] {
  return folders.map((folder) => ({
    folder,
    realFolder: toSlashes(ts.sys.realpath?.(folder) ?? folder),
    files,
  }));
}

export function toSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
