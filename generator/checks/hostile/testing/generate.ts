import { createLock, createEmitContext, emitPackage } from '../../../emit/index.js';
import type { OutputSwitches } from '../../../model/switches.js';
import { operationServers, packageSettings } from '../../../pipeline/settings.js';
import { understand, type Understood } from '../../../pipeline/read-and-name.js';
import { canonicalJson } from '../../../source/index.js';
import { sha256 } from '../../../util/hash.js';
import { Stopwatch } from '../../../util/stopwatch.js';
import { printFiles, renderFiles, serializeManifest } from '../../../write/index.js';

/** A generated package in memory. */
export interface GeneratedPackage extends Understood {
  readonly files: ReadonlyMap<string, string>;
}

/** `make hostile` formats every file as users get it, which takes half a minute. */
export const IS_FULL_RUN = process.env['HOSTILE'] === 'all';

/** A document and an empty configuration. */
export function createRecipe(document: unknown, switches: OutputSwitches = {}) {
  return {
    text: JSON.stringify(document),
    location: 'https://docs.example/hostile.json',
    allowedOrigins: [],
    overlays: [],
    filters: { include: {}, exclude: {} },
    switches,
    pagination: {},
    overrides: { operations: {}, types: {}, enumValues: {}, properties: {} },
  };
}

/** @throws DocumentRefusedError with diagnostics, as the command line does. */
export async function generatePackage(
  document: unknown,
  {
    switches = {},
    isFormatted = IS_FULL_RUN,
  }: { switches?: OutputSwitches; isFormatted?: boolean } = {},
): Promise<GeneratedPackage> {
  const recipe = createRecipe(document, switches);
  const understood = await understand(recipe, new Stopwatch());
  const { model, names, loaded } = understood;
  const target = { input: recipe.location, outputFolder: '' };
  const context = createEmitContext(model, names, switches, operationServers(target, model));
  const settings = packageSettings({ target, packageVersion: '0.1.0' }, model);
  const emitted = emitPackage(context, settings);
  const texts = isFormatted ? (await renderFiles(emitted)).texts : await printFiles(emitted);
  const files = new Map([...texts, ['openapi.json', canonicalJson(loaded.published)]]);
  const origin = {
    generator: 'test',
    document: 'sha256:0',
    config: 'sha256:0',
    settings: {},
    package: settings.packageName,
    version: settings.packageVersion,
    printer: 'sha256:0',
  };
  const hashes = new Map([...files].map(([path, text]) => [path, sha256(text)]));
  const lock = createLock(context, { files: hashes, inputs: new Map() }, origin);
  return {
    ...understood,
    files: new Map([...files, ['sdk.lock.json', serializeManifest({ ...lock })]]),
  };
}
