import type { Operation, Parameter, ParameterLocation } from '../model/model.js';
import { assignLocked, assignNames, keepValid, type Claim } from './collisions.js';
import { isIdentifierName, toLetterCode } from './identifier-characters.js';
import { parameterKey } from './names.js';
import { FUNCTION_LOCALS, GLOBALS, OBJECT_MEMBERS, RESERVED_WORDS } from './reserved.js';
import { spellSigns, splitWords, toCamelCase, type Words } from './words.js';

interface ParameterNames {
  readonly parameters: ReadonlyMap<string, string>;
  readonly body: string;
  readonly contentType: string;
}

/** Names are assigned in this order, so that query parameters, the most common ones, keep theirs. */
const PARAMS_LOCATIONS = [
  'query',
  'querystring',
  'header',
  'cookie',
] as const satisfies readonly ParameterLocation[];

/** The keys of the request body and of its media type in the lock; a parameter's has a colon. */
export const BODY = 'body';
export const CONTENT_TYPE = 'contentType';

/**
 * Names an operation's parameters: those of the path are arguments, the others properties of one object. The two cannot
 * collide, so `id` in the path and `id` in the query are both `id`. Among the properties, a header with the name of a
 * query parameter gets the suffix `Header`.
 *
 * @param isImported Whether an argument of that name would hide an imported function: the runtime's or the operation's.
 * @param locked Names of an earlier generation, by `parameterKey`, `body` and `contentType`.
 */
export function nameParameters(
  operation: Operation,
  isImported: (name: string) => boolean,
  locked: ReadonlyMap<string, string> = new Map(),
): ParameterNames {
  const inLocation = (location: ParameterLocation) =>
    operation.parameters.filter((parameter) => parameter.in === location);
  const isArgument = (name: string) =>
    isIdentifierName(name) &&
    !isImported(name) &&
    ![RESERVED_WORDS, FUNCTION_LOCALS, GLOBALS].some((reserved) => reserved.has(name));
  const isProperty = (name: string) => isIdentifierName(name) && !OBJECT_MEMBERS.has(name);

  const inParams = [...PARAMS_LOCATIONS.flatMap(inLocation).map(parameterKey), BODY, CONTENT_TYPE];
  const keptProperties = keepValid(locked, inParams, { isFree: isProperty });
  const properties = new Set(keptProperties.values());
  const names = new Map([
    ...keptProperties,
    ...assignLocked(locked, toParameterClaims(inLocation('path')), { isFree: isArgument }),
  ]);
  for (const location of PARAMS_LOCATIONS) {
    const open = inLocation(location).filter((parameter) => !names.has(parameterKey(parameter)));
    const assigned = assignNames(toParameterClaims(open), {
      isFree: (name) => isProperty(name) && !properties.has(name),
    });
    for (const [key, name] of assigned) {
      names.set(key, name);
      properties.add(name);
    }
  }
  const take = (key: string, candidates: readonly string[]): string => {
    const last = toCamelCase([key, toLetterCode(operation.id)]);
    const name = names.get(key) ?? candidates.find((each) => !properties.has(each)) ?? last;
    names.delete(key);
    properties.add(name);
    return name;
  };
  return {
    body: take(BODY, ['body', 'requestBody', 'bodyContent']),
    contentType: take(CONTENT_TYPE, ['contentType', 'bodyContentType', 'bodyMediaType']),
    parameters: names,
  };
}

function toParameterClaims(parameters: readonly Parameter[]): readonly Claim<string>[] {
  return parameters.map((parameter) => ({
    key: parameterKey(parameter),
    get preferred() {
      return toCamelCase(toPlainWords(parameter));
    },
    get candidates() {
      return getParameterCandidates(parameter);
    },
  }));
}

/** The words of the wire name; signs are spelled out when there are no others. */
function toPlainWords({ wireName }: Parameter): Words {
  const words = splitWords(wireName);
  return words.length === 0 ? spellSigns(wireName) : words;
}

/** `Filter.StartDate` → `filterStartDate`; a name that is no identifier gets its location: `2fa` → `query2fa`. */
function getParameterCandidates(parameter: Parameter): readonly string[] {
  const { wireName, in: location } = parameter;
  const plain = toPlainWords(parameter);
  return [
    plain,
    plain,
    [...plain, location === 'header' || location === 'cookie' ? location : 'value'],
    [location, ...plain],
    spellSigns(wireName),
    [...plain, location, toLetterCode(wireName)],
    [location, toLetterCode(wireName)],
  ].map(toCamelCase);
}
