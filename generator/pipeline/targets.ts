import { defined } from '../util/defined.js';
import { basename, join, relative, resolve } from 'node:path';
import { getEnvironment } from '../config/index.js';
import {
  getHosts,
  getTokenRequest,
  type Environment,
  type EnvironmentHosts,
} from '../model/environment.js';
import type { Login } from '../source/index.js';
import { isUrl, resolveLocation } from '../util/url.js';
import { UsageError } from '../errors.js';
import { RUN_PROGRAM } from '../program.js';

/** The source and the destination of a package. */
export interface Target {
  /** The name of the environment; undefined for any other document. */
  readonly name?: string;
  /** What the package of an environment is generated with. */
  readonly environment?: Omit<Environment, 'documentation' | 'isDocumentationPublic'>;
  /** The hosts of all environments whose base URL the configuration has, by name, in alphabetical order. */
  readonly hosts?: Readonly<Record<string, EnvironmentHosts>>;
  readonly defaultEnvironment?: string;
  /** For a document that is not public; undefined when no token may be sent. */
  readonly login?: Omit<Login, 'credentials'>;
  /** A documentation page, a document's URL, or a file. */
  readonly input: string;
  readonly outputFolder: string;
  /** Where the document is recorded; undefined for a document of no environment. */
  readonly snapshotFolder?: string;
  readonly packageName?: string;
  readonly clientName?: string;
  /** The URL of the repository that the package is from, without `.git` at its end. */
  readonly repository?: string;
}

/** The parts of the configuration that choose a target. */
export interface TargetChoice {
  readonly env?: string;
  readonly environments: Readonly<Record<string, Environment>>;
  readonly isFromFile?: boolean;
  readonly defaultEnvironment?: string;
  readonly input?: string;
  readonly out?: string;
  readonly packageName?: string;
  readonly clientName?: string;
}

/** The prefix of the variables of an environment that has none of its own. */
const VARIABLE_PREFIX = 'SDKGEN';

/** @throws UsageError when the choice is incomplete, or names an environment that does not exist. */
export function resolveTarget(choice: TargetChoice, cwd: string): Target {
  if (choice.input !== undefined) return inputTarget({ ...choice, input: choice.input }, cwd);
  if (choice.env !== undefined) return environmentTarget(choice.env, choice, cwd);
  throw new UsageError('No environment and no document was given.', {
    hint: choice.isFromFile
      ? `Give --env: ${Object.keys(choice.environments).join(', ')}. \`env\` in sdk.config.json makes one of them the default.`
      : `Run ${RUN_PROGRAM} init, which writes sdk.config.json for your API. Without one, give --env or --input.`,
  });
}

function environmentTarget(name: string, choice: TargetChoice, cwd: string): Target {
  const { documentation, isDocumentationPublic, ...environment } = getEnvironment(name, choice);
  const { tokenUrl, variablePrefix = VARIABLE_PREFIX } = environment;
  const login =
    tokenUrl === undefined || isDocumentationPublic === true
      ? undefined
      : { ...getTokenRequest(environment), tokenUrl, variablePrefix };
  return {
    name,
    environment,
    hosts: getHosts(choice.environments),
    defaultEnvironment: choice.defaultEnvironment ?? name,
    ...defined({ login }),
    input: documentation,
    outputFolder: resolve(cwd, choice.out ?? join('output', name)),
    snapshotFolder: resolve(cwd, 'fixtures', name),
    ...defined({
      packageName: choice.packageName ?? environment.packageName,
      clientName: choice.clientName ?? environment.clientName,
    }),
  };
}

function inputTarget(choice: TargetChoice & { readonly input: string }, cwd: string): Target {
  if (choice.out === undefined) {
    const shown = isUrl(choice.input) ? choice.input : relative(cwd, resolve(cwd, choice.input));
    throw new UsageError('An --input needs an --out.', {
      hint: `For example: --input ${shown} --out output/${fileStem(choice.input)}`,
    });
  }
  return {
    input: resolveLocation(choice.input, cwd),
    outputFolder: resolve(cwd, choice.out),
    ...defined({ packageName: choice.packageName, clientName: choice.clientName }),
  };
}

function fileStem(input: string): string {
  return basename(input.replace(/[?#].*$/s, '')).replace(/\.[^.]*$/, '') || 'my-api';
}
