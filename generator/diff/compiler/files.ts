import type { EmittedFile } from '../../emit/index.js';
import type { loadPrinter } from '../../write/index.js';
import { clientText, indexText } from './exports.js';
import type { SourceTexts } from '../../util/typescript.js';
import type { Call } from './correspondence.js';
import { STAND_INS } from './stand-ins.js';
import type { World } from './world.js';

/** A file that is printed when it is asked for. */
export type Files = SourceTexts;

const SRC = '/sdk/src/';

/**
 * The new package as the compiler reads it: as it is emitted, but for the operations that no probe calls; beside it the
 * old declarations that differ. Nothing is printed that no probe leads to.
 *
 * @param calls The new calls that probes name.
 * @param print of the room `write`.
 */
export function filesOf(
  world: World,
  calls: readonly Call[],
  print: Awaited<ReturnType<typeof loadPrinter>>['print'],
): Files {
  const { emit, surfaces, before, after, old } = world;
  const files = new Map<string, () => string>([
    ['/sdk/globals.d.ts', () => STAND_INS],
    [`${SRC}index.ts`, () => indexText(surfaces.before, surfaces.after)],
    [`${SRC}client.ts`, () => clientText(surfaces.before, surfaces.after)],
  ]);
  const add = (path: string, emitted: () => EmittedFile) => {
    files.set(path, () => {
      const file = emitted();
      return file.kind === 'structure' ? print(path, file.structure) : file.text;
    });
  };
  for (const [path, text] of emit.runtimeFiles()) files.set(`/sdk/${path}`, () => text);
  for (const declaration of after.model.declarations.values()) {
    const fileName = after.names.declarations.get(declaration.id)?.fileName;
    add(`${SRC}models/${fileName}.ts`, () => emit.declarationFile(after, declaration));
  }
  for (const [id, names] of old) {
    const declaration = before.model.declarations.get(id);
    if (declaration === undefined) continue;
    add(`${SRC}models/${names.fileName}.ts`, () =>
      emit.declarationFile(before, declaration, names),
    );
  }
  const called = new Set(calls.map(({ operation }) => operation));
  for (const service of after.model.services) {
    const operations = service.operations.filter((operation) => called.has(operation));
    const fileName = after.names.services.get(service.wireName)?.fileName;
    add(`${SRC}resources/${fileName}.ts`, () =>
      emit.resourceFile(after, { ...service, operations }),
    );
  }
  return files;
}
