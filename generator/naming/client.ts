import { UsageError } from '../errors.js';
import { isAscii } from './letters.js';
import type { NamesLock } from './names.js';
import { isIdentifierName } from './spelling.js';
import { keepingPascalCase, splitWords, upperSnakeCase } from './words.js';

export interface ClientNames {
  readonly client: string;
  readonly error: string;
  readonly environmentVariablePrefix: string;
}

/** Words of a title that say what every title says. */
const NOISE = new Set(
  `api apis web webapi rest restful http https swagger openapi documentation docs doc specification spec sdk client
   version service services title`.split(/\s+/),
);

/**
 * The client's and the error's class, and the prefix of the environment variables, from the name that the user
 * chose, else those of an earlier generation, else from the document's title: `Optimum API v1` → `OptimumClient`,
 * `OptimumError`, `OPTIMUM`.
 *
 * @param locked undefined where there is none, or of another API.
 * @throws UsageError when the chosen name is no class name, or is one of the runtime's.
 */
export function clientNames(
  title: string,
  chosen: string | undefined,
  isFree: (name: string) => boolean,
  locked?: NamesLock['client'],
): ClientNames {
  if (chosen === undefined && locked !== undefined && holds(locked, isFree)) {
    const { class: client, error, environmentVariablePrefix } = locked;
    return { client, error, environmentVariablePrefix };
  }
  const wish = chosen === undefined ? stemOfTitle(title) : stemOfChoice(chosen);
  // `Connection API` would give a ConnectionError, which the runtime has already.
  const stems = [wish, `${wish}Service`, `${wish}Sdk`];
  const stem = stems.find((each) => isFree(`${each}Client`) && isFree(`${each}Error`));
  if (stem === undefined || (chosen !== undefined && !isFree(`${wish}Client`))) {
    throw new UsageError(`The client cannot be called '${wish}Client': that name is taken.`, {
      hint: 'Choose another one with --client-name.',
    });
  }
  return {
    client: chosen === undefined ? `${stem}Client` : `${wish}Client`,
    error: `${stem}Error`,
    environmentVariablePrefix: prefixOf(wish),
  };
}

/** A lock may have been edited, and the runtime may have taken a name since. */
function holds(
  { class: client, error, environmentVariablePrefix }: NonNullable<NamesLock['client']>,
  isFree: (name: string) => boolean,
): boolean {
  return (
    [client, error].every((name) => isIdentifierName(name) && isFree(name)) &&
    client !== error &&
    /^[A-Z][A-Z0-9_]*$/.test(environmentVariablePrefix)
  );
}

function stemOfChoice(chosen: string): string {
  const stem = keepingPascalCase(chosen.trim()).replace(/client$/i, '');
  if (!isIdentifierName(stem)) {
    throw new UsageError(`'${chosen}' cannot name a client.`, {
      hint: "Give --client-name a name that begins with a letter, such as 'OptimumClient'.",
    });
  }
  return stem;
}

/** What an assembly's full name or a version adds is left out: `STExS.Web, Version=1.0.0.0` → `STExS`. */
function stemOfTitle(title: string): string {
  const [name = ''] = title.split(/,\s*Version=|[|]/i);
  const pieces = isAscii(name) ? /[A-Za-z0-9]+/g : /[\p{L}\p{Nd}\p{Mn}\p{Mc}]+/gu;
  const kept = (name.match(pieces) ?? []).flatMap((piece) => {
    const words = splitWords(piece);
    const isNoise = NOISE.has(piece.toLowerCase()) || /^v?\d+$/i.test(piece);
    if (isNoise || words.every((word) => NOISE.has(word))) return [];
    return [piece];
  });
  const stem = keepingPascalCase(kept.join(' '));
  return isIdentifierName(stem) ? stem : `Api${stem}`;
}

function prefixOf(stem: string): string {
  return upperSnakeCase(splitWords(stem)) || 'API';
}
