import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars/dist/handlebars.min.js';

/** The same way up from the sources and from the compiled program. */
const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'templates');

/** A program of `fixtures/examples/`, as it is tested there. */
export function readExample(name: string): string {
  return readFileSync(join(ROOT, 'fixtures', 'examples', name), 'utf8').trimEnd();
}

/**
 * A file that is the same for every API but for slots. Templates are strict (a slot without a value is
 * a bug, not an empty text) and escape nothing: the context holds text that is fit for its place.
 */
export function renderTemplate<T extends object>(name: string, context: T): string {
  const source = readFileSync(join(FOLDER, `${name}.hbs`), 'utf8');
  return Handlebars.compile<T>(source, { strict: true, noEscape: true, knownHelpersOnly: true })(
    context,
  );
}
