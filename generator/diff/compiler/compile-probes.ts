import {
  emitDeclaration,
  emitResource,
  emitServiceFunctions,
  readRuntimeFiles,
  type EmittedFile,
} from '../../emit/index.js';
import type { SourceTexts } from '../../util/typescript.js';
import { loadPrinter } from '../../write/index.js';
import type { BothPackages, ProbeContext } from './both-packages.js';
import { printClientStub, printIndexStub } from './exports.js';
import type { Probe } from './source-break.js';
import type { Call } from './surface.js';

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

/**
 * Compiles probes against both packages. The compiler and ts-morph are loaded for it.
 *
 * @param calls The new calls that probes name.
 * @returns The first message for each probe that does not compile, by the probe's index.
 * @throws Error when anything but a probe does not compile: a bug of the generator.
 */
export async function compileProbes(
  probes: readonly Probe[],
  { packages, imports }: ProbeContext,
  calls: readonly Call[],
): Promise<ReadonlyMap<number, string>> {
  const { ts, TypeChecker } = await import('../../util/typescript.js');
  const { print } = await loadPrinter();
  const checker = new TypeChecker({
    strict: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: LIBRARIES,
    types: [],
    skipLibCheck: true,
  });
  const preamble = imports.all.map(
    ({ module, names }) => `import type { ${names.join(', ')} } from '${module}';`,
  );
  const text = [...preamble, ...probes.map(toLine), ''].join('\n');
  const files = new Map([...listFiles(packages, calls, print), [PROBES, text]]);
  const messages = new Map<number, string>();
  for (const { path, line, message } of checker.check(files, [GLOBALS, PROBES])) {
    const index = line - 1 - preamble.length;
    if (path !== PROBES || index < 0)
      throw new Error(`The compiler cannot read the packages: ${message}`);
    if (!messages.has(index)) messages.set(index, message);
  }
  return messages;
}

/** Each in a block of its own; an export must be at the top level. */
function toLine({ position, code }: Probe): string {
  return position === 'export' ? code : `{ ${code} }`;
}

/**
 * The new package as it is emitted, without the operations that no probe calls, and the old declarations beside it.
 * A file is printed when the compiler reads it, which is when a probe leads to it.
 */
function listFiles(
  { surfaces, before, after, oldNames }: BothPackages,
  calls: readonly Call[],
  print: Awaited<ReturnType<typeof loadPrinter>>['print'],
): SourceTexts {
  const files = new Map<string, string | (() => string)>([
    [GLOBALS, WEB_TYPES],
    [`${SRC}index.ts`, printIndexStub(surfaces.before, surfaces.after)],
    [`${SRC}client.ts`, printClientStub(surfaces.before, surfaces.after)],
  ]);
  const add = (path: string, emit: () => EmittedFile) => {
    files.set(path, () => {
      const file = emit();
      return file.kind === 'structure' ? print(path, file.structure) : file.text;
    });
  };
  for (const [path, text] of readRuntimeFiles()) files.set(`/sdk/${path}`, text);
  for (const declaration of after.model.declarations.values()) {
    const fileName = after.names.declarations.get(declaration.id)?.fileName;
    add(`${SRC}models/${fileName}.ts`, () => emitDeclaration(after, declaration));
  }
  for (const [id, names] of oldNames) {
    const declaration = before.model.declarations.get(id);
    if (declaration === undefined) continue;
    add(`${SRC}models/${names.fileName}.ts`, () => emitDeclaration(before, declaration, names));
  }
  const called = new Set(calls.map(({ operation }) => operation));
  for (const service of after.model.services) {
    const operations = service.operations.filter((operation) => called.has(operation));
    const fileName = after.names.services.get(service.wireName)?.fileName;
    const part = { ...service, operations };
    add(`${SRC}resources/${fileName}.ts`, () => emitResource(after, part));
    add(`${SRC}functions/${fileName}.ts`, () => emitServiceFunctions(after, part));
  }
  return files;
}
