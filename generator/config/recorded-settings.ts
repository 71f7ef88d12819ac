import { UsageError } from '../errors.js';
import { isRecord } from '../util/is-record.js';
import { getPresetTexts, selectOutputSettings, type OutputSettings } from './output-settings.js';
import { toNameOverrides, toPaginationOverrides } from './overrides.js';
import { createLayerCheck, readConfigSchema } from './validate.js';
import type { GeneratorConfig } from './index.js';

/**
 * Reads the settings that `sdk.lock.json` records. What the schema of `sdk.config.json` does not allow is refused, and
 * what does not change the output is left out.
 *
 * @throws UsageError that says what is wrong, and where.
 */
export async function readOutputSettings(recorded: unknown): Promise<OutputSettings> {
  if (!isRecord(recorded)) throw refuse('settings', 'an object');
  const { overlays = [], ...values } = recorded;
  if (!Array.isArray(overlays) || !overlays.every(isRecord))
    throw refuse('settings.overlays', 'a list of overlays');
  const check = await createLayerCheck(await readConfigSchema());
  check({ values, locate: (path) => ['settings', ...path].join('.'), help: HELP });
  // The schema allows no other types.
  const settings = values as OutputSettings;
  const { env, environments = {}, names, pagination, include = {}, exclude = {} } = settings;
  const own = env !== undefined && { [env]: { ...environments[env], ...getPresetTexts(settings) } };
  const config = {
    ...settings,
    environments: { ...environments, ...own } as GeneratorConfig['environments'],
    names: toNameOverrides(names),
    pagination: toPaginationOverrides(pagination),
    ...{ include, exclude, output: settings.output ?? {} },
  };
  return selectOutputSettings(config, overlays);
}

const HELP = 'Restore sdk.lock.json; `generate` writes it.';

function refuse(where: string, expected: string): UsageError {
  return new UsageError(`${where} must be ${expected}.`, { hint: HELP });
}
