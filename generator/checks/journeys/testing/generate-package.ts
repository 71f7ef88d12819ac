import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate, type GenerateOptions } from '../../../pipeline/generate.js';

/** A method of the generated package, whose types are not known here. */
export type Call = (...values: readonly unknown[]) => CallPromise;

export interface CallPromise extends Promise<unknown>, AsyncIterable<unknown> {
  withResponse(): Promise<{ readonly data: unknown; readonly response: Response }>;
  asResponse(): Promise<Response>;
  pages(): AsyncIterable<unknown>;
}

export interface GeneratedPackage {
  readonly folder: string;
  /** What the package and its functions export, by name. */
  readonly exports: Readonly<Record<string, unknown>>;
  /** A client whose services and methods are looked up by name. */
  readonly client: (
    options: Readonly<Record<string, unknown>>,
  ) => Readonly<Record<string, Readonly<Record<string, Call>>>>;
}

const folders: string[] = [];

/** Generates a package from a document, whose `operationId`s name its calls, and imports its sources. */
export async function generatePackage(
  document: unknown,
  title: string,
  options: GenerateOptions = {},
): Promise<GeneratedPackage> {
  const work = mkdtempSync(join(tmpdir(), 'sdkgen-generated-'));
  folders.push(work);
  const input = join(work, 'document.json');
  const folder = join(work, 'sdk');
  writeFileSync(input, JSON.stringify(document));
  const names = { from: 'operationId' } as const;
  await generate({ input, out: folder, clientName: `${title}Client`, names, ...options });
  const importModule = async (path: string) =>
    (await import(join(folder, 'src', path))) as Record<string, unknown>;
  const exports = {
    ...(await importModule('index.ts')),
    ...(await importModule('functions/index.ts')),
  };
  const Client = exports[`${title}Client`] as new (
    options: unknown,
  ) => ReturnType<GeneratedPackage['client']>;
  return { folder, exports, client: (options) => new Client(options) };
}

export function removePackages(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
