import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

/** A method of a resource: what its types would say is not known here. */
export type Method = (...values: readonly unknown[]) => {
  asResponse(): Promise<Response>;
};

/** A client whose services and methods are looked up by name. */
export type Client = Readonly<Record<string, Readonly<Record<string, Method>>>>;

/**
 * Loads a generated package as an ES module, each file transpiled by TypeScript into `js/` beside `src/`.
 *
 * @returns what it exports.
 */
export async function loadPackage(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const sources = join(folder, 'src');
  const target = join(folder, 'js');
  const entries = await readdir(sources, { recursive: true, encoding: 'utf8' });
  for (const path of entries.filter((entry) => entry.endsWith('.ts'))) {
    const text = await readFile(join(sources, path), 'utf8');
    const { outputText } = ts.transpileModule(text, { compilerOptions: OPTIONS });
    const file = join(target, path.replace(/\.ts$/, '.js'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, outputText);
  }
  await writeFile(join(target, 'package.json'), '{"type":"module"}');
  const { href } = pathToFileURL(join(target, 'index.js'));
  return (await import(href)) as Readonly<Record<string, unknown>>;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ES2022,
  verbatimModuleSyntax: true,
};
