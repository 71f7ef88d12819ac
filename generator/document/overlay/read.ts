import { readFile } from 'node:fs/promises';
import { UsageError } from '../../errors.js';

/** An overlay as it lies on disk. */
export interface OverlayFile {
  /** As the user knows it: said in messages. */
  readonly file: string;
  readonly text: string;
}

/**
 * Reads overlay files, in the order given, which is the order they are applied in.
 *
 * @throws UsageError naming the file that cannot be read.
 */
export async function readOverlays(paths: readonly string[]): Promise<readonly OverlayFile[]> {
  return Promise.all(
    paths.map(async (file) => {
      try {
        return { file, text: await readFile(file, 'utf8') };
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new UsageError(`The overlay ${file} cannot be read (${code ?? 'unknown reason'}).`, {
          hint: 'Correct the path: in sdk.config.json it counts from that file, on the command line from the current folder.',
          cause: error,
        });
      }
    }),
  );
}
