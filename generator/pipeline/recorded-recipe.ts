import { readOutputSettings } from '../config/index.js';
import { UsageError } from '../errors.js';
import { DOCUMENT_PATH, readLockedVersion, type Manifest } from '../write/index.js';
import { applySettings } from './apply-settings.js';
import { readNamesLock } from './job.js';
import type { Recipe } from './package.js';

/**
 * Creates the recipe of a package from what travels in it. Nothing else is read.
 *
 * @param manifest the package's `sdk.lock.json`.
 * @param text its `openapi.json`.
 * @throws UsageError when the lock records no settings, or such as no configuration may have.
 */
export async function createRecordedRecipe(manifest: Manifest, text: string): Promise<Recipe> {
  const packageVersion = readLockedVersion(manifest);
  if (packageVersion === undefined)
    throw new UsageError('version must be a version such as 1.2.3.', {
      hint: 'Restore sdk.lock.json; `generate` writes it.',
    });
  const settings = await readOutputSettings(manifest['settings']);
  const { documentUrl } = manifest;
  const input = typeof documentUrl === 'string' ? documentUrl : '';
  const overlays = (settings.overlays ?? []).map((overlay, index) => ({
    file: `settings.overlays.${index}`,
    text: JSON.stringify(overlay),
  }));
  return {
    ...applySettings(settings, { input, outputFolder: '' }),
    ...{ text, location: DOCUMENT_PATH, allowedOrigins: [], overlays, packageVersion },
    namesLock: readNamesLock(manifest),
  };
}
