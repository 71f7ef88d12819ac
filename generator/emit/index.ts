import type { ApiModel } from '../model/model.js';
import type { OutputSwitches } from '../model/switches';
import type { Names } from '../naming/names.js';
import { printable } from '../util/printable.js';
import { apiReference } from './api-reference.js';
import { clientFile } from './client.js';
import { codecFiles, planCodecs } from './codecs/index.js';
import { declarationFiles } from './declarations.js';
import { readmeFile } from './readme.js';
import { resourceFiles } from './resources.js';
import { codecRuntimeFiles, runtimeFiles } from './runtime.js';
import type { EmitContext } from './scope.js';
import type { PackageSettings } from './settings.js';
import { importsOf, type EmittedFile } from './structures.js';
import { renderTemplate } from './templates.js';

export { codecFiles, codecScope, codecText } from './codecs/index.js';
export { declarationFile, declarationFiles, sidesOf } from './declarations.js';
export { Imports } from './imports.js';
export { createLock, type SdkLock } from './lock.js';
export { exampleOf, type Example } from './readme.js';
export { argumentName } from './requests.js';
export { resourceFile, signatureOf } from './resources.js';
export { resultOf } from './results.js';
export { codecRuntimeFiles, runtimeExports, runtimeFiles } from './runtime.js';
export { baseName, typeName, typeScope, type EmitContext } from './scope.js';
export type { PackageSettings } from './settings.js';
export type { EmittedFile } from './structures.js';
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
    header: headerOf(model),
    enums: switches.enums ?? 'const',
    readonly: switches.readonly ?? 'off',
    codecs: planCodecs(model, names),
  };
}

/**
 * The package's files by path before they are printed and formatted, but for its document; `sdk.lock.json` is added once
 * their bytes are final.
 */
export function emitPackage(
  context: EmitContext,
  settings: PackageSettings,
): ReadonlyMap<string, EmittedFile> {
  const { header, model, names } = context;
  const sources = [...declarationFiles(context), ...codecFiles(context), ...resourceFiles(context)];
  const template = (text: string): EmittedFile => ({ kind: 'template', text });
  return new Map<string, EmittedFile>([
    ['README.md', template(readmeFile(context, settings))],
    ['api.md', { kind: 'final', text: apiReference(context) }],
    ['package.json', template(packageJson(model, settings))],
    ['tsconfig.json', template(renderTemplate('tsconfig.json', {}))],
    ['tsconfig.cjs.json', template(renderTemplate('tsconfig.cjs.json', {}))],
    ['src/client.ts', template(clientFile(context, settings))],
    [
      'src/index.ts',
      template(renderTemplate('index.ts', { header, client: names.client, error: names.error })),
    ],
    ...sources,
    ...runtimeOf(sources.map(([, file]) => file)),
  ]);
}

/** Copied as it is; with its codecs where a file imports them. */
function runtimeOf(files: readonly EmittedFile[]): readonly (readonly [string, EmittedFile])[] {
  const usesCodecs = files.some((file) =>
    importsOf(file).some((module) => module.includes('/runtime/codecs/')),
  );
  const texts = [...runtimeFiles(), ...(usesCodecs ? codecRuntimeFiles() : [])];
  return texts.map(([path, text]) => [path, { kind: 'final', text }]);
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
