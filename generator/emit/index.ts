import type { ApiModel } from '../model/model.js';
import type { Names } from '../naming/names.js';
import { printable } from '../printable.js';
import type { OutputSwitches } from '../switches/index.js';
import { apiReference } from './api-reference.js';
import { clientFile } from './client.js';
import { codecFiles, planCodecs } from './codecs/index.js';
import { declarationFiles } from './declarations.js';
import { readmeFile } from './readme.js';
import { resourceFiles } from './resources.js';
import type { EmitContext } from './scope.js';
import type { PackageSettings } from './settings.js';
import { SourceFilePrinter } from './source-file.js';
import { codecRuntimeFiles, runtimeFiles } from './runtime.js';
import { renderTemplate } from './templates.js';

export { Imports } from './imports.js';
export { lockText, type SdkLock } from './lock.js';
export { exampleOf, type Example } from './readme.js';
export { codecFiles, codecScope, codecText } from './codecs/index.js';
export { declarationFiles, declarationText, sidesOf } from './declarations.js';
export { argumentName } from './requests.js';
export { resourceText, signatureOf } from './resources.js';
export { resultOf } from './results.js';
export { codecRuntimeFiles, runtimeExports, runtimeFiles } from './runtime.js';
export { baseName, typeName, typeScope, type EmitContext } from './scope.js';
export type { PackageSettings } from './settings.js';
export {
  indexText,
  isOptional,
  typeText,
  visibleProperties,
  type Side,
  type TypeScope,
} from './type-text.js';

/** @param switches How types are put; `model` is already as they see it. */
export function emitContext(
  model: ApiModel,
  names: Names,
  switches: OutputSwitches = {},
): EmitContext {
  return {
    model,
    names,
    printer: new SourceFilePrinter(headerOf(model)),
    enums: switches.enums ?? 'const',
    readonly: switches.readonly ?? 'off',
    codecs: planCodecs(model, names),
  };
}

/**
 * The package's files by path, as they are before formatting, but for its document; `sdk.lock.json` is added once
 * their bytes are final.
 */
export function emitPackage(
  context: EmitContext,
  settings: PackageSettings,
): ReadonlyMap<string, string> {
  const { model, names } = context;
  const header = headerOf(model);
  const codecs = codecFiles(context);
  const resources = resourceFiles(context);
  return new Map([
    ['README.md', readmeFile(context, settings)],
    ['api.md', apiReference(context)],
    ['package.json', packageJson(model, settings)],
    ['tsconfig.json', renderTemplate('tsconfig.json', {})],
    ['tsconfig.cjs.json', renderTemplate('tsconfig.cjs.json', {})],
    ['src/client.ts', clientFile(context, settings, header)],
    [
      'src/index.ts',
      renderTemplate('index.ts', { header, client: names.client, error: names.error }),
    ],
    ...declarationFiles(context),
    ...codecs,
    ...resources,
    ...runtimeFiles(),
    ...([...codecs, ...resources].some(([, text]) => text.includes('/runtime/codecs/'))
      ? codecRuntimeFiles()
      : []),
  ]);
}

/** No version and no date: a document that only counts up its version changes one file, not all. `sdk.lock.json` says the rest. */
function headerOf(model: ApiModel): string {
  const title = printable(model.title).replace(/\s+/g, ' ').replaceAll('*/', '*\\/').trim();
  return `// Made by optimum-sdkgen from the document of "${title}" (openapi.json).\n// Do not edit: the next run writes it anew.\n`;
}

function packageJson(model: ApiModel, settings: PackageSettings): string {
  return renderTemplate('package.json', {
    name: JSON.stringify(settings.packageName),
    version: JSON.stringify(settings.packageVersion),
    description: JSON.stringify(
      `Typed client for ${printable(model.title).replace(/\s+/g, ' ').trim()}.`,
    ),
  });
}
