import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const packageJson = createRequire(__filename)('../../package.json') as {
  readonly name: string;
  readonly version: string;
};

export const version = packageJson.version;

/** The program's name and version, as locks say it. */
export const generatorName = `${packageJson.name} ${packageJson.version}`;

/** The folder of the program: the one of its `package.json`. */
export const PROGRAM_FOLDER = resolve(__dirname, '..', '..');

/** Whether a folder is the repository of this program, and not a project that uses it. */
export function isOwnRepository(folder: string): boolean {
  return resolve(folder) === PROGRAM_FOLDER;
}
