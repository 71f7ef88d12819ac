import type { ApiModel, Service } from '../model/model.js';
import { resolveNames } from './collisions.js';
import { RESERVED_FILES, RESERVED_PROPERTIES } from './reserved.js';
import { isIdentifierName, letterCode, spelledWords } from './spelling.js';
import { tagWords } from './tags.js';
import { camelCase, kebabCase, pascalCase, type Words } from './words.js';

/** The client's properties, by the service's wire name. Properties in `locked` are given away already. */
export function serviceProperties(
  model: ApiModel,
  locked: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const taken = new Set(locked.values());
  const open = model.services.filter(({ wireName }) => !locked.has(wireName));
  const properties = resolveNames(
    open.map((service) => ({
      key: service.wireName,
      names: variants(service).map((words) => camelCase(words)),
    })),
    {
      isFree: (name) =>
        isIdentifierName(name) && !RESERVED_PROPERTIES.has(name) && !taken.has(name),
    },
  );
  return new Map([...locked, ...properties]);
}

/** Class names, all free in the space that the package exports. */
export function serviceClasses(
  model: ApiModel,
  isFree: (name: string) => boolean,
): ReadonlyMap<string, string> {
  return resolveNames(
    model.services.map((service) => ({
      key: service.wireName,
      names: variants(service).map((words) => pascalCase(words)),
    })),
    { isFree },
  );
}

/** File names without extension, distinct where the disk ignores case. */
export function serviceFiles(model: ApiModel): ReadonlyMap<string, string> {
  return resolveNames(
    model.services.map((service) => ({
      key: service.wireName,
      names: variants(service).map((words) => kebabCase(words)),
    })),
    { isFree: (name) => !RESERVED_FILES.has(name), fold: (name) => name.toLowerCase() },
  );
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
    [...words, letterCode(wireName)],
  ];
}
