import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';
import ts from 'typescript';
import { writeTree } from '../../../write/index.js';
import type { GeneratedPackage } from './generate.js';

/** A package on disk. */
export interface WrittenPackage {
  readonly name: string;
  readonly folder: string;
  readonly client: string;
  /** The sources, by path relative to the folder; without the runtime if it is that of another package. */
  readonly files: ReadonlyMap<string, string>;
}

/** Writes a whole package as the generator does. */
export async function writeWithRuntime(
  work: string,
  name: string,
  { files, names }: GeneratedPackage,
): Promise<WrittenPackage> {
  const root = join(work, name);
  await writeTree({ root, files });
  const sources = [...files].filter(([path]) => path.startsWith('src/'));
  return { name, folder: root, client: names.client, files: new Map(sources) };
}

/** Writes a package without its runtime. It imports that of the first package, which is the same. */
export function writeWithoutRuntime(
  first: WrittenPackage,
  work: string,
  name: string,
  { files, names }: GeneratedPackage,
): WrittenPackage {
  const own = [...files].filter(
    ([path]) => path.startsWith('src/') && !path.startsWith('src/runtime/'),
  );
  const runtimeOfFirst = `/../../${first.name}/src/`;
  const sources = own.map(
    ([path, text]) =>
      [path, text.replace(/(?<=from ['"]\.\.?)\/(?=runtime\/)/g, runtimeOfFirst)] as const,
  );
  const folder = join(work, name);
  for (const [path, text] of sources) put(join(folder, path), text);
  return { name, folder, client: names.client, files: new Map(sources) };
}

function put(location: string, text: string): void {
  mkdirSync(dirname(location), { recursive: true });
  writeFileSync(location, text);
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  skipDefaultLibCheck: true,
  noEmit: true,
};

/** The JSDoc tags of the generator. */
const TAGS = new Set(['param', 'returns', 'throws', 'defaultValue', 'example', 'see']);

/** Compiles the packages. @returns the compiler's errors, and what the document has put into comments other than text. */
export function compilePackages(
  work: string,
  packages: readonly WrittenPackage[],
): readonly string[] {
  writeFileSync(join(work, 'package.json'), '{ "type": "module" }');
  const rootNames = packages.map(({ folder }) => join(folder, 'src', 'index.ts'));
  const program = ts.createProgram({ rootNames, options: OPTIONS });
  const errors = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const location =
      file &&
      `${file.fileName.slice(work.length)}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1}`;
    return `${location}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`.slice(0, 300);
  });
  return [
    ...errors,
    ...packages.flatMap(({ folder, files }) =>
      [...files.keys()]
        .filter((path) => !path.startsWith('src/runtime/'))
        .flatMap((path) => {
          const file = program.getSourceFile(join(folder, path));
          return file === undefined
            ? []
            : checkComments(file).map((fault) => `${file.fileName.slice(work.length)} ${fault}`);
        }),
    ),
  ];
}

/** Finds tags, links and code that come from the document. */
export function checkComments(file: ts.SourceFile): readonly string[] {
  const identifiers = new Set<string>();
  const links: string[] = [];
  const tags = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) identifiers.add(node.text);
    for (const comment of ts.getJSDocCommentsAndTags(node)) {
      const parts = Array.isArray(comment.comment)
        ? (comment.comment as readonly ts.JSDocComment[])
        : [];
      for (const part of parts)
        if (ts.isJSDocLinkLike(part)) links.push(part.name?.getText(file) ?? part.text);
      if (ts.isJSDoc(comment)) for (const tag of comment.tags ?? []) tags.add(tag.tagName.text);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return [
    ...[...tags].filter((tag) => !TAGS.has(tag)).map((tag) => `has a tag @${tag}`),
    ...links.filter((link) => !identifiers.has(link)).map((link) => `links ${link}`),
    ...(identifiers.has('canary') ? ['has the canary as an identifier'] : []),
  ];
}

/** Imports the packages in another process and calls every method. */
export function runPackages(
  work: string,
  packages: readonly WrittenPackage[],
  response: string,
): { readonly faults: readonly string[]; readonly calls: number; readonly requests: number } {
  const built = join(work, 'built');
  for (const { name, files } of packages)
    for (const [path, text] of files)
      put(join(built, name, path).replace(/\.ts$/, '.js'), transformSync(text, SWC).code);
  put(join(built, 'package.json'), '{ "type": "module" }');
  const list = packages.map(({ name, client }) => ({
    name,
    client,
    index: join(built, name, 'src', 'index.js'),
  }));
  const plan = join(work, 'plan.json');
  writeFileSync(plan, JSON.stringify({ packages: list, response }));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(__dirname, 'run.mjs'), plan],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  );
  if (status !== 0 || stdout === '')
    return {
      faults: [`The process ended with ${status}: ${stderr.slice(0, 2000)}`],
      calls: 0,
      requests: 0,
    };
  return JSON.parse(stdout) as ReturnType<typeof runPackages>;
}

const SWC = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'es6' },
} as const;
