import {
  getPresetTexts,
  toNameOverrides,
  toPaginationOverrides,
  type OutputSettings,
} from '../config/index.js';
import { getHosts } from '../model/environment.js';
import { defined } from '../util/defined.js';
import type { Recipe } from './package.js';
import type { Target } from './targets.js';

/** The part of a recipe that the settings decide. */
export type SettingsRecipe = Pick<
  Recipe,
  'settings' | 'target' | 'filters' | 'overrides' | 'pagination' | 'switches'
>;

/**
 * Converts settings to a recipe. Every package is made through it, so that nothing but the recorded settings changes the
 * output.
 *
 * @param place where the document comes from and the package goes to.
 */
export function applySettings(
  settings: OutputSettings,
  { login, input, outputFolder, snapshotFolder }: Target,
): SettingsRecipe {
  const { include, exclude, names, pagination, output = {}, packageName, clientName } = settings;
  const repository = settings.repository?.replace(/(?:\.git|\/)$/, '');
  return {
    settings,
    target: {
      ...defined({ login, snapshotFolder, packageName, clientName, repository }),
      ...{ input, outputFolder },
      ...selectEnvironment(settings),
    },
    filters: defined({ include, exclude }),
    overrides: toNameOverrides(names),
    pagination: toPaginationOverrides(pagination),
    switches: output,
  };
}

function selectEnvironment(
  settings: OutputSettings,
): Pick<Target, 'name' | 'environment' | 'hosts' | 'defaultEnvironment'> {
  const { env, environments = {}, defaultEnvironment = env } = settings;
  if (env === undefined || defaultEnvironment === undefined) return {};
  return {
    name: env,
    environment: { ...environments[env], ...getPresetTexts(settings) },
    hosts: getHosts(environments),
    defaultEnvironment,
  };
}
