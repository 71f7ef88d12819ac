import type { ApiModel } from '../model/model.js';
import { isAscii } from './identifier-characters.js';
import {
  isAction,
  isAdjective,
  isVerb,
  meansSeveral,
  toPluralWords,
  toSingular,
  toSingularWords,
} from './grammar.js';
import { parseTypeId } from './type-ids.js';
import { spellSigns, splitWords, type Words } from './words.js';

/** A literal segment of a path. */
export interface Segment {
  readonly words: Words;
  readonly beforeParameter: boolean;
}

/** A path, divided at the name of its service. */
export interface ParsedPath {
  /** True when the path contains the service's name. */
  readonly namesService: boolean;
  /** The words up to and including the service's name. */
  readonly lead: Words;
  readonly tail: readonly Segment[];
  readonly endsInParameter: boolean;
  /** In the template's order, without the version. */
  readonly parameters: readonly Words[];
  /** `v1`, `2.0` */
  readonly version: Words;
}

const VERSION = /^v?\d+(?:[.-]\d+)*(?:-?(?:alpha|beta|preview|rc)\d*)?$/i;
const VERSION_PARAMETER = /^(?:v\{[^{}]*\}|\{(?:api-?)?version(?::[^{}]*)?\})$/i;
/** Prefixes of paths without meaning. */
const NOISE_SEGMENTS = new Set(['api', 'rest', 'odata']);

/** Reads a template such as `/api/v1/chat-groups/{id}/activate`, and divides it at the tag's name. */
export function readPath(template: string, tag: Tag, vocabulary: Vocabulary): ParsedPath {
  const version: string[] = [];
  const parameters: Words[] = [];
  const segments: { words: Words; beforeParameter: boolean }[] = [];
  let endsInParameter = false;
  for (const text of getMeaningfulSegments(template)) {
    if (VERSION_PARAMETER.test(text)) continue;
    if (VERSION.test(text)) {
      version.push(...splitWords(text));
      continue;
    }
    // `Vehicles(key={id})` contains a literal and a parameter.
    for (const part of text.match(/\{[^{}]*\}|[^{}]+/g) ?? []) {
      if (part.startsWith('{')) {
        parameters.push(splitWords(part.replace(/[:?=].*$/, '')));
        const last = segments.at(-1);
        if (last !== undefined) last.beforeParameter = true;
        endsInParameter = true;
      } else {
        const words = splitLiteral(stripODataKey(part), tag, vocabulary);
        if (words.length === 0) continue;
        segments.push({ words, beforeParameter: false });
        endsInParameter = false;
      }
    }
  }
  const end = findEndOfTag(segments, tag);
  const named = segments.slice(0, end);
  return {
    namesService: end > 0,
    lead: named.flatMap(({ words }) => words),
    tail: segments.slice(end),
    endsInParameter,
    parameters,
    version,
  };
}

/** Without `api`, and without ABP's `api/app` and `api/services/app`. */
function getMeaningfulSegments(template: string): readonly string[] {
  const segments = template
    .replace(/^\/api\/(?:services\/)?app\//i, '/')
    .split('/')
    .filter((segment) => segment !== '');
  const start = segments.findIndex(
    (segment) => !NOISE_SEGMENTS.has(segment.toLowerCase()) && !VERSION.test(segment),
  );
  const versions = segments.slice(0, start === -1 ? undefined : start);
  return [
    ...versions.filter((segment) => VERSION.test(segment)),
    ...(start === -1 ? [] : segments.slice(start)).filter((text) => text.toLowerCase() !== 'api'),
  ];
}

/** `Vehicles(key=` → `Vehicles`: strips the name of an OData key before its parameter. */
function stripODataKey(text: string): string {
  return text.endsWith('=')
    ? text.slice(0, Math.max(text.lastIndexOf('('), text.lastIndexOf(',')) + 1)
    : text;
}

/** Splits words that are run together as the tag has them: `/downloadclient` of DownloadClient. */
function splitLiteral(text: string, { words, runs }: Tag, vocabulary: Vocabulary): Words {
  return splitSegment(text, vocabulary).flatMap((word) => {
    const { start, end } = runs.get(toResourceKey([word])) ?? { start: 0, end: 0 };
    if (end - start < 2) return [word];
    const run = words.slice(start, end);
    return word === toSingular(word) ? toSingularWords(run) : toPluralWords(run);
  });
}

/**
 * The number of segments up to and including the tag's name. The name is one segment (`/chat-groups`) or spread over
 * several (`/config/host` for HostConfig); else a segment with its beginning or its end counts (`/exclusions` for
 * ImportListExclusion), unless it is an action.
 */
function findEndOfTag(segments: readonly { readonly words: Words }[], tag: Tag): number {
  const exact = segments.findIndex(
    ({ words }) => toResourceKey(words) === tag.key || isShortFor(words, tag.words),
  );
  if (exact !== -1) return exact + 1;

  const covered = new Set<number>();
  let partial = 0;
  for (const [index, { words }] of segments.entries()) {
    const run = tag.runs.get(toResourceKey(words));
    if (run === undefined || covered.has(run.start)) continue;
    for (let position = run.start; position < run.end; position += 1) covered.add(position);
    if (covered.size === tag.words.length) return index + 1;
    const atAnEnd = run.start === 0 || run.end === tag.words.length;
    if (atAnEnd && !isVerb(words[0] ?? '')) partial = index + 1;
  }
  return partial;
}

/** `/auth` of Authentication, `/config` of Configuration. */
function isShortFor(words: Words, tag: Words): boolean {
  const [word = ''] = words;
  const [whole = ''] = tag;
  return words.length === 1 && tag.length === 1 && word.length >= 4 && whole.startsWith(word);
}

/** A tag (a controller in ASP.NET), prepared for comparison with paths. */
export interface Tag {
  readonly words: Words;
  /** The `toResourceKey` of all words. */
  readonly key: string;
  /** The position of each run of its words, by `toResourceKey`: `['log', 'file']` of `UpdateLogFile`. */
  readonly runs: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
}

/** Paths do not run more words of a tag together. */
const MAX_RUN = 5;
/** Longer names are cut; a letter code distinguishes tags that begin with the same words. */
const MAX_WORDS = 12;

export function readTag(wireName: string): Tag {
  const words = splitTag(wireName);
  const runs = new Map<string, { readonly start: number; readonly end: number }>();
  for (const start of words.keys()) {
    const longest = Math.min(words.length, start + MAX_RUN);
    for (let end = start + 1; end <= longest; end += 1) {
      const key = toResourceKey(words.slice(start, end));
      if (!runs.has(key)) runs.set(key, { start, end });
    }
  }
  return { words, key: toResourceKey(words), runs };
}

/** The words of a tag; signs are spelled out when there are no others. */
export function splitTag(wireName: string): Words {
  const words = splitWords(wireName);
  const legible = (words.length > 0 ? words : spellSigns(wireName)).slice(0, MAX_WORDS);
  const [first = ''] = legible;
  const isNumber = isAscii(first) ? /^[0-9]/.test(first) : /^\p{Nd}/u.test(first);
  return isNumber ? ['service', ...legible] : legible;
}

/** A key that is the same for `ChatGroup`, `chat-groups` and `chatgroups`. A final -s is ignored. */
export function toResourceKey(words: Words): string {
  return toSingular(words.join('')).replace(/s$/, '');
}

/** How to split words that a path runs together: `customfilter` → `custom`, `filter`. */
type Vocabulary = ReadonlyMap<string, Words>;

/** Shorter texts are far more often one word than two. */
const MIN_LENGTH = 7;

/**
 * Collects the words that schemas' names consist of. Operations are not read, so that no operation's name depends on
 * another operation.
 */
export function learnVocabulary(model: ApiModel): Vocabulary {
  const vocabulary = new Map<string, Words>();
  const single = new Set<string>();
  for (const { wireName } of model.declarations.values()) {
    const words = splitWords(parseTypeId(wireName).name);
    words.forEach((word, start) => {
      single.add(word);
      for (const length of [2, 3]) {
        const run = words.slice(start, start + length);
        if (run.length === length) addRun(vocabulary, run);
      }
    });
    if (words.length > 1) addRun(vocabulary, words);
  }
  for (const word of single) vocabulary.delete(word);
  return vocabulary;
}

function addRun(vocabulary: Map<string, Words>, run: Words): void {
  const joined = toSingular(run.join(''));
  const known = vocabulary.get(joined);
  if (known === undefined || known.join(' ') > run.join(' ')) vocabulary.set(joined, run);
}

/** The words of a path segment. Only a segment that is all lower case may run words together. */
function splitSegment(text: string, vocabulary: Vocabulary): Words {
  const words = splitWords(text);
  const [word = ''] = words;
  if (words.length !== 1 || text !== text.toLowerCase() || isVerb(word) || isAdjective(word)) {
    return words;
  }
  const [, head = '', tail = ''] = /^(.+)(all|bulk|many)$/.exec(word) ?? [];
  if (isAction([head], 'POST') && meansSeveral([tail])) return [head, tail];
  if (word.length < MIN_LENGTH) return words;
  const known = vocabulary.get(toSingular(word));
  if (known === undefined) return words;
  return toSingular(word) === word ? known : toPluralWords(known);
}
