import { UsageError } from '../errors.js';
import type { Environment } from '../model/environment.js';
import { findNearest } from '../util/nearest.js';
import { isUrl, resolveLocation } from '../util/url.js';
import { PRESETS, type Preset } from '../vendor.js';
import type { Layer } from './validate.js';

/** The environments that a configuration knows. */
export interface Environments {
  /** By name; without a prototype, since an environment may be called `constructor`. */
  readonly environments: Readonly<Record<string, Environment>>;
  /** False: there is no configuration file, and the environments are those of the preset. */
  readonly isFromFile: boolean;
  /** What the clients of all packages call by default; undefined: each its own. */
  readonly defaultEnvironment?: string;
}

/** An environment as `sdk.config.json` has it: what it leaves out may come from the preset. */
type GivenEnvironment = Partial<Environment>;

/** The environments where there is no configuration file. */
export function presetEnvironments(name: keyof typeof PRESETS = 'optimum'): Environments {
  const preset: Preset = PRESETS[name];
  return { ...preset, environments: withoutPrototype(preset.environments), isFromFile: false };
}

/**
 * Reads the environments of a configuration file, over those of its preset.
 *
 * @param layer the file, whose settings the schema allows.
 * @param folder what relative paths are resolved against.
 * @throws UsageError for an environment without documentation, and for an unknown default.
 */
export function readEnvironments(layer: Layer, folder: string): Environments {
  const { preset, environments: given = {}, defaultEnvironment } = layer.values as FileSettings;
  const base = preset === undefined ? { environments: {} } : presetEnvironments(preset);
  const environments = withoutPrototype<Environment>(base.environments);
  for (const [name, fields] of Object.entries(given)) {
    const where = (field: string) => layer.locate(['environments', name, field]);
    environments[name] = overlay(environments[name], fields, folder, where);
  }
  const known = { ...base, environments, isFromFile: true };
  if (defaultEnvironment === undefined) return known;
  getEnvironment(defaultEnvironment, known, layer.locate(['defaultEnvironment']));
  return { ...known, defaultEnvironment };
}

interface FileSettings {
  readonly preset?: keyof typeof PRESETS;
  readonly environments?: Readonly<Record<string, GivenEnvironment>>;
  readonly defaultEnvironment?: string;
}

function overlay(
  base: Environment | undefined,
  given: GivenEnvironment,
  folder: string,
  where: (field: string) => string,
): Environment {
  for (const field of ['baseUrl', 'tokenUrl'] as const) {
    const url = given[field];
    if (url === undefined || URL.canParse(url)) continue;
    throw new UsageError(`${where(field)} is not a URL.`, {
      hint: 'Give scheme, host and, where it is not the usual one, a port below 65536.',
    });
  }
  const documentation =
    given.documentation === undefined
      ? base?.documentation
      : resolveLocation(given.documentation, folder);
  if (documentation === undefined)
    throw new UsageError(`${where('documentation')} is missing.`, {
      hint: 'Give the URL of the documentation page or of the document, or the path of a file.',
    });
  return {
    ...base,
    ...given,
    documentation,
    ...(base !== undefined &&
      isElsewhere(base, documentation, given) && { isDocumentationPublic: true }),
  };
}

/** Whether the documentation moved to another host than the preset's, whose tokens are not for it. */
function isElsewhere(
  { baseUrl }: Environment,
  documentation: string,
  { tokenUrl }: GivenEnvironment,
): boolean {
  if (baseUrl === undefined || tokenUrl !== undefined || !isUrl(documentation)) return false;
  return new URL(documentation).origin !== new URL(baseUrl).origin;
}

/**
 * Finds an environment by its name.
 *
 * @param where Where the user wrote the name.
 * @throws UsageError when there is none.
 */
export function getEnvironment(
  name: string,
  known: Pick<Environments, 'environments'>,
  where?: string,
): Environment {
  const environment = Object.hasOwn(known.environments, name)
    ? known.environments[name]
    : undefined;
  if (environment !== undefined) return environment;
  const place = where === undefined ? 'There' : `${where}: there`;
  throw new UsageError(`${place} is no environment '${name}'.`, {
    hint: suggestEnvironment(name, known),
  });
}

/** @returns sentences for hints: the environment that was probably meant, all that there are, and how to add one. */
export function suggestEnvironment(
  name: string,
  { environments }: Pick<Environments, 'environments'>,
): string {
  const names = Object.keys(environments);
  const nearest = findNearest(name, names);
  const question = nearest === undefined ? '' : `Did you mean '${nearest}'? `;
  const all =
    names.length === 0
      ? 'The configuration has no environments.'
      : `The environments are ${names.join(', ')}.`;
  return `${question}${all} \`environments\` in sdk.config.json describes others.`;
}

function withoutPrototype<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.assign(Object.create(null) as Record<string, T>, entries);
}
