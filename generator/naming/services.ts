import type { ApiModel, Service } from '../model/model.js';
import { foldFileName } from '../util/same-file.js';
import { resolveAround, resolveLocked, type Claim } from './collisions.js';
import { RESERVED_FILES, RESERVED_PROPERTIES } from './reserved.js';
import {
  caseWords,
  codedFileName,
  isFileName,
  isIdentifierName,
  isLongFileName,
  letterCode,
  spelledWords,
} from './spelling.js';
import { tagWords } from './tags.js';
import { camelCase, kebabCase, pascalCase, type Words } from './words.js';

/** The client's properties, by the service's wire name. Those in `locked` stand; the others move around them. */
export function serviceProperties(
  model: ApiModel,
  locked: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return resolveAround(locked, claims(model, camelCase), {
    isFree: (name) => isIdentifierName(name) && !RESERVED_PROPERTIES.has(name),
  });
}

/** Class names, all free in the space that the package exports; those in `locked` are taken there already. */
export function serviceClasses(
  model: ApiModel,
  locked: ReadonlyMap<string, string>,
  isFree: (name: string) => boolean,
): ReadonlyMap<string, string> {
  return resolveAround(locked, claims(model, pascalCase), { isFree });
}

/** File names without extension, distinct where the disk ignores case. */
export function serviceFiles(
  model: ApiModel,
  locked: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const files = claims(model, kebabCase).map(({ key, names }) => ({
    key,
    names: names.map((name) => (isLongFileName(name) ? codedFileName(name, key) : name)),
  }));
  return resolveLocked(locked, files, {
    isFree: (name) => isFileName(name) && !RESERVED_FILES.has(name.toLowerCase()),
    fold: foldFileName,
  });
}

function claims(model: ApiModel, spell: (words: Words) => string): readonly Claim<string>[] {
  return model.services.map((service) => ({
    key: service.wireName,
    names: variants(service).map((words) => spell(words)),
  }));
}

function variants({ wireName }: Service): readonly Words[] {
  const words = tagWords(wireName);
  return [
    words,
    words,
    [...words, 'resource'],
    [...words, 'api'],
    [...words, 'operations'],
    [...tagWords(spelledWords(wireName).join(' ')), 'resource'],
    [...words, ...caseWords(wireName)],
    [...words, letterCode(wireName)],
  ];
}
