import { lockOf, type NamesLock } from '../naming/index.js';
import { sortedBy } from '../util/order.js';
import { jsonLines } from '../util/printable.js';
import type { EmitContext } from './scope.js';

/** `sdk.lock.json`: what made the package, what is in it, and which name each thing of the document got. */
export interface SdkLock extends NamesLock {
  readonly generator: string;
  /** `sha256:` of the document in canonical form. */
  readonly document: string;
  /** `sha256:` of the settings that change the output. */
  readonly config: string;
  readonly package: string;
  /** `sha256:` of each file, this one left out. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * The lock's text, keys sorted; it holds nothing that changes by itself.
 *
 * @param hashes `sha256:` of each file, by path.
 */
export function lockText(
  { model, names }: EmitContext,
  hashes: ReadonlyMap<string, string>,
  origin: Pick<SdkLock, 'generator' | 'document' | 'config' | 'package'>,
): string {
  const { operations, types, ...details } = lockOf(model, names);
  const lock: SdkLock = {
    ...origin,
    files: Object.fromEntries(sortedBy(hashes, ([path]) => path)),
    operations,
    types,
    ...details,
  };
  return `${jsonLines(lock)}\n`;
}
