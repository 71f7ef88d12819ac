import { defined } from '../util/defined.js';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createLayerCheck, type Layer, type LayerCheck } from './validate.js';
import { parseConfigFile } from './file.js';
import { flagLayer, variableLayer, type ConfigFlags, type ProcessEnvironment } from './layers.js';
import { ID_VARIABLE, SECRET_VARIABLE, type EnvironmentName } from '../vendor.js';
import { UsageError } from '../errors.js';
import type { OperationSelection } from '../model/filter.js';
import type { PaginationOverrides } from '../interpret/index.js';
import type { NameOverrides } from '../naming/index.js';
import { byCodeUnit } from '../util/order.js';
import { resolveLocation } from '../util/url.js';
import type { OutputSwitches } from '../model/switches.js';

/** Where the document of an environment is, instead of the vendor's URL. */
export interface EnvironmentSource {
  /** The URL of the documentation page, or of the document. */
  readonly documentation: string;
}

/** The merged settings: flags override environment variables, which override the configuration file and defaults. */
export interface GeneratorConfig {
  /** Never together with `input`; the one with the higher priority wins. */
  readonly env?: EnvironmentName;
  /** A document or a documentation page: a URL or an absolute path. */
  readonly input?: string;
  /** The environments whose document is not at the vendor's URL. */
  readonly environments: Readonly<Partial<Record<EnvironmentName, EnvironmentSource>>>;
  /** The document to take, by name or URL, when a page lists several. */
  readonly document?: string;
  /** An absolute path. */
  readonly out?: string;
  readonly packageName?: string;
  readonly packageVersion?: string;
  readonly clientName?: string;
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
  /** OpenAPI Overlays (version 1.0) for the document, in the order they are applied; absolute paths. */
  readonly overlays: readonly string[];
  /** Which operations are generated. */
  readonly include: OperationSelection;
  readonly exclude: OperationSelection;
  /** The pagination of operations where it is not detected, or detected wrongly. */
  readonly pagination: PaginationOverrides;
  /** How types are written. */
  readonly output: OutputSwitches;
}

export { configHash } from './hash.js';
export type { ConfigFlags, ProcessEnvironment } from './layers.js';

/** OAuth 2.0 client credentials (RFC 6749, section 4.4), for a document that is not public. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The settings of a checked layer. */
type Given = Partial<GeneratorConfig>;

interface FoundLayer extends Layer {
  /** The folder that its relative paths are resolved against. */
  readonly folder: string;
}

const CONFIG_NAME = 'sdk.config.json';
const SCHEMA_PATH = join(__dirname, '..', '..', 'sdk.config.schema.json');

const DEFAULTS = {
  environments: {},
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

export function defaultConfig(): GeneratorConfig {
  return configOf({});
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
  if (layers.length === 0) return configOf({});
  const schema = JSON.parse(await readFile(SCHEMA_PATH, 'utf8')) as object;
  const check = await createLayerCheck(schema);
  return configOf(layers.map((layer) => checkLayer(layer, check)).reduce(merge));
}

/**
 * Reads the credentials from the vendor's environment variables; undefined when neither is set. They are not part of the
 * configuration, so that nothing that prints or hashes it can reveal them.
 *
 * @throws UsageError when only one is set.
 */
export function readCredentials(env: ProcessEnvironment): Credentials | undefined {
  const clientId = env[ID_VARIABLE] || undefined;
  const clientSecret = env[SECRET_VARIABLE] || undefined;
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret };
  if (clientId === undefined && clientSecret === undefined) return undefined;
  const [set, missing] =
    clientId === undefined ? [SECRET_VARIABLE, ID_VARIABLE] : [ID_VARIABLE, SECRET_VARIABLE];
  throw new UsageError(`${set} is set, but ${missing} is not.`, {
    hint: 'Set both, or neither where the document is public.',
  });
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

function checkLayer(layer: FoundLayer, check: LayerCheck): Given {
  check(layer);
  // The schema has just been checked.
  const { $schema: _forEditors, ...given } = layer.values as Given & { readonly $schema?: string };
  if (given.env !== undefined && given.input !== undefined) {
    throw new UsageError(
      `${layer.locate(['env'])} and ${layer.locate(['input'])} exclude each other.`,
      { hint: 'Give the environment, or the document of another API.' },
    );
  }
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

function configOf(given: Given): GeneratorConfig {
  const { names, pagination, allowedOrigins, allowedFolders, ...rest } = { ...DEFAULTS, ...given };
  const origins = new Set(allowedOrigins.map((text) => new URL(text).origin));
  return {
    ...rest,
    allowedOrigins: [...origins].sort(byCodeUnit),
    allowedFolders: [...new Set(allowedFolders)].sort(byCodeUnit),
    names: {
      operations: withoutPrototype(names?.operations, identity),
      types: withoutPrototype(names?.types, identity),
      enumValues: withoutPrototype(names?.enumValues, (members) =>
        withoutPrototype(members, identity),
      ),
      ...(names?.properties && {
        properties: withoutPrototype(names.properties, (each) => withoutPrototype(each, identity)),
      }),
    },
    pagination: withoutPrototype(pagination, identity),
  };
}

/** A copy without a prototype. */
function withoutPrototype<T, U>(
  entries: Readonly<Record<string, T>> | undefined,
  copy: (value: T) => U,
): Readonly<Record<string, U>> {
  const result = Object.create(null) as Record<string, U>;
  for (const [key, value] of Object.entries(entries ?? {})) result[key] = copy(value);
  return result;
}

function identity<T>(value: T): T {
  return value;
}
