import { relative } from 'node:path';
import type { RenameReport } from '../pipeline/generate.js';
import { plural } from '../util/plural.js';
import { consoleLine } from '../util/printable.js';
import type { CommandContext } from './common.js';

/** Prints a table of old and new names, and how to take them. */
export function printRenames(
  { terminal, cwd }: CommandContext,
  { output, renames }: RenameReport,
  mode: 'list' | 'write',
): void {
  const folder = relative(cwd, output) || '.';
  if (renames.length === 0) {
    terminal.out(`The package in ${folder} has the names that the rules give.`);
    return;
  }
  const width = (of: (rename: (typeof renames)[number]) => string) =>
    Math.max(...renames.map((rename) => of(rename).length));
  const kinds = width(({ kind }) => kind);
  const names = width(({ from }) => from);
  for (const { kind, from, to } of renames)
    terminal.out(consoleLine(`${kind.padEnd(kinds)}  ${from.padEnd(names)}  -> ${to}`));
  if (mode === 'write') return;
  terminal.out('');
  terminal.out(
    `${plural(renames.length, 'name')} of the package in ${folder} would change, and nothing is written. Programs that use them have to change too.`,
  );
  terminal.out('Take all of them with `--rename write`, or some with `names` in sdk.config.json.');
}
