import {
  emitDeclaration,
  emitResource,
  emitServiceFunctions,
  Imports,
  readRuntimeFiles,
  readTemporalRuntimeFiles,
  type EmittedFile,
} from '../../emit/index.js';
import type { DeclarationId } from '../../model/model.js';
import type { DeclarationNames } from '../../naming/names.js';
import type { TypeChecker } from '../../util/typescript.js';
import { loadPrinter } from '../../write/index.js';
import { ModelPrinter, type BothPackages, type ProbeContext } from './both-packages.js';
import { printImports, printNameFiles } from './names.js';
import { printCallsFile, type CallPair } from './operation-probes.js';
import type { Probe } from './source-break.js';
import { getTypeNames } from './surface.js';

const SRC = '/sdk/src/';
const PROBES = `${SRC}probes/probes.ts`;
const GLOBALS = '/sdk/globals.d.ts';

/** As much of the standard library as the types of a package use. */
const LIBRARIES = ['lib.es5.d.ts', 'lib.es2015.promise.d.ts', 'lib.es2018.asynciterable.d.ts'];

/** The web types that the runtime's types name. The whole library of browsers takes longer to read than all the rest. */
const WEB_TYPES = `
interface Blob { readonly size: number; readonly type: string; arrayBuffer(): Promise<ArrayBuffer>; slice(start?: number, end?: number): Blob; text(): Promise<string>; }
interface Headers { get(name: string): string | null; has(name: string): boolean; }
interface Response { readonly headers: Headers; readonly ok: boolean; readonly status: number; blob(): Promise<Blob>; text(): Promise<string>; }
interface AbortSignal { readonly aborted: boolean; readonly reason: unknown; throwIfAborted(): void; }
interface FormData { append(name: string, value: string | Blob): void; }
interface URLSearchParams { append(name: string, value: string): void; }
interface ReadableStream<R = unknown> { readonly locked: boolean; cancel(reason?: unknown): Promise<void>; }
interface ErrorOptions { cause?: unknown; }
`;

/** What probes are compiled with. */
export interface ProbePackages {
  readonly context: ProbeContext;
  /** The old declarations that may print differently in the new package. */
  readonly differing: ReadonlySet<DeclarationId>;
  /** The calls that probes name. */
  readonly calls: readonly CallPair[];
}

/**
 * Compiles probes with the new package. Those that do not compile are compiled with the old one as well: what a program
 * could not write before, it cannot lose. The compiler and ts-morph are loaded for it.
 *
 * @returns The first message for each probe that compiles with the old package alone, by the probe's index.
 * @throws Error when anything but a probe does not compile: a bug of the generator.
 */
export async function compileProbes(
  probes: readonly Probe[],
  packages: ProbePackages,
): Promise<ReadonlyMap<number, string>> {
  const checker = await loadChecker();
  const { print } = await loadPrinter();
  const preamble = printImports(packages.context.imports);
  const shared = listDeclarations(packages.context.packages, print);
  const check = (version: Version, isChecked: (index: number) => boolean) => {
    const lines = probes.map(({ code }, index) => (isChecked(index) ? `{ ${code} }` : ''));
    const files = new Map([
      ...shared,
      ...(version === 'before' ? listAliases(packages) : []),
      ...listFiles(packages, version, print),
      [PROBES, [...preamble, ...lines, ''].join('\n')] as const,
    ]);
    const messages = new Map<number, string>();
    for (const { path, line, message } of checker.check(files, [GLOBALS, PROBES])) {
      const index = line - 1 - preamble.length;
      if (path !== PROBES || index < 0)
        throw new Error(`The compiler cannot read the packages: ${message}`);
      if (!messages.has(index)) messages.set(index, message);
    }
    return messages;
  };
  const failed = check('after', () => true);
  if (failed.size === 0) return failed;
  const never = check('before', (index) => failed.has(index));
  return new Map([...failed].filter(([index]) => !never.has(index)));
}

let loaded: Promise<TypeChecker> | undefined;

/** Loads the compiler, once for all comparisons: the checker parses the runtime only once. */
function loadChecker(): Promise<TypeChecker> {
  return (loaded ??= createChecker());
}

async function createChecker(): Promise<TypeChecker> {
  const { ts, TypeChecker } = await import('../../util/typescript.js');
  return new TypeChecker({
    strict: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: LIBRARIES,
    types: [],
    skipLibCheck: true,
  });
}

type Version = 'before' | 'after';
type Print = Awaited<ReturnType<typeof loadPrinter>>['print'];
type File = readonly [path: string, text: string | (() => string)];

/** Prints a file when the compiler first reads it, which is when a probe leads to it. */
function toFile(path: string, emit: () => EmittedFile, print: Print): File {
  let text: string | undefined;
  const printOnce = () => {
    const file = emit();
    return file.kind === 'structure' ? print(path, file.structure) : file.text;
  };
  return [path, () => (text ??= printOnce())];
}

/** The new declarations, and the old ones under names of their own. */
function listDeclarations(packages: BothPackages, print: Print): readonly File[] {
  const { before, after, oldNames, surfaces } = packages;
  return [
    ...[...before.model.declarations.values()].map((declaration) => {
      const names = oldNames.get(declaration.id) ?? getTypeNames(surfaces.before, declaration.id);
      return toFile(toPath(names), () => emitDeclaration(before, declaration, names), print);
    }),
    ...[...after.model.declarations.values()].map((declaration) => {
      const names = getTypeNames(surfaces.after, declaration.id);
      return toFile(toPath(names), () => emitDeclaration(after, declaration), print);
    }),
  ];
}

function toPath({ fileName }: DeclarationNames): string {
  return `${SRC}models/${fileName}.ts`;
}

/**
 * The new declarations as they were, so that the same probes can be compiled with the old package: what they replace under
 * their names, or anything at all. Those that print alike are left as they are.
 */
function listAliases({ context, differing }: ProbePackages): readonly File[] {
  const { surfaces, oldNames, after } = context.packages;
  return [...after.model.declarations.keys()].flatMap((id): readonly File[] => {
    const oldId = context.toOldId(id);
    const old = oldNames.get(oldId);
    if (old !== undefined && !differing.has(oldId)) return [];
    const names = getTypeNames(surfaces.after, id);
    const all = listNamesOf(names);
    const lines = all.map((name, index) => {
      if (all.indexOf(name) < index) return '';
      if (old === undefined) return `export type ${name} = any;`;
      return `export { ${listNamesOf(old)[index]} as ${name} } from './${old.fileName}.js';`;
    });
    return [[toPath(names), lines.join('\n')]];
  });
}

function listNamesOf(names: DeclarationNames): readonly string[] {
  const { type, inputType, baseType = type, baseInputType = inputType } = names;
  return [type, inputType, baseType, baseInputType];
}

/** What else one of the packages has, without the operations that no probe calls. */
function listFiles(
  { context: { packages }, calls }: ProbePackages,
  version: Version,
  print: Print,
): readonly File[] {
  const context = packages[version];
  const surface = packages.surfaces[version];
  const imports = new Imports();
  const printer = new ModelPrinter(packages, version, imports);
  const called = new Set(calls.map((pair) => pair[version].operation));
  return [
    [GLOBALS, WEB_TYPES],
    [`${SRC}probes/calls.ts`, printCallsFile(calls, version)],
    ...[...readRuntimeFiles(), ...readTemporalRuntimeFiles()].map(([path, text]): File => [
      `/sdk/${path}`,
      text,
    ]),
    ...[...printNameFiles(surface, printer, imports)].map(([file, text]): File => [
      `${SRC}probes/${file}`,
      text,
    ]),
    ...context.model.services.flatMap((service) => {
      const operations = service.operations.filter((operation) => called.has(operation));
      const fileName = surface.names.services.get(service.wireName)?.fileName;
      const part = { ...service, operations };
      return [
        toFile(`${SRC}resources/${fileName}.ts`, () => emitResource(context, part), print),
        toFile(`${SRC}functions/${fileName}.ts`, () => emitServiceFunctions(context, part), print),
      ];
    }),
  ];
}
