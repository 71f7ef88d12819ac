import { UsageError } from '../errors.js';
import type { ApiModel, Service } from '../model/model.js';
import { foldFileName } from '../util/same-file.js';
import { assignAround, assignLocked, type Claim } from './collisions.js';
import {
  addLetterCode,
  isAscii,
  isFileName,
  isIdentifierName,
  isLongFileName,
  toLetterCode,
} from './identifier-characters.js';
import type { NamesLock } from './names.js';
import { splitTag } from './paths.js';
import { RESERVED_FILES, RESERVED_PROPERTIES } from './reserved.js';
import {
  capitalizePieces,
  describeCase,
  spellSigns,
  splitWords,
  toCamelCase,
  toKebabCase,
  toPascalCase,
  toUpperSnakeCase,
  type Words,
} from './words.js';

interface ClientNames {
  readonly client: string;
  readonly error: string;
  readonly environmentVariablePrefix: string;
}

/** Words of titles that do not distinguish one API from another. */
const NOISE_WORDS = new Set(
  `api apis web webapi rest restful http https swagger openapi documentation docs doc specification spec sdk client
   version service services title`.split(/\s+/),
);

/**
 * Names the client's and the error's class and the prefix of the environment variables: by the user's choice, else as
 * locked, else by the document's title: `Optimum API v1` → `OptimumClient`, `OptimumError`, `OPTIMUM`.
 *
 * @param locked The names of an earlier generation for the same API.
 * @throws UsageError when the chosen name is no class name, or is taken by the runtime.
 */
export function nameClient(
  title: string,
  chosen: string | undefined,
  isFree: (name: string) => boolean,
  locked?: NamesLock['client'],
): ClientNames {
  if (chosen === undefined && locked !== undefined && isUsable(locked, isFree)) {
    const { class: client, error, environmentVariablePrefix } = locked;
    return { client, error, environmentVariablePrefix };
  }
  const preferred = chosen === undefined ? toTitleStem(title) : toChosenStem(chosen);
  // `Connection API` would give a ConnectionError, which the runtime already has.
  const stems = [preferred, `${preferred}Service`, `${preferred}Sdk`];
  const stem = stems.find((each) => isFree(`${each}Client`) && isFree(`${each}Error`));
  if (stem === undefined || (chosen !== undefined && !isFree(`${preferred}Client`))) {
    throw new UsageError(`The client cannot be named '${preferred}Client': that name is taken.`, {
      hint: 'Choose another name with --client-name.',
    });
  }
  return {
    client: chosen === undefined ? `${stem}Client` : `${preferred}Client`,
    error: `${stem}Error`,
    environmentVariablePrefix: toPrefix(preferred),
  };
}

/** Whether locked names are valid: a lock may have been edited, and the runtime may have taken a name since. */
function isUsable(
  { class: client, error, environmentVariablePrefix }: NonNullable<NamesLock['client']>,
  isFree: (name: string) => boolean,
): boolean {
  return (
    [client, error].every((name) => isIdentifierName(name) && isFree(name)) &&
    client !== error &&
    /^[A-Z][A-Z0-9_]*$/.test(environmentVariablePrefix)
  );
}

function toChosenStem(chosen: string): string {
  const stem = capitalizePieces(chosen.trim()).replace(/client$/i, '');
  if (!isIdentifierName(stem)) {
    throw new UsageError(`'${chosen}' cannot name a client.`, {
      hint: "Give --client-name a name that begins with a letter, such as 'OptimumClient'.",
    });
  }
  return stem;
}

/** Without the parts of an assembly's full name and a version: `STExS.Web, Version=1.0.0.0` → `STExS`. */
function toTitleStem(title: string): string {
  const [name = ''] = title.split(/,\s*Version=|[|]/i);
  const pieces = isAscii(name) ? /[A-Za-z0-9]+/g : /[\p{L}\p{Nd}\p{Mn}\p{Mc}]+/gu;
  const kept = (name.match(pieces) ?? []).flatMap((piece) => {
    const words = splitWords(piece);
    const isNoise = NOISE_WORDS.has(piece.toLowerCase()) || /^v?\d+$/i.test(piece);
    if (isNoise || words.every((word) => NOISE_WORDS.has(word))) return [];
    return [piece];
  });
  const stem = capitalizePieces(kept.join(' '));
  return isIdentifierName(stem) ? stem : `Api${stem}`;
}

function toPrefix(stem: string): string {
  return toUpperSnakeCase(splitWords(stem)) || 'API';
}

/** The client's properties, by the service's wire name. Names in `locked` stay; the others avoid them. */
export function nameServiceProperties(
  model: ApiModel,
  locked: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return assignAround(locked, toServiceClaims(model, toCamelCase), {
    isFree: (name) => isIdentifierName(name) && !RESERVED_PROPERTIES.has(name),
  });
}

/** Class names, distinct among the package's exports. Names in `locked` stay. */
export function nameServiceClasses(
  model: ApiModel,
  locked: ReadonlyMap<string, string>,
  isFree: (name: string) => boolean,
): ReadonlyMap<string, string> {
  return assignAround(locked, toServiceClaims(model, toPascalCase), { isFree });
}

/** File names without extension, distinct on case-insensitive disks. */
export function nameServiceFiles(
  model: ApiModel,
  locked: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const files = toServiceClaims(model, toKebabCase).map(({ key, candidates }) => ({
    key,
    candidates: candidates.map((name) => (isLongFileName(name) ? addLetterCode(name, key) : name)),
  }));
  return assignLocked(locked, files, {
    isFree: (name) => isFileName(name) && !RESERVED_FILES.has(name.toLowerCase()),
    fold: foldFileName,
  });
}

function toServiceClaims(
  model: ApiModel,
  spell: (words: Words) => string,
): readonly Claim<string>[] {
  return model.services.map((service) => ({
    key: service.wireName,
    candidates: getServiceCandidates(service).map((words) => spell(words)),
  }));
}

function getServiceCandidates({ wireName }: Service): readonly Words[] {
  const words = splitTag(wireName);
  return [
    words,
    words,
    [...words, 'resource'],
    [...words, 'api'],
    [...words, 'operations'],
    [...splitTag(spellSigns(wireName).join(' ')), 'resource'],
    [...words, ...describeCase(wireName)],
    [...words, toLetterCode(wireName)],
  ];
}
