import { emitContext, emitPackage, lockText } from '../../emit/index.js';
import { sha256 } from '../../hash.js';
import { packageSettings } from '../../settings.js';
import { canonicalJson } from '../../source/index.js';
import { Stopwatch } from '../../stopwatch.js';
import type { OutputSwitches } from '../../switches/index.js';
import { understand, type Understood } from '../../understand.js';
import { createFormatter } from '../../write/index.js';

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
  const emitted = new Map([
    ...emitPackage(context, settings),
    ['openapi.json', canonicalJson(loaded.published)] as const,
  ]);
  const files = laidOut ? await formatted(emitted) : emitted;
  const origin = {
    generator: 'test',
    document: 'sha256:0',
    config: 'sha256:0',
    package: settings.packageName,
  };
  const hashes = new Map([...files].map(([path, text]) => [path, sha256(text)]));
  return {
    ...understood,
    files: new Map([...files, ['sdk.lock.json', lockText(context, hashes, origin)]]),
  };
}

async function formatted(files: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  const formatter = createFormatter();
  const done = new Map<string, string>();
  for (const [path, text] of files) {
    const isFinal = path.endsWith('.json') || path === 'api.md' || path.startsWith('src/runtime/');
    done.set(path, isFinal ? text : (await formatter.format(path, text)).text);
  }
  return done;
}
