import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../errors.js';
import type { Acknowledgement } from './acknowledge.js';
import { parseAcknowledgements } from './parse.js';

/** The same way up from the sources and from the compiled program. */
const SCHEMA = join(__dirname, '..', '..', '..', 'diff.acknowledged.schema.json');

/**
 * Reads a file of acknowledged changes.
 *
 * @throws UsageError when it cannot be read, or naming the places in it that are wrong.
 */
export async function readAcknowledgements(file: string): Promise<readonly Acknowledgement[]> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(
      `The acknowledgements ${file} cannot be read (${cause.code ?? 'unknown reason'}).`,
      { hint: 'Correct the path, or leave the option out.', cause },
    );
  });
  const schema = JSON.parse(await readFile(SCHEMA, 'utf8')) as object;
  return parseAcknowledgements(file, text, schema);
}
