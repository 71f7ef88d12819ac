import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..', '..');
const { generate } = createRequire(import.meta.url)(join(ROOT, 'dist', 'index.js'));

/** A temporary folder, which the program that imports this module removes. */
export const work = mkdtempSync(join(tmpdir(), 'sdkgen-bench-'));

/**
 * Generates a package.
 *
 * @param name Of its folder.
 * @param options The document, by default the stand-in, and the operations, by default all.
 * @returns The path of its entry, as TypeScript.
 */
export async function generatePackage(name, options = {}) {
  const input = join(ROOT, 'fixtures', 'sandbox', 'swagger.json');
  const out = join(work, name);
  await generate({ input, out, clientName: 'OptimumClient', ...options });
  return join(out, 'src', 'index.ts');
}

/** Bundles a program to one file of JavaScript, as a user would; `code` may import `sdk` and the peers. */
export async function bundle(code, sdk, options = {}) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: HERE, loader: 'ts' },
    ...(sdk && { alias: { sdk, 'sdk/functions': join(dirname(sdk), 'functions/index.ts') } }),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    ...options,
  });
  return outputFiles[0].contents;
}
