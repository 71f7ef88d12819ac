import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..', '..');
const { generate } = createRequire(import.meta.url)(join(ROOT, 'dist', 'index.js'));

/** A folder that the caller removes. */
export const work = mkdtempSync(join(tmpdir(), 'sdkgen-bench-'));

/**
 * Makes a package.
 *
 * @param name Of its folder.
 * @param options The document, if not the stand-in's, and the operations that are wanted; all when left out.
 * @returns The path of its entry, as TypeScript.
 */
export async function packageOf(name, options = {}) {
  const input = join(ROOT, 'fixtures', 'sandbox', 'swagger.json');
  const out = join(work, name);
  await generate({ input, out, clientName: 'OptimumClient', ...options });
  return join(out, 'src', 'index.ts');
}

/** A program as one file of JavaScript, as a user's bundler makes it; `code` may import `sdk` and the peers. */
export async function bundled(code, sdk, options = {}) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: HERE, loader: 'ts' },
    ...(sdk && { alias: { sdk } }),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    ...options,
  });
  return outputFiles[0].contents;
}
