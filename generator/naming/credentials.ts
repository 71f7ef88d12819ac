import { getKeys } from '../model/credentials.js';
import type { ApiModel } from '../model/model.js';
import { assignLocked } from './collisions.js';
import { isIdentifierName, toLetterCode } from './identifier-characters.js';
import { CLIENT_OPTIONS, OBJECT_MEMBERS } from './reserved.js';
import { splitWords, toCamelCase, toUpperSnakeCase } from './words.js';

/**
 * Names the client's options for API keys, by the security scheme: `apiKey` for an only one, else after the scheme.
 *
 * @param locked Names of an earlier generation, by scheme: a second key does not rename the first.
 */
export function nameKeys(
  model: ApiModel,
  locked: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, string> {
  const keys = getKeys(model);
  const claims = keys.map(([{ name }]) => {
    const own = splitWords(name);
    // No name begins with a digit, as that of the scheme `2-legged` would.
    const words = /^\d/.test(own[0] ?? '') ? ['key', ...own] : own;
    const candidates = [words, [...words, 'key'], [...words, 'api', 'key']].map(toCamelCase);
    return {
      key: name,
      candidates: [
        ...(keys.length === 1 ? ['apiKey'] : []),
        ...candidates,
        toCamelCase([...words, 'key', toLetterCode(name)]),
      ],
    };
  });
  return assignLocked(new Map(Object.entries(locked)), claims, {
    isFree: (name) =>
      isIdentifierName(name) && !CLIENT_OPTIONS.has(name) && !OBJECT_MEMBERS.has(name),
    // Two options must not share an environment variable.
    fold: (name) => toUpperSnakeCase(splitWords(name)),
  });
}
