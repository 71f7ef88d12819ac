import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Two folders up, from the sources as well as from `dist/emit/`. */
const TEMPLATES = join(__dirname, '..', '..', 'templates');
const FOLDER = join(TEMPLATES, 'runtime');

/** @returns The files of the runtime in `templates/runtime/` without its tests, by their paths in the package. */
export function runtimeFiles(): ReadonlyMap<string, string> {
  return new Map([...filesIn('runtime'), ...filesIn('runtime/pagination')]);
}

/** @returns The files that a package with codecs needs as well, by their paths in the package. */
export function codecRuntimeFiles(): ReadonlyMap<string, string> {
  return filesIn('runtime/codecs');
}

function filesIn(folder: string): ReadonlyMap<string, string> {
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
export function runtimeExports(): ReadonlySet<string> {
  const texts = ['index.ts', 'public.ts'].map((name) => readFileSync(join(FOLDER, name), 'utf8'));
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
