import { clientText, indexText } from './exports.js';
import type { Call } from './correspondence.js';
import { STAND_INS } from './stand-ins.js';
import type { World } from './world.js';

/** A file that is printed when it is asked for. */
export type Files = ReadonlyMap<string, () => string>;

const SRC = '/sdk/src/';

/**
 * The new package as the compiler reads it: as it is emitted, but for the operations that no probe calls; beside it the
 * old declarations that differ. Nothing is printed that no probe leads to.
 *
 * @param calls The new calls that probes name.
 */
export function filesOf(world: World, calls: readonly Call[]): Files {
  const { emit, surfaces, before, after, old } = world;
  const files = new Map<string, () => string>([
    ['/sdk/globals.d.ts', () => STAND_INS],
    [`${SRC}index.ts`, () => indexText(surfaces.before, surfaces.after)],
    [`${SRC}client.ts`, () => clientText(surfaces.before, surfaces.after)],
  ]);
  for (const [path, text] of emit.runtimeFiles()) files.set(`/sdk/${path}`, () => text);
  for (const declaration of after.model.declarations.values()) {
    const fileName = after.names.declarations.get(declaration.id)?.fileName;
    files.set(`${SRC}models/${fileName}.ts`, () => emit.declarationText(after, declaration));
  }
  for (const [id, names] of old) {
    const declaration = before.model.declarations.get(id);
    if (declaration === undefined) continue;
    const text = () => emit.declarationText(before, declaration, names);
    files.set(`${SRC}models/${names.fileName}.ts`, text);
  }
  const called = new Set(calls.map(({ operation }) => operation));
  for (const service of after.model.services) {
    const operations = service.operations.filter((operation) => called.has(operation));
    const fileName = after.names.services.get(service.wireName)?.fileName;
    const text = () => emit.resourceText(after, { ...service, operations });
    files.set(`${SRC}resources/${fileName}.ts`, text);
  }
  return files;
}
