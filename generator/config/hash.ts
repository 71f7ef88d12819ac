import { createHash } from 'node:crypto';
import type { OperationSelection } from '../model/filter.js';
import type { OutputSwitches } from '../model/switches.js';
import { byCodeUnit, sortKeys } from '../util/order.js';
import type { GeneratorConfig } from './index.js';

/**
 * `sha256:` of the settings that change the output, whatever else changes: no credentials, limits or
 * paths, and not where the document came from, for which its own hash speaks.
 *
 * @param overlays what the overlays say, wherever they lie; the ends of their lines do not count.
 */
export function configHash(config: GeneratorConfig, overlays: readonly string[] = []): string {
  const { env, packageName, packageVersion, clientName, names, include, exclude } = config;
  const { pagination, output } = config;
  const settings = {
    ...{ env, packageName, packageVersion, clientName, names },
    ...(Object.keys(include).length > 0 && { include: sortSelection(include) }),
    ...(Object.keys(exclude).length > 0 && { exclude: sortSelection(exclude) }),
    ...(Object.keys(pagination).length > 0 && { pagination }),
    ...(Object.keys(chosenSwitches(output)).length > 0 && { output: chosenSwitches(output) }),
    ...(overlays.length > 0 && { overlays: overlays.map((overlay) => sha256(unixLines(overlay))) }),
  };
  return `sha256:${sha256(JSON.stringify(sortKeys(settings)))}`;
}

/** What is selected does not depend on the order of a list. */
function sortSelection(selection: OperationSelection): OperationSelection {
  const lists = Object.entries(selection) as readonly [string, readonly string[]][];
  return Object.fromEntries(lists.map(([kind, list]) => [kind, [...list].sort(byCodeUnit)]));
}

/** To name what holds anyway is to say nothing. */
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
};

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Git may check a file out with other ends of lines on another machine. */
function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
