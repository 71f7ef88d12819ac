import type { ApiModel } from '../model/model.js';
import type { OutputSwitches } from '../model/switches.js';
import { createNamesLock, type NamesLock } from '../naming/index.js';
import type { Names } from '../naming/names.js';
import { sortedBy } from '../util/order.js';
import { printable } from '../util/printable.js';
import { emitAgentsGuide, emitLlmsIndex } from './agents.js';
import { emitApiReference } from './api-reference.js';
import { emitClient } from './client.js';
import { emitCodecs } from './codec-files.js';
import { planCodecs } from './codec-plan.js';
import { emitConformance } from './conformance.js';
import type { EmitContext, OperationServers, PackageSettings } from './context.js';
import { planCredentials } from './credentials.js';
import { planDiscriminators } from './discriminator-plan.js';
import { emitDeclarations } from './declarations.js';
import { emitFunctions } from './functions.js';
import { emitMcpProgram, getMcpProgramName, MCP_PROGRAM_PATH } from './mcp-program.js';
import { emitReadme } from './readme.js';
import { emitResources } from './resources.js';
import { getImportedModules, toStringLiteral, type EmittedFile } from './structures.js';
import {
  readCodecRuntimeFiles,
  readRuntimeFiles,
  readTemporalRuntimeFiles,
  readWebhookRuntimeFiles,
  renderTemplate,
} from './templates.js';
import { emitWebhooks } from './webhooks.js';

/**
 * Creates the input of the emitters.
 *
 * @param model After the filters and switches that change the model.
 * @param switches Those that change how types are printed.
 * @param servers Of single operations.
 */
export function createEmitContext(
  model: ApiModel,
  names: Names,
  switches: OutputSwitches = {},
  servers: OperationServers = new Map(),
): EmitContext {
  return {
    model,
    names,
    header: createHeader(model),
    enums: switches.enums ?? 'const',
    readonly: switches.readonly ?? 'off',
    codecs: planCodecs(model, names),
    getDiscriminatorNames: planDiscriminators(model),
    credentials: planCredentials(model, names),
    servers,
  };
}

/**
 * Emits a package.
 *
 * @returns its files by path, before printing and formatting. `openapi.json` and `sdk.lock.json` are not among them.
 */
export function emitPackage(
  context: EmitContext,
  settings: PackageSettings,
): ReadonlyMap<string, EmittedFile> {
  const { header, model, names } = context;
  const sources = [
    ...emitDeclarations(context),
    ...emitCodecs(context),
    ...emitResources(context),
    ...emitFunctions(context),
    ...emitWebhooks(context),
    ...emitConformance(context),
  ];
  const imported = sources.flatMap(([, file]) => getImportedModules(file));
  const isUsed = (folder: RuntimeFolder): boolean =>
    imported.some((module) => module.includes(`/runtime/internal/${folder}/`));
  const template = (text: string): EmittedFile => ({ kind: 'template', text });
  return new Map<string, EmittedFile>([
    ['README.md', template(emitReadme(context, settings, isUsed('temporal')))],
    ['AGENTS.md', template(emitAgentsGuide(context, settings))],
    ['llms.txt', { kind: 'final', text: emitLlmsIndex(context, settings) }],
    ['api.md', { kind: 'final', text: emitApiReference(context) }],
    ['package.json', template(createPackageJson(model, settings, isUsed('temporal')))],
    ['tsconfig.json', template(renderTemplate('tsconfig.json', {}))],
    ['tsconfig.cjs.json', template(renderTemplate('tsconfig.cjs.json', {}))],
    ['src/client.ts', template(emitClient(context, settings))],
    [
      'src/index.ts',
      template(renderTemplate('index.ts', { header, client: names.client, error: names.error })),
    ],
    ...sources,
    ...emitMcpProgram(context, settings).map(
      ([path, text]) => [path, { kind: 'final', text }] as const,
    ),
    ...getRuntimeFiles(isUsed, settings.packageName),
  ]);
}

/** The file of the runtime that holds the package's name. */
const PACKAGE_NAME_PATH = 'src/runtime/internal/package-name.ts';

/** The parts of the runtime that not every package has. */
type RuntimeFolder = 'codecs' | 'temporal' | 'webhooks';

/** The runtime is copied unchanged, but for the package's name; its codecs, Temporal and webhooks only if a file imports them. */
function getRuntimeFiles(
  isUsed: (folder: RuntimeFolder) => boolean,
  packageName: string,
): readonly (readonly [string, EmittedFile])[] {
  const texts = [
    ...readRuntimeFiles(),
    ...(isUsed('codecs') ? readCodecRuntimeFiles() : []),
    ...(isUsed('temporal') ? readTemporalRuntimeFiles() : []),
    ...(isUsed('webhooks') ? readWebhookRuntimeFiles() : []),
  ];
  const name = toStringLiteral(packageName);
  return texts.map(([path, text]) => [
    path,
    { kind: 'final', text: path === PACKAGE_NAME_PATH ? text.replace("'sdk'", () => name) : text },
  ]);
}

/** Without version and date, so that a new version of the document does not change every file. */
function createHeader(model: ApiModel): string {
  const title = printable(model.title).replace(/\s+/g, ' ').replaceAll('*/', '*\\/').trim();
  return `// Generated by optimum-sdkgen from the OpenAPI document of "${title}" (openapi.json).\n// Do not edit: the next run overwrites this file.\n`;
}

function createPackageJson(
  model: ApiModel,
  settings: PackageSettings,
  usesTemporal: boolean,
): string {
  return renderTemplate('package.json', {
    name: JSON.stringify(settings.packageName),
    version: JSON.stringify(settings.packageVersion),
    description: JSON.stringify(
      `Typed client for ${printable(model.title).replace(/\s+/g, ' ').trim()}.`,
    ),
    repository: settings.repository && JSON.stringify(`git+${settings.repository}.git`),
    webhooks: model.webhooks.length > 0,
    temporal: usesTemporal,
    mcp: settings.mcpGenerator && {
      program: JSON.stringify(getMcpProgramName(settings)),
      path: JSON.stringify(`./${MCP_PROGRAM_PATH}`),
      generator: JSON.stringify(settings.mcpGenerator),
    },
  });
}

/** `sdk.lock.json`: what the package was generated from, the hashes of its files, and the names it uses. */
interface SdkLock extends NamesLock {
  readonly generator: string;
  /** `sha256:` of the document in canonical form. */
  readonly document: string;
  /** What relative URLs in the document are resolved against, where the package depends on that. */
  readonly documentUrl?: string;
  /** `sha256:` of the settings. */
  readonly config: string;
  /** Those that change the output. */
  readonly settings: object;
  readonly package: string;
  /** Of the package. */
  readonly version: string;
  /** `sha256:` of the code and the libraries that printed and formatted the files. */
  readonly printer: string;
  /** `sha256:` of each file except the lock itself, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** `sha256:` of the structures or text that a file was printed from, by path; copied files have none. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Creates the content of `sdk.lock.json`, with paths in a fixed order. It has no date, so the same input gives the same lock.
 *
 * @param hashes `sha256:` of the files and of their inputs, by path.
 */
export function createLock(
  { model, names }: EmitContext,
  hashes: {
    readonly files: ReadonlyMap<string, string>;
    readonly inputs: ReadonlyMap<string, string>;
  },
  origin: Omit<SdkLock, keyof NamesLock | 'files' | 'inputs'> & Pick<SdkLock, 'package'>,
): SdkLock {
  const { operations, types, ...details } = createNamesLock(model, names);
  return {
    ...origin,
    files: sortByPath(hashes.files),
    inputs: sortByPath(hashes.inputs),
    operations,
    types,
    ...details,
  };
}

function sortByPath(hashes: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries(sortedBy(hashes, ([path]) => path));
}
