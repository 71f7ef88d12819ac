import { UsageError } from '../errors.js';
import { getKeys } from '../model/credentials.js';
import type { ApiModel, OperationId, Service } from '../model/model.js';
import type { WebhookId } from '../model/webhook.js';
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
import type { NamesLock, OperationNames, ServiceNames } from './names.js';
import { splitTag } from './paths.js';
import { CLIENT_OPTIONS, OBJECT_MEMBERS, RESERVED_FILES, RESERVED_PROPERTIES } from './reserved.js';
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

/**
 * Class names, distinct among the package's exports. When the name of one is taken, by a schema for instance, all get the
 * same suffix, so that they are named alike. Names in `locked` stay.
 */
export function nameServiceClasses(
  model: ApiModel,
  locked: ReadonlyMap<string, string>,
  isFree: (name: string) => boolean,
): ReadonlyMap<string, string> {
  const claims = toServiceClaims(model, toPascalCase);
  const suffix = CLASS_SUFFIXES.find((each) =>
    claims.every(({ key, candidates: [name = ''] }) => {
      const whole = name + each;
      return locked.get(key) === whole || isFree(whole);
    }),
  );
  const suffixed =
    suffix === undefined
      ? claims
      : claims.map(({ key, candidates }) => ({
          key,
          candidates: candidates.map((name) => name + suffix),
        }));
  return assignAround(locked, suffixed, { isFree });
}

const CLASS_SUFFIXES = ['', 'Resource', 'Api', 'Operations'];

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
  const whole = splitWords(wireName).slice(0, words.length + 2);
  return [
    words,
    whole.length > words.length ? whole : words,
    [...words, 'resource'],
    [...words, 'api'],
    [...words, 'operations'],
    [...splitTag(spellSigns(wireName).join(' ')), 'resource'],
    [...words, ...describeCase(wireName)],
    [...words, toLetterCode(wireName)],
  ];
}

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

/**
 * The names that users pass to `handleWebhook`: a webhook's own, a callback's after the call that asks for it, such as
 * `subscriptions.create.onMoved`. They are kept as long as the names of calls are.
 */
export function nameWebhooks(
  { services, webhooks }: ApiModel,
  names: {
    readonly operations: ReadonlyMap<OperationId, OperationNames>;
    readonly services: ReadonlyMap<string, ServiceNames>;
  },
): ReadonlyMap<WebhookId, string> {
  const calls = new Map(
    services.flatMap(({ wireName, operations }) =>
      operations.map(({ id }): readonly [OperationId, string] => [
        id,
        `${names.services.get(wireName)?.property ?? wireName}.${names.operations.get(id)?.method ?? id}`,
      ]),
    ),
  );
  const taken = new Set<string>();
  return new Map(
    webhooks.map(({ id, wireName, variant, callback }) => {
      const call = callback && calls.get(callback.operation);
      const base = call === undefined ? wireName : `${call}.${wireName}`;
      const preferred = variant === undefined ? base : `${base} ${variant}`;
      const name = taken.has(preferred) ? id : preferred;
      taken.add(name);
      return [id, name];
    }),
  );
}
