import type { Operation, Parameter, ParameterLocation } from '../model/model.js';
import { assignLocked, assignNames, keepValid, type Claim } from './collisions.js';
import { parameterKey } from './names.js';
import { FUNCTION_LOCALS, GLOBALS, OBJECT_MEMBERS, RESERVED_WORDS } from './reserved.js';
import {
  isIdentifierName,
  spellSigns,
  splitWords,
  toCamelCase,
  toLetterCode,
  type Words,
} from './words.js';

export interface ParameterNames {
  readonly parameters: ReadonlyMap<string, string>;
  readonly body: string;
}

/** What a name gets that its place has no room for; the query's keep theirs, for they are the most. */
const PARAMS_LOCATIONS = [
  'query',
  'header',
  'cookie',
] as const satisfies readonly ParameterLocation[];

/** The request body's key in the lock; a parameter's has a colon. */
export const BODY = 'body';

/**
 * Arguments for the path's parameters, properties for the others. The two do not meet, so that `id` in the path and
 * `id` in the query are both `id`; among the properties, a header that has a query parameter's name gets `Header`.
 *
 * @param isImported Whether a name is that of a function that an argument would hide where they are called: the runtime's, and the operation's own.
 * @param locked Names of an earlier generation, by `parameterKey` and `body`.
 */
export function nameParameters(
  operation: Operation,
  isImported: (name: string) => boolean,
  locked: ReadonlyMap<string, string> = new Map(),
): ParameterNames {
  const ofPlace = (place: ParameterLocation) =>
    operation.parameters.filter((parameter) => parameter.in === place);
  const isArgument = (name: string) =>
    isIdentifierName(name) &&
    !isImported(name) &&
    ![RESERVED_WORDS, FUNCTION_LOCALS, GLOBALS].some((reserved) => reserved.has(name));
  const isProperty = (name: string) => isIdentifierName(name) && !OBJECT_MEMBERS.has(name);

  const inParams = [...PARAMS_LOCATIONS.flatMap(ofPlace).map(parameterKey), BODY];
  const keptProperties = keepValid(locked, inParams, { isFree: isProperty });
  const properties = new Set(keptProperties.values());
  const names = new Map([
    ...keptProperties,
    ...assignLocked(locked, toParameterClaims(ofPlace('path')), { isFree: isArgument }),
  ]);
  for (const place of PARAMS_LOCATIONS) {
    const open = ofPlace(place).filter((parameter) => !names.has(parameterKey(parameter)));
    const placed = assignNames(toParameterClaims(open), {
      isFree: (name) => isProperty(name) && !properties.has(name),
    });
    for (const [key, name] of placed) {
      names.set(key, name);
      properties.add(name);
    }
  }
  const body =
    names.get(BODY) ?? ['body', 'requestBody', 'bodyContent'].find((name) => !properties.has(name));
  names.delete(BODY);
  return { parameters: names, body: body ?? toCamelCase(['body', toLetterCode(operation.id)]) };
}

function toParameterClaims(parameters: readonly Parameter[]): readonly Claim<string>[] {
  return parameters.map((parameter) => ({
    key: parameterKey(parameter),
    get wish() {
      return toCamelCase(toPlainWords(parameter));
    },
    get names() {
      return getParameterCandidates(parameter);
    },
  }));
}

/** What is written in signs alone has them spelled. */
function toPlainWords({ wireName }: Parameter): Words {
  const words = splitWords(wireName);
  return words.length === 0 ? spellSigns(wireName) : words;
}

/** `Filter.StartDate` → `filterStartDate`; what is no name so gets the place it stands in: `2fa` → `query2fa`. */
function getParameterCandidates(parameter: Parameter): readonly string[] {
  const { wireName, in: place } = parameter;
  const plain = toPlainWords(parameter);
  return [
    plain,
    plain,
    [...plain, place === 'path' || place === 'query' ? 'value' : place],
    [place, ...plain],
    spellSigns(wireName),
    [...plain, place, toLetterCode(wireName)],
    [place, toLetterCode(wireName)],
  ].map(toCamelCase);
}
