import { defined } from '../util/defined.js';
import { basename, join, relative, resolve } from 'node:path';
import { type Environment, type EnvironmentName, ENVIRONMENTS, VENDOR } from '../vendor.js';
import { isUrl, resolveLocation } from '../util/url.js';
import { UsageError } from '../errors.js';
import { findNearest } from '../util/nearest.js';

/** The source and the destination of a package. */
export interface Target {
  /** The environment, when it is one of the vendor's; undefined for any other document. */
  readonly environment?: Environment;
  /** The token endpoint for a document that is not public; undefined when no token may be sent. */
  readonly tokenUrl?: string;
  /** A documentation page, a document's URL, or a file. */
  readonly input: string;
  readonly outputFolder: string;
  /** Where the document is recorded; undefined for a document of no environment. */
  readonly snapshotFolder?: string;
  readonly packageName?: string;
  readonly clientName?: string;
  readonly environmentVariablePrefix?: string;
  readonly standIn?: string;
}

/** The parts of the configuration that choose a target. */
export interface TargetChoice {
  readonly env?: string;
  readonly environments?: Readonly<Record<string, { readonly documentation: string }>>;
  readonly input?: string;
  readonly out?: string;
  readonly packageName?: string;
  readonly clientName?: string;
}

const STAND_IN =
  "This package is generated from a stand-in document, which the authors of the generator wrote from the vendor's user guide. It is not the " +
  "vendor's document: names, fields and operations may differ. `make generate ENV=preprod` generates from the real one.";

/** @throws UsageError when the choice is incomplete, or names an environment that does not exist. */
export function resolveTarget(choice: TargetChoice, cwd: string): Target {
  if (choice.input !== undefined) return inputTarget({ ...choice, input: choice.input }, cwd);
  return environmentTarget(environmentNamed(choice.env ?? 'sandbox'), choice, cwd);
}

/** @throws UsageError when there is no environment of that name. */
export function environmentNamed(name: string): EnvironmentName {
  if (isEnvironment(name)) return name;
  throw new UsageError(`There is no environment '${name}'.`, {
    hint: `${suggestEnvironment(name)} For another API give --input and --out.`,
  });
}

/** @returns a sentence for hints: the environment that was probably meant, and all that there are. */
export function suggestEnvironment(name: string): string {
  const names = Object.keys(ENVIRONMENTS);
  const nearest = findNearest(name, names);
  const question = nearest === undefined ? '' : `Did you mean '${nearest}'? `;
  return `${question}The environments are ${names.join(', ')}.`;
}

export function isEnvironment(name: string): name is EnvironmentName {
  return Object.hasOwn(ENVIRONMENTS, name);
}

function environmentTarget(name: EnvironmentName, choice: TargetChoice, cwd: string): Target {
  const environment = ENVIRONMENTS[name];
  const place = choice.environments?.[name]?.documentation;
  return {
    environment,
    input: place ?? environment.documentationUrl,
    ...(isOnVendorHost(environment, place) && { tokenUrl: environment.tokenUrl }),
    outputFolder: resolve(cwd, choice.out ?? join('output', name)),
    snapshotFolder: resolve(cwd, 'fixtures', name),
    packageName: choice.packageName ?? VENDOR.packageName[name],
    clientName: choice.clientName ?? VENDOR.clientName,
    environmentVariablePrefix: VENDOR.environmentVariablePrefix,
    ...(!environment.remote && { standIn: STAND_IN }),
  };
}

/** The vendor's credentials are for the vendor's host, so that no mirror gets a token. */
function isOnVendorHost({ apiUrl }: Environment, place: string | undefined): boolean {
  return (
    place === undefined || (URL.canParse(place) && new URL(place).origin === new URL(apiUrl).origin)
  );
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
