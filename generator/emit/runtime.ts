import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The same way up from the sources and from the compiled program. */
const TEMPLATES = join(__dirname, '..', '..', 'templates');
const FOLDER = join(TEMPLATES, 'runtime');

/** The SDK's runtime, file by file, as it lies in `templates/runtime/`; its tests stay behind. */
export function runtimeFiles(): ReadonlyMap<string, string> {
  return new Map([...filesIn('runtime'), ...filesIn('runtime/pagination')]);
}

/** What is more where values differ from what is on the wire. */
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

/** The names that the runtime exports: nothing else in the package may be called so. */
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
