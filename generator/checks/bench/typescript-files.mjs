import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The paths of the TypeScript files in a folder, at whatever depth. */
export const typeScriptIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
