import { createRequire } from 'node:module';

const packageJson = createRequire(__filename)('../../package.json') as {
  readonly name: string;
  readonly version: string;
};

export const version = packageJson.version;

/** The program's name and version, as locks say it. */
export const generatorName = `${packageJson.name} ${packageJson.version}`;
