import { createNamesLock, type NamesLock } from '../naming/index.js';
import { sortedBy } from '../util/order.js';
import type { EmitContext } from './type-options.js';

/** `sdk.lock.json`: what made the package, what is in it, and which name each thing of the document got. */
export interface SdkLock extends NamesLock {
  readonly generator: string;
  /** `sha256:` of the document in canonical form. */
  readonly document: string;
  /** `sha256:` of the settings that change the output. */
  readonly config: string;
  readonly package: string;
  /** `sha256:` of the code and the libraries that printed and formatted the files. */
  readonly printer: string;
  /** `sha256:` of each file, this one left out. */
  readonly files: Readonly<Record<string, string>>;
  /** `sha256:` of what a file was printed from; files that are copied have none. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * The lock, keys sorted; it holds nothing that changes by itself.
 *
 * @param hashes of files and of their inputs: `sha256:` by path.
 */
export function createLock(
  { model, names }: EmitContext,
  hashes: {
    readonly files: ReadonlyMap<string, string>;
    readonly inputs: ReadonlyMap<string, string>;
  },
  origin: Pick<SdkLock, 'generator' | 'document' | 'config' | 'package' | 'printer'>,
): SdkLock {
  const { operations, types, ...details } = createNamesLock(model, names);
  return {
    ...origin,
    files: byPath(hashes.files),
    inputs: byPath(hashes.inputs),
    operations,
    types,
    ...details,
  };
}

function byPath(hashes: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries(sortedBy(hashes, ([path]) => path));
}
