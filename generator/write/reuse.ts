import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmittedFile } from '../emit/index.js';
import { sha256 } from '../util/hash.js';
import type { Manifest } from './manifest.js';
import { hasOwnChecksum, readIfThere } from './verify-manifest.js';

/** What a run needs to know of the one before, to print only what changed. */
export interface PreviousFiles {
  /** The output folder. */
  readonly root: string;
  readonly manifest: Manifest;
}

/** `sha256:` of what a file is printed and formatted from; undefined for one that is neither. */
export function inputHash(file: EmittedFile): string | undefined {
  switch (file.kind) {
    case 'structure':
      return sha256(JSON.stringify(file.structure));
    case 'template':
      return sha256(file.text);
    case 'final':
      return undefined;
    default:
      return file satisfies never;
  }
}

/**
 * Gives the text of a file that was printed from the same input by the same printer, and that nobody has changed since.
 * Nothing is given where the manifest was edited: what it says of a file may then be another file's.
 */
export function createReuse(
  previous: PreviousFiles | undefined,
  printer: string,
): (path: string, input: string) => string | undefined {
  if (previous === undefined) return () => undefined;
  const { root, manifest } = previous;
  const { files } = manifest;
  const inputs: Readonly<Record<string, unknown>> = { ...Object(manifest['inputs']) };
  if (manifest['printer'] !== printer || !hasOwnChecksum(manifest)) return () => undefined;
  return (path, input) => {
    if (inputs[path] !== input) return undefined;
    const bytes = readIfThere(root, path);
    return bytes !== undefined && sha256(bytes) === files[path] ? bytes.toString() : undefined;
  };
}

/** What decides, beside its input, which bytes a file gets. */
const MODULES = ['print', 'format', 'sections'];
const LIBRARIES = ['ts-morph', 'prettier'];

/** `sha256:` of the code that prints and formats, and of the versions of the libraries that it uses. */
export function printerHash(): string {
  const extension = __filename.slice(-3);
  const code = MODULES.map((name) => readFileSync(join(__dirname, `${name}${extension}`), 'utf8'));
  return sha256(JSON.stringify([...code, ...LIBRARIES.map(versionOf)]));
}

/** As it is installed. */
function versionOf(library: string): string {
  const { version } = JSON.parse(
    readFileSync(require.resolve(`${library}/package.json`), 'utf8'),
  ) as { readonly version: string };
  return `${library} ${version}`;
}
