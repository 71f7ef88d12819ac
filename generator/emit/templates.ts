import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';

/** The repository or package root, two folders up from `generator/emit/` as well as from `dist/emit/`. */
const ROOT = join(__dirname, '..', '..');
const TEMPLATES = join(ROOT, 'templates');

/** @returns the text of a file in `fixtures/examples/`, without the line break at its end. */
export function readExample(name: string): string {
  return readFileSync(join(ROOT, 'fixtures', 'examples', name), 'utf8').trimEnd();
}

/**
 * Fills the template `<name>.hbs`. Nothing is escaped: the values must be valid code or Markdown where the template has
 * them.
 *
 * @throws Error if the template has a slot without a value.
 */
export function renderTemplate(name: string, values: object): string {
  const template = compiled.get(name) ?? compileTemplate(name);
  compiled.set(name, template);
  return template(values);
}

const compiled = new Map<string, Handlebars.TemplateDelegate>();

function compileTemplate(name: string): Handlebars.TemplateDelegate {
  const source = readFileSync(join(TEMPLATES, `${name}.hbs`), 'utf8');
  return Handlebars.compile(source, { strict: true, noEscape: true, knownHelpersOnly: true });
}

/** @returns the files of `templates/runtime/` without tests and codecs, by their paths in the package. */
export function readRuntimeFiles(): ReadonlyMap<string, string> {
  return new Map(
    ['core', 'internal', 'internal/conformance', 'internal/pagination', 'internal/streams'].flatMap(
      (folder) => [...readFolder(`runtime/${folder}`)],
    ),
  );
}

/** @returns the additional runtime files of a package with codecs, by their paths in the package. */
export function readCodecRuntimeFiles(): ReadonlyMap<string, string> {
  return readFolder('runtime/internal/codecs');
}

/** @returns the additional runtime files of a package with values of Temporal, by their paths in the package. */
export function readTemporalRuntimeFiles(): ReadonlyMap<string, string> {
  return readFolder('runtime/internal/temporal');
}

/** @returns the additional runtime files of a package with webhooks, by their paths in the package. */
export function readWebhookRuntimeFiles(): ReadonlyMap<string, string> {
  return readFolder('runtime/internal/webhooks');
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

/** @returns the names that the runtime exports. No other export of the package may have one of them. */
export function readRuntimeExports(): ReadonlySet<string> {
  const texts = ['core/index.ts', 'internal/index.ts'].map((name) =>
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
