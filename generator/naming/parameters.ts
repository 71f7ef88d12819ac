import type { Operation, Parameter, ParameterLocation } from '../model/model.js';
import { resolveNames } from './collisions.js';
import { parameterKey } from './names.js';
import { FUNCTION_LOCALS, GLOBALS, OBJECT_MEMBERS, RESERVED_WORDS } from './reserved.js';
import { isIdentifierName, letterCode, spelledWords } from './spelling.js';
import { camelCase, splitWords } from './words.js';

export interface ParameterNames {
  readonly parameters: ReadonlyMap<string, string>;
  readonly body: string;
}

/** What a name gets that its place has no room for; the query's keep theirs, for they are the most. */
const PLACES = ['query', 'header', 'cookie'] as const satisfies readonly ParameterLocation[];

/**
 * Arguments for the path's parameters, properties for the others. The two do not meet, so that `id` in the path and
 * `id` in the query are both `id`; among the properties, a header that has a query parameter's name gets `Header`.
 *
 * @param imported The runtime's functions, which an argument would hide.
 */
export function parameterNames(
  operation: Operation,
  imported: ReadonlySet<string>,
): ParameterNames {
  const ofPlace = (place: ParameterLocation) =>
    operation.parameters.filter((parameter) => parameter.in === place);
  const isFreeArgument = (name: string) =>
    ![RESERVED_WORDS, FUNCTION_LOCALS, GLOBALS, imported].some((reserved) => reserved.has(name));
  const names = new Map(
    resolve(ofPlace('path'), (name) => isIdentifierName(name) && isFreeArgument(name)),
  );

  const properties = new Set<string>();
  const isFreeProperty = (name: string) =>
    isIdentifierName(name) && !OBJECT_MEMBERS.has(name) && !properties.has(name);
  for (const place of PLACES) {
    const placed = resolve(ofPlace(place), isFreeProperty);
    for (const [key, name] of placed) {
      names.set(key, name);
      properties.add(name);
    }
  }
  const body = ['body', 'requestBody', 'bodyContent'].find((name) => !properties.has(name));
  return { parameters: names, body: body ?? camelCase(['body', letterCode(operation.id)]) };
}

function resolve(
  parameters: readonly Parameter[],
  isFree: (name: string) => boolean,
): ReadonlyMap<string, string> {
  return resolveNames(
    parameters.map((parameter) => ({ key: parameterKey(parameter), names: candidates(parameter) })),
    { isFree },
  );
}

/** `Filter.StartDate` → `filterStartDate`; what is no name so gets the place it stands in: `2fa` → `query2fa`. */
function candidates({ wireName, in: place }: Parameter): readonly string[] {
  const spelled = spelledWords(wireName);
  const words = splitWords(wireName);
  const plain = words.length === 0 ? spelled : words;
  return [
    plain,
    plain,
    [...plain, place === 'path' || place === 'query' ? 'value' : place],
    [place, ...plain],
    spelled,
    [...plain, place, letterCode(wireName)],
    [place, letterCode(wireName)],
  ].map(camelCase);
}
