import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { GenerateOptions } from '../../../pipeline/generate.js';

/** Small documents, each with the tree that it must become: `fixtures/cases/<name>/document.*` and `tree/`. */
const CASES = join(__dirname, '..', '..', '..', '..', 'fixtures', 'cases');

export interface Case {
  readonly name: string;
  /** Absolute, as are the other paths. */
  readonly document: string;
  readonly tree: string;
  /** What the case is generated with, beside its document: `options.json`. */
  readonly options: GenerateOptions;
  /** A program that uses the package, where the case has one: its types are part of what is wanted. */
  readonly consumer: string | undefined;
}

export const CASE_TABLE = join(CASES, 'README.md');

/** @throws Error for a folder without a document. */
export function allCases(): readonly Case[] {
  const folders = readdirSync(CASES, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  return folders
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const folder = join(CASES, name);
      const document = readdirSync(folder).find((file) => file.startsWith('document.'));
      if (document === undefined)
        throw new Error(`${folder} has no document.json or document.yaml`);
      const consumer = join(folder, 'consumer.ts');
      const options = join(folder, 'options.json');
      return {
        name,
        document: join(folder, document),
        tree: join(folder, 'tree'),
        options: existsSync(options)
          ? (JSON.parse(readFileSync(options, 'utf8')) as GenerateOptions)
          : {},
        consumer: existsSync(consumer) ? consumer : undefined,
      };
    });
}

/** The texts of all files under a folder, by their paths with `/`, sorted; without the notes that runs leave on a machine. */
export function filesUnder(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && basename(entry.parentPath) !== '.sdkgen',
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(
    paths.map((path) => [
      path.slice(folder.length + 1).replaceAll('\\', '/'),
      readFileSync(path, 'utf8'),
    ]),
  );
}
