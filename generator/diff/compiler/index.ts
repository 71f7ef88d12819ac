import * as emit from '../../emit/index.js';
import { loadPrinter } from '../../write/index.js';
import { breaksOf } from './breaks.js';
import { correspondenceOf, type Call } from './correspondence.js';
import { declarationProbes } from './declaration-probes.js';
import { differing } from './differing.js';
import { missing } from './exports.js';
import { filesOf } from './files.js';
import { operationProbes } from './operation-probes.js';
import { Printing } from './printing.js';
import { compileProbes } from './program.js';
import type { Probe, SourceBreak } from './source-break.js';
import type { Surface } from './surface.js';
import { worldOf } from './world.js';

export { judge, type Judgement } from './judge.js';
export type { Owner, Position, SourceBreak } from './source-break.js';
export type { Surface } from './surface.js';

/**
 * Where a program that is written against the old package no longer compiles against the new one, by the word of
 * TypeScript. What is printed alike in both is not looked at; the compiler is loaded only when something differs.
 *
 * @returns Sorted by subject and position; each place once.
 */
export async function sourceBreaks(
  before: Surface,
  after: Surface,
): Promise<readonly SourceBreak[]> {
  const found = correspondenceOf(before, after);
  const gone = missing(before, after);
  const { declarations, methods, functions } = differing(before, after, found);
  const calls = [...methods, ...functions];
  if (gone.length + declarations.length + calls.length === 0) return [];
  const world = worldOf(emit, before, after, found);
  const printing = new Printing(world);
  const probes = [
    ...gone,
    ...declarations.flatMap(([old, now]) =>
      declarationProbes({ before: old, after: now, printing }),
    ),
    ...methods.flatMap(([old, now]) =>
      operationProbes({ before: old, after: now, as: 'method', printing }),
    ),
    ...functions.flatMap(([old, now]) =>
      operationProbes({ before: old, after: now, as: 'function', printing }),
    ),
  ];
  if (probes.length === 0) return [];
  const named: readonly Call[] = calls.map(([, now]) => now);
  const complaints = await compileProbes(
    probes.map(lineOf),
    preambleOf(printing),
    filesOf(world, named, (await loadPrinter()).print),
  );
  return breaksOf(probes, complaints);
}

/** Each in a block of its own; an export stands at the top of its file. */
function lineOf({ position, code }: Probe): string {
  return position === 'export' ? code : `{ ${code} }`;
}

function preambleOf({ imports }: Printing): readonly string[] {
  return imports.all.map(
    ({ module, names }) => `import type { ${names.join(', ')} } from '${module}';`,
  );
}
