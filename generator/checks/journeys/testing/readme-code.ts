import { dirname, join } from 'node:path';
import {
  OPENTELEMETRY_API,
  readOpenTelemetryTypes,
} from '../../../util/testing/opentelemetry-api.js';
import { ts, TypeChecker } from '../../../util/typescript.js';
import { filesUnder } from './cases.js';

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'].map((name) => `lib.${name}.d.ts`),
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
};

/**
 * The compiler's errors in the TypeScript blocks of packages' READMEs and guides for agents, each block a module of its own. Only the program of
 * several files is left out, which imports Node.js.
 *
 * @param folders The packages on disk.
 */
export function findReadmeErrors(folders: readonly string[]): readonly string[] {
  const files = new Map<string, string | (() => string)>(readOpenTelemetryTypes());
  const roots: string[] = [];
  const modules = new Map<string, string>();
  for (const folder of folders) {
    const tree = filesUnder(folder);
    for (const [path, text] of tree) if (path.endsWith('.ts')) files.set(join(folder, path), text);
    const { name } = JSON.parse(tree.get('package.json') ?? '{}') as { readonly name: string };
    const client = /export class (\w+) extends ApiClient/.exec(
      tree.get('src/client.ts') ?? '',
    )?.[1];
    const pages = `${tree.get('README.md') ?? ''}\n${tree.get('AGENTS.md') ?? ''}`;
    for (const [index, block] of blocksOf(pages).entries()) {
      const path = join(folder, `block-${index}.ts`);
      const needsClient = client !== undefined && !/\bconst client\b/.test(block);
      const declared = needsClient ? `declare const client: import('${name}').${client};\n` : '';
      files.set(path, `${declared}${block}\nexport {};\n`);
      roots.push(path);
    }
    modules.set(name, folder);
  }
  const checker = new TypeChecker(OPTIONS, {
    resolveImport: (specifier, importer, exists) => {
      if (specifier === '@opentelemetry/api') return OPENTELEMETRY_API;
      if (specifier.startsWith('.')) {
        const path = join(dirname(importer), specifier.replace(/\.js$/, '.ts'));
        return exists(path) ? path : `${path}.d.ts`;
      }
      const name = [...modules.keys()].find(
        (each) => specifier === each || specifier.startsWith(`${each}/`),
      );
      const folder = name && modules.get(name);
      if (name === undefined || !folder) return undefined;
      const entry = specifier.slice(name.length + 1);
      const paths = entry === '' ? ['index.ts'] : [`${entry}/index.ts`, `runtime/core/${entry}.ts`];
      return paths.map((path) => join(folder, 'src', path)).find(exists);
    },
  });
  return checker
    .check(files, roots)
    .map(
      ({ path = '', line, message }) => `${path}:${line}: ${message}\n${String(files.get(path))}`,
    );
}

function blocksOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)]
    .map(([, block = '']) => block)
    .filter((block) => !/from '(?:node:|\.)/.test(block));
}
