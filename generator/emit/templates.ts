import Handlebars from 'handlebars/dist/handlebars.min.js';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The same way up from the sources and from the compiled program. */
const ROOT = join(__dirname, '..', '..');
const TEMPLATES = join(ROOT, 'templates');

/** A program of `fixtures/examples/`, as it is tested there. */
export function readExample(name: string): string {
  return readFileSync(join(ROOT, 'fixtures', 'examples', name), 'utf8').trimEnd();
}

/**
 * A file that is the same for every API but for slots. Templates are strict (a slot without a value is
 * a bug, not an empty text) and escape nothing: the context holds text that is fit for its place.
 */
export function renderTemplate<T extends object>(name: string, context: T): string {
  const source = readFileSync(join(TEMPLATES, `${name}.hbs`), 'utf8');
  return Handlebars.compile<T>(source, { strict: true, noEscape: true, knownHelpersOnly: true })(
    context,
  );
}

/** @returns The files of the runtime in `templates/runtime/` without its tests, by their paths in the package. */
export function readRuntimeFiles(): ReadonlyMap<string, string> {
  return new Map([...readFolder('runtime'), ...readFolder('runtime/pagination')]);
}

/** @returns The files that a package with codecs needs as well, by their paths in the package. */
export function readCodecRuntimeFiles(): ReadonlyMap<string, string> {
  return readFolder('runtime/codecs');
}

function readFolder(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(join(TEMPLATES, folder)).filter(
    (name) => name.endsWith('.ts') && !/\.(test|test-d|d)\.ts$/.test(name),
  );
  return new Map(
    names
      .sort()
      .map((name) => [
        `src/${folder}/${name}`,
        readFileSync(join(TEMPLATES, folder, name), 'utf8'),
      ]),
  );
}

/** @returns The names that the runtime exports. Nothing else in the package may have one of them. */
export function readRuntimeExports(): ReadonlySet<string> {
  const texts = ['index.ts', 'public.ts'].map((name) =>
    readFileSync(join(TEMPLATES, 'runtime', name), 'utf8'),
  );
  const clauses = texts.flatMap((text) =>
    [...text.matchAll(/export\s+(?:type\s+)?\{([^}]*)\}/g)].map((match) => match[1] ?? ''),
  );
  const names = clauses.flatMap((clause) =>
    clause.split(',').map((name) =>
      name
        .replace(/^\s*type\s+/, '')
        .replace(/^.*\sas\s/, '')
        .trim(),
    ),
  );
  return new Set(names.filter((name) => name !== ''));
}
