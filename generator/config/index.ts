import { defined } from '../util/defined.js';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createLayerCheck, readConfigSchema, type Layer } from './validate.js';
import {
  presetEnvironments,
  readEnvironments,
  getEnvironment,
  type Environments,
} from './environments.js';
import { parseConfigFile } from './file.js';
import { CONFORM_DEFAULTS, type ConformSettings } from './conform.js';
import { checkIgnored, NIGHTLY_DEFAULTS, type NightlySettings } from './nightly.js';
import { flagLayer, variableLayer, type ConfigFlags, type ProcessEnvironment } from './layers.js';
import { UsageError } from '../errors.js';
import { toNameOverrides, toPaginationOverrides } from './overrides.js';
import type { OperationSelection } from '../model/filter.js';
import type { PaginationOverrides } from '../interpret/index.js';
import type { NameOverrides } from '../naming/index.js';
import { byCodeUnit } from '../util/order.js';
import { resolveLocation } from '../util/url.js';
import type { OutputSwitches } from '../model/switches.js';

/** The merged settings: flags override environment variables, which override the configuration file and defaults. */
export interface GeneratorConfig extends Environments {
  /** The name of one of `environments`. Never together with `input`; the one with the higher priority wins. */
  readonly env?: string;
  /** A document or a documentation page: a URL or an absolute path. */
  readonly input?: string;
  /** The document to take, by name or URL, when a page lists several. */
  readonly document?: string;
  /** An absolute path. */
  readonly out?: string;
  readonly packageName?: string;
  readonly packageVersion?: string;
  readonly clientName?: string;
  /** The URL of the repository that the package is from, for its `package.json`. */
  readonly repository?: string;
  /** Origins, beside the document's own, that it may refer to; sorted. */
  readonly allowedOrigins: readonly string[];
  /** Folders from which a document that is a file may include others: absolute paths, sorted. */
  readonly allowedFolders: readonly string[];
  /** For one download, in milliseconds. */
  readonly timeoutMs: number;
  /** The largest document that is read. */
  readonly maxBytes: number;
  /** How long the program may work on a document, downloads apart, in milliseconds of the processor's time. */
  readonly workTimeoutMs: number;
  /** Whether a document with warnings is refused. */
  readonly strict: boolean;
  /** Names chosen by the user. The records have no prototype: a schema may be called `constructor`. */
  readonly names: NameOverrides;
  /** OpenAPI Overlays (version 1.0 or 1.1) for the document, in the order they are applied; absolute paths. */
  readonly overlays: readonly string[];
  /** Which operations are generated. */
  readonly include: OperationSelection;
  readonly exclude: OperationSelection;
  /** The pagination of operations where it is not detected, or detected wrongly. */
  readonly pagination: PaginationOverrides;
  /** How types are written. */
  readonly output: OutputSwitches;
  /** What the nightly job ignores, and who hears of it. */
  readonly nightly: NightlySettings;
  /** How the API is checked against its document. */
  readonly conform: ConformSettings;
}

export {
  configHash,
  getPresetTexts,
  selectOutputSettings,
  type OutputSettings,
} from './output-settings.js';
export { readOutputSettings } from './recorded-settings.js';
export { toNameOverrides, toPaginationOverrides } from './overrides.js';
export { getEnvironment, suggestEnvironment } from './environments.js';
export { readCredentials, type Credentials } from './credentials.js';
export type { ConformSettings } from './conform.js';
export type { NightlySettings } from './nightly.js';
export type { ConfigFlags, ProcessEnvironment } from './layers.js';

/** The settings of a checked layer. */
type Given = Partial<Omit<GeneratorConfig, keyof Environments | 'nightly' | 'conform'>> & {
  readonly nightly?: Partial<NightlySettings>;
  readonly conform?: Partial<ConformSettings>;
};

interface FoundLayer extends Layer {
  /** The folder that its relative paths are resolved against. */
  readonly folder: string;
}

const CONFIG_NAME = 'sdk.config.json';

const DEFAULTS = {
  allowedOrigins: [],
  allowedFolders: [],
  timeoutMs: 30_000,
  maxBytes: 64 * 1024 * 1024,
  workTimeoutMs: 60_000,
  strict: false,
  overlays: [],
  include: {},
  exclude: {},
  output: {},
};

/** The configuration without a file, variables and flags. Its environments are those of the preset. */
export function defaultConfig(): GeneratorConfig {
  return configOf({}, presetEnvironments());
}

/**
 * Reads, checks and merges the configuration.
 *
 * @throws UsageError that says where a setting is (file, line and path; variable; flag), what is expected, and which
 *   setting was probably meant.
 */
export async function loadConfig(from: {
  readonly cwd: string;
  readonly flags: ConfigFlags;
  readonly env: ProcessEnvironment;
}): Promise<GeneratorConfig> {
  const file = await fileLayer(from.cwd, from.flags.config, from.env['SDKGEN_CONFIG']);
  const layers: FoundLayer[] = [
    ...(file === undefined ? [] : [file]),
    { ...variableLayer(from.env), folder: from.cwd },
    { ...flagLayer(from.flags), folder: from.cwd },
  ].filter(({ values }) => Object.keys(values).length > 0);
  if (file === undefined && layers.length === 0) return defaultConfig();
  const check = await createLayerCheck(await readConfigSchema());
  for (const layer of layers) check(layer);
  if (file !== undefined) await checkIgnored(file);
  const known = file === undefined ? presetEnvironments() : readEnvironments(file, file.folder);
  return configOf(layers.map((layer) => readLayer(layer, known)).reduce<Given>(merge, {}), known);
}

/** @param named the file of the flag or the variable; without one, the default file may be missing. */
async function fileLayer(
  cwd: string,
  ...named: readonly (string | undefined)[]
): Promise<FoundLayer | undefined> {
  const chosen = named.find((name) => name !== undefined && name !== '');
  const name = chosen ?? CONFIG_NAME;
  const path = resolve(cwd, name);
  let text;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (chosen === undefined && code === 'ENOENT') return undefined;
    throw new UsageError(`The configuration file ${path} cannot be read (${code}).`, {
      hint: `Correct the path; without one, ${CONFIG_NAME} in the current folder is read where it is.`,
      cause: error,
    });
  }
  return { ...parseConfigFile(name, text), folder: dirname(path) };
}

/** What editors read, and what {@link readEnvironments} reads. */
const READ_ELSEWHERE = new Set(['$schema', 'preset', 'environments', 'defaultEnvironment']);

/** @param layer whose settings the schema allows. */
function readLayer(layer: FoundLayer, known: Environments): Given {
  const given: Given = Object.fromEntries(
    Object.entries(layer.values).filter(([name]) => !READ_ELSEWHERE.has(name)),
  );
  if (given.env !== undefined && given.input !== undefined) {
    throw new UsageError(
      `${layer.locate(['env'])} and ${layer.locate(['input'])} exclude each other.`,
      { hint: 'Give the environment, or the document of another API.' },
    );
  }
  if (given.env !== undefined) getEnvironment(given.env, known, layer.locate(['env']));
  given.allowedOrigins?.forEach((origin, index) => {
    if (URL.canParse(origin)) return;
    const where = layer.locate(['allowedOrigins', String(index)]);
    throw new UsageError(`${where} must be an origin such as https://example.com.`, {
      hint: 'Give scheme, host and, where it is not the usual one, a port below 65536.',
    });
  });
  return {
    ...given,
    ...(given.input !== undefined && { input: resolveLocation(given.input, layer.folder) }),
    ...(given.out !== undefined && { out: resolve(layer.folder, given.out) }),
    ...(given.allowedFolders !== undefined && {
      allowedFolders: given.allowedFolders.map((path) => resolve(layer.folder, path)),
    }),
    ...(given.overlays !== undefined && {
      overlays: given.overlays.map((path) => resolve(layer.folder, path)),
    }),
  };
}

/**
 * The upper layer wins. Its `env` or `input` replaces both of the lower layer; filters and switches are merged one by
 * one.
 */
function merge(lower: Given, upper: Given): Given {
  const { env, input, ...rest } = lower;
  const saysFrom = upper.env !== undefined || upper.input !== undefined;
  const kept = saysFrom ? {} : { ...defined({ env }), ...defined({ input }) };
  return {
    ...rest,
    ...kept,
    ...upper,
    output: { ...lower.output, ...upper.output },
    include: { ...lower.include, ...upper.include },
    exclude: { ...lower.exclude, ...upper.exclude },
  };
}

function configOf(given: Given, known: Environments): GeneratorConfig {
  const { names, pagination, allowedOrigins, allowedFolders, nightly, conform, ...rest } = {
    ...DEFAULTS,
    ...given,
  };
  const origins = new Set(allowedOrigins.map((text) => new URL(text).origin));
  return {
    ...rest,
    ...known,
    allowedOrigins: [...origins].sort(byCodeUnit),
    allowedFolders: [...new Set(allowedFolders)].sort(byCodeUnit),
    names: toNameOverrides(names),
    pagination: toPaginationOverrides(pagination),
    nightly: { ...NIGHTLY_DEFAULTS, ...nightly },
    conform: { ...CONFORM_DEFAULTS, ...conform },
  };
}
