import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MODULES } from './consumer-modules.mjs';

/**
 * Makes up a project that uses the package of the stand-in document: a program of many features, each of which is a page of
 * modules that import each other and those of features before. Five modules of six use the package, directly or through others.
 */

export const PACKAGE = '@acme/fleet';

/**
 * Both versions of the stand-in's document. What the made-up project reads, sends and switches over is gone, renamed, required,
 * new or limited in the second.
 *
 * @param document The document, parsed.
 */
export function createVersions(document) {
  const old = structuredClone(document);
  // The client is named after the title.
  old.info.title = 'Fleet';
  const changed = structuredClone(old);
  const { schemas } = changed.components;
  delete schemas.VehicleDto.properties.fiscalPower;
  schemas.FuelTransactionDisputeDto.required.push('contactEmail');
  schemas.VehicleStatus.enum.push('STOLEN');
  const { get: search } = changed.paths['/Vehicles/search'];
  search.parameters.find(({ name }) => name === 'EnteredAfter').name = 'EnteredSince';
  const { get: crossings } = changed.paths['/Geofences/{id}/crossings'];
  crossings.parameters.find(({ name }) => name === 'pageSize').schema.maximum = 20;
  return { old, changed };
}

const CONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    types: [],
  },
  include: ['src'],
};

/**
 * Writes a project of at least so many lines.
 *
 * @param folder Of the project, which is made.
 * @returns The number of files and lines, and of the lines that break and that may break with the changed document.
 */
export function writeProject(folder, lines) {
  const count = { files: 0, lines: 0, breaks: 0, mayBreak: 0 };
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('package.json', JSON.stringify({ type: 'module', dependencies: { [PACKAGE]: '1.0.0' } }));
  write('tsconfig.json', JSON.stringify(CONFIG));
  for (let feature = 0; count.lines < lines; feature += 1)
    for (const [name, create] of Object.entries(MODULES)) {
      const text = create(feature).trimStart();
      write(`src/feature-${feature}/${name}.ts`, text);
      count.files += 1;
      count.lines += text.split('\n').length - 1;
      count.breaks += text.split('//!').length - 1;
      count.mayBreak += text.split('//?').length - 1;
    }
  return count;
}
