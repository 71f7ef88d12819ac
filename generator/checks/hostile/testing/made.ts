import { createLock, emitContext, emitPackage } from '../../../emit/index.js';
import type { OutputSwitches } from '../../../model/switches';
import { packageSettings } from '../../../pipeline/settings.js';
import { understand, type Understood } from '../../../pipeline/understand.js';
import { canonicalJson } from '../../../source/index.js';
import { sha256 } from '../../../util/hash.js';
import { Stopwatch } from '../../../util/stopwatch.js';
import { manifestText, printFiles, renderFiles } from '../../../write/index.js';

/** A package in memory: as the generator makes it, but laid out only where that is asked for. */
export interface Made extends Understood {
  readonly files: ReadonlyMap<string, string>;
}

/** `make hostile` lays every file out as users get it, which takes prettier half a minute. */
export const IS_LONG = process.env['HOSTILE'] === 'all';

/** How a document is read where nothing is configured. */
export function recipeOf(document: unknown, switches: OutputSwitches = {}) {
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

/** @throws DocumentRefusedError with its complaints, as the command line does. */
export async function made(
  document: unknown,
  { switches = {}, laidOut = IS_LONG }: { switches?: OutputSwitches; laidOut?: boolean } = {},
): Promise<Made> {
  const recipe = recipeOf(document, switches);
  const understood = await understand(recipe, new Stopwatch());
  const { model, names, loaded } = understood;
  const context = emitContext(model, names, switches);
  const target = { input: recipe.location, outputFolder: '' };
  const settings = packageSettings({ target, packageVersion: '0.1.0' }, model);
  const emitted = emitPackage(context, settings);
  const texts = laidOut ? (await renderFiles(emitted)).texts : await printFiles(emitted);
  const files = new Map([...texts, ['openapi.json', canonicalJson(loaded.published)]]);
  const origin = {
    generator: 'test',
    document: 'sha256:0',
    config: 'sha256:0',
    package: settings.packageName,
    printer: 'sha256:0',
  };
  const hashes = new Map([...files].map(([path, text]) => [path, sha256(text)]));
  const lock = createLock(context, { files: hashes, inputs: new Map() }, origin);
  return {
    ...understood,
    files: new Map([...files, ['sdk.lock.json', manifestText({ ...lock })]]),
  };
}
