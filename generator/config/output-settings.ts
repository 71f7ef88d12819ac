import type { PaginationOverrides } from '../interpret/index.js';
import {
  getHosts,
  getTokenRequest,
  type Environment,
  type TokenRequest,
} from '../model/environment.js';
import type { OperationSelection } from '../model/filter.js';
import type { OutputSwitches } from '../model/switches.js';
import type { NameOverrides } from '../naming/index.js';
import { defined } from '../util/defined.js';
import { sha256 } from '../util/hash.js';
import { isRecord } from '../util/is-record.js';
import { byCodeUnit, sortKeys } from '../util/order.js';
import { PRESETS, type Preset } from '../vendor.js';
import type { GeneratorConfig } from './index.js';

/**
 * The settings that change the output: the part of `sdk.config.json`, in its form, that a package can be reproduced from.
 * `sdk.lock.json` records it. Has no credentials, limits and paths, nor the location of the document.
 */
export interface OutputSettings {
  /** The preset whose texts the package has: the notice of a stand-in, a longer example. */
  readonly preset?: string;
  /** The environment that the package is generated for; undefined for a document of no environment. */
  readonly env?: string;
  /** By name: what the package of `env` is generated with, and the hosts of the others. */
  readonly environments?: Readonly<Record<string, OutputEnvironment>>;
  readonly defaultEnvironment?: string;
  readonly packageName?: string;
  readonly packageVersion?: string;
  readonly clientName?: string;
  readonly repository?: string;
  readonly names?: NameOverrides;
  readonly include?: OperationSelection;
  readonly exclude?: OperationSelection;
  readonly pagination?: PaginationOverrides;
  /** Without the switches that have their default. */
  readonly output?: OutputSwitches;
  /** The parsed overlays, in the order in which they are applied. */
  readonly overlays?: readonly unknown[];
}

/** The part of the configuration that may change the output. */
export type OutputConfig = Pick<
  GeneratorConfig,
  | 'env'
  | 'input'
  | 'environments'
  | 'defaultEnvironment'
  | 'packageName'
  | 'packageVersion'
  | 'clientName'
  | 'repository'
  | 'names'
  | 'include'
  | 'exclude'
  | 'pagination'
  | 'output'
>;

/** The part of an environment that a package is generated with. */
export type OutputEnvironment = Pick<
  Environment,
  'baseUrl' | 'rateLimit' | 'variablePrefix' | keyof TokenRequest
>;

/**
 * Selects the settings that change the output, with sorted keys, so that the same settings have the same text.
 *
 * @param overlays the parsed overlays.
 */
export function selectOutputSettings(
  config: OutputConfig,
  overlays: readonly unknown[] = [],
): OutputSettings {
  const { env, environments, packageName, packageVersion, clientName, repository } = config;
  const own = env !== undefined && config.input === undefined ? environments[env] : undefined;
  const { names, include, exclude, pagination, output } = config;
  const settings: OutputSettings = {
    ...(env !== undefined &&
      own !== undefined && {
        ...defined({ preset: findPreset(env, own), defaultEnvironment: config.defaultEnvironment }),
        env,
        environments: { ...getHosts(environments), [env]: toOutputEnvironment(own) },
      }),
    ...defined({
      packageName: packageName ?? own?.packageName,
      packageVersion,
      clientName: clientName ?? own?.clientName,
      repository,
      names: withoutEmpty(names),
      include: withoutEmpty(sortSelection(include)),
      exclude: withoutEmpty(sortSelection(exclude)),
      pagination: withoutEmpty(pagination),
      output: withoutEmpty(chosenSwitches(output)),
      overlays: overlays.length > 0 ? overlays : undefined,
    }),
  };
  return sortKeys(settings) as OutputSettings;
}

/** `sha256:` of the settings that change the output. */
export function configHash(settings: OutputSettings): string {
  return sha256(JSON.stringify(settings));
}

/** The texts of a preset that the package of an environment has. Nothing for an environment of no preset. */
export function getPresetTexts({
  preset = '',
  env = '',
}: OutputSettings): Pick<Environment, 'program' | 'standIn'> {
  const { environments }: Pick<Preset, 'environments'> = Object.hasOwn(PRESETS, preset)
    ? PRESETS[preset as keyof typeof PRESETS]
    : { environments: {} };
  const { program, standIn }: Partial<Environment> =
    (Object.hasOwn(environments, env) && environments[env]) || {};
  return defined({ program, standIn });
}

/** The preset that an environment has its texts from; undefined for one without such texts. */
function findPreset(env: string, { program, standIn }: Environment): string | undefined {
  if (program === undefined && standIn === undefined) return undefined;
  return Object.keys(PRESETS).find((preset) => {
    const texts = getPresetTexts({ preset, env });
    return texts.program === program && texts.standIn === standIn;
  });
}

function toOutputEnvironment(environment: Environment): OutputEnvironment {
  const { baseUrl, rateLimit, variablePrefix, ...others } = environment;
  return { ...defined({ baseUrl, rateLimit, variablePrefix }), ...getTokenRequest(others) };
}

/** Without entries that are empty records; undefined when nothing is left. */
function withoutEmpty<T extends object>(record: T): T | undefined {
  const kept = Object.entries(record).filter(
    ([, value]) => value !== undefined && !(isRecord(value) && Object.keys(value).length === 0),
  );
  return kept.length === 0 ? undefined : (Object.fromEntries(kept) as T);
}

/** The order of a list does not change what is selected. */
function sortSelection(selection: OperationSelection): OperationSelection {
  const lists = Object.entries(selection) as readonly [string, readonly string[]][];
  return Object.fromEntries(lists.map(([kind, list]) => [kind, [...list].sort(byCodeUnit)]));
}

/** Leaves out the switches that have their default. */
function chosenSwitches(output: OutputSwitches): OutputSwitches {
  return Object.fromEntries(
    Object.entries(output).filter(([name, value]) => value !== DEFAULT_SWITCHES[name as Switch]),
  );
}

type Switch = keyof OutputSwitches;

const DEFAULT_SWITCHES: Readonly<Required<OutputSwitches>> = {
  requiredness: 'asWritten',
  enums: 'const',
  readonly: 'off',
  dates: 'string',
  int64: 'number',
  numericStrings: 'reject',
  sourceOnly: false,
  importExtension: 'js',
  mcp: false,
};
