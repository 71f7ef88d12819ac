import { createHash } from 'node:crypto';
import type { OperationSelection } from '../model/filter.js';
import { getHosts, type Environment } from '../model/environment.js';
import type { OutputSwitches } from '../model/switches.js';
import { defined } from '../util/defined.js';
import { byCodeUnit, sortKeys } from '../util/order.js';
import type { GeneratorConfig } from './index.js';

/**
 * `sha256:` of the settings that change the output. Credentials, limits and paths do not count, nor does the location of
 * the document, which has a hash of its own.
 *
 * @param overlays the texts of the overlays; the kind of their line ends does not count.
 */
export function configHash(config: GeneratorConfig, overlays: readonly string[] = []): string {
  const {
    env,
    environments,
    defaultEnvironment,
    packageName,
    packageVersion,
    clientName,
    names,
    include,
    exclude,
  } = config;
  const { pagination, output } = config;
  const settings = {
    ...{ env, packageName, packageVersion, clientName, names },
    ...(env !== undefined && {
      environment: toPrinted(environments[env]),
      environments: getHosts(environments),
      defaultEnvironment,
    }),
    ...(Object.keys(include).length > 0 && { include: sortSelection(include) }),
    ...(Object.keys(exclude).length > 0 && { exclude: sortSelection(exclude) }),
    ...(Object.keys(pagination).length > 0 && { pagination }),
    ...(Object.keys(chosenSwitches(output)).length > 0 && { output: chosenSwitches(output) }),
    ...(overlays.length > 0 && { overlays: overlays.map((overlay) => sha256(unixLines(overlay))) }),
  };
  return `sha256:${sha256(JSON.stringify(sortKeys(settings)))}`;
}

/** What a package is generated with. The texts of a preset are part of the program. */
function toPrinted(environment: Environment | undefined): Partial<Environment> {
  const { baseUrl, tokenUrl, tokenParameters, rateLimit, variablePrefix } = environment ?? {};
  return defined({ baseUrl, tokenUrl, tokenParameters, rateLimit, variablePrefix });
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
};

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Git may check a file out with other line ends on another machine. */
function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
