import type { Operation, Parameter, ParameterLocation } from '../model/model.js';
import { assignLocked, assignNames, keepValid, type Claim } from './collisions.js';
import { isIdentifierName, toLetterCode } from './identifier-characters.js';
import { parameterKey } from './names.js';
import {
  CONTEXTUAL_WORDS,
  FUNCTION_LOCALS,
  GLOBALS,
  OBJECT_MEMBERS,
  RENAMED_IMPORTS,
  RESERVED_WORDS,
} from './reserved.js';
import { describeCase, spellSigns, splitWords, toCamelCase, type Words } from './words.js';

/** Names are assigned in this order, so that query parameters, the most common ones, keep theirs. */
const PARAMS_LOCATIONS = [
  'query',
  'querystring',
  'header',
  'cookie',
] as const satisfies readonly ParameterLocation[];

/**
 * Names an operation's parameters: those of the path are arguments, the others properties of one object. The two cannot
 * collide, so `id` in the path and `id` in the query are both `id`. Among the properties, a header with the name of a
 * query parameter gets the suffix `Header`.
 *
 * @param isImported Whether an argument of that name would hide an imported function: the runtime's or the operation's.
 * @param locked Names of an earlier generation.
 * @returns the names by `parameterKey`.
 */
export function nameParameters(
  operation: Operation,
  isImported: (name: string) => boolean,
  locked: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const inLocation = (location: ParameterLocation) =>
    operation.parameters.filter((parameter) => parameter.in === location);
  const isArgument = (name: string) =>
    isIdentifierName(name) &&
    (!isImported(name) || RENAMED_IMPORTS.has(name)) &&
    (!RESERVED_WORDS.has(name) || CONTEXTUAL_WORDS.has(name)) &&
    ![FUNCTION_LOCALS, GLOBALS].some((reserved) => reserved.has(name));
  const isProperty = (name: string) => isIdentifierName(name) && !OBJECT_MEMBERS.has(name);

  const preferred = countPreferred(PARAMS_LOCATIONS.flatMap(inLocation));
  const inParams = PARAMS_LOCATIONS.flatMap(inLocation).map(parameterKey);
  const keptProperties = keepValid(locked, inParams, { isFree: isProperty });
  const properties = new Set(keptProperties.values());
  const names = new Map([
    ...keptProperties,
    ...assignLocked(locked, toParameterClaims(inLocation('path')), { isFree: isArgument }),
  ]);
  for (const location of PARAMS_LOCATIONS) {
    const open = inLocation(location).filter((parameter) => !names.has(parameterKey(parameter)));
    const assigned = assignNames(toParameterClaims(open, preferred), {
      isFree: (name) => isProperty(name) && !properties.has(name),
    });
    for (const [key, name] of assigned) {
      names.set(key, name);
      properties.add(name);
    }
  }
  return names;
}

/** How many parameters prefer a name in one place. */
function countPreferred(parameters: readonly Parameter[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const parameter of parameters) {
    const key = `${parameter.in} ${toCamelCase(toPlainWords(parameter))}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** @param preferred How often a name is preferred in a place; one that differs in case alone says which it is. */
function toParameterClaims(
  parameters: readonly Parameter[],
  preferred: ReadonlyMap<string, number> = new Map(),
): readonly Claim<string>[] {
  return parameters.map((parameter) => {
    const name = toCamelCase(toPlainWords(parameter));
    const isTaken = PARAMS_LOCATIONS.some(
      (location) => location !== parameter.in && (preferred.get(`${location} ${name}`) ?? 0) > 1,
    );
    return {
      key: parameterKey(parameter),
      preferred: isTaken ? undefined : name,
      get candidates() {
        const candidates = getParameterCandidates(parameter);
        return isTaken ? candidates.slice(2) : candidates;
      },
    };
  });
}

/** The words of the wire name; signs are spelled out when there are no others. */
function toPlainWords({ wireName }: Parameter): Words {
  const words = splitWords(wireName);
  return words.length === 0 ? spellSigns(wireName) : words;
}

/**
 * `Filter.StartDate` → `filterStartDate`; a name that is no identifier gets its location: `2fa` → `query2fa`. Names that
 * differ in case alone, such as `id` and `ID`, are `idInQuery` and `idInQueryUpperCase`.
 */
function getParameterCandidates(parameter: Parameter): readonly string[] {
  const { wireName, in: location } = parameter;
  const plain = toPlainWords(parameter);
  return [
    plain,
    plain,
    [...plain, location === 'header' || location === 'cookie' ? location : 'value'],
    [location, ...plain],
    spellSigns(wireName),
    // The one that is spelled as the name is needs no more words.
    [...plain, 'in', location, ...(toCamelCase(plain) === wireName ? [] : describeCase(wireName))],
    [...splitWords(spellSigns(wireName).join(' ')), 'in', location, ...describeCase(wireName)],
    [...plain, location, toLetterCode(wireName)],
    [location, toLetterCode(wireName)],
  ].map(toCamelCase);
}
