import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Beside the sources as beside the compiled program. */
const PATH = join(__dirname, '..', '..', 'fixtures', 'sandbox', 'swagger.json');

/** The document that comes with this program and stands in for the vendor's in the sandbox. */
export async function readStandIn(): Promise<{ readonly text: string; readonly location: string }> {
  return { text: await readFile(PATH, 'utf8'), location: PATH };
}
