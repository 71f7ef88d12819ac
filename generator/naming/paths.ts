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

/** A path as its service sees it: what leads to the resource, and what comes after it. */
export interface ParsedPath {
  /** True when the path spells the service's name. */
  readonly namesService: boolean;
  /** The words up to the service's name, and that name. */
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
/** What stands before every path of an API and says nothing about any. */
const NOISE_SEGMENTS = new Set(['api', 'rest', 'odata']);

/** Reads a template such as `/api/v1/chat-groups/{id}/activate`; what it names depends on the tag. */
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
    // `Vehicles(key={id})` holds both a literal and a parameter.
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

/** `Vehicles(key=` → `Vehicles`: what stands before the parameter of an OData key is its name. */
function stripODataKey(text: string): string {
  return text.endsWith('=')
    ? text.slice(0, Math.max(text.lastIndexOf('('), text.lastIndexOf(',')) + 1)
    : text;
}

/** Words that a segment runs together are cut as the tag cuts them: `/downloadclient` of DownloadClient. */
function splitLiteral(text: string, { words, runs }: Tag, vocabulary: Vocabulary): Words {
  return splitSegment(text, vocabulary).flatMap((word) => {
    const { start, end } = runs.get(toResourceKey([word])) ?? { start: 0, end: 0 };
    if (end - start < 2) return [word];
    const run = words.slice(start, end);
    return word === toSingular(word) ? toSingularWords(run) : toPluralWords(run);
  });
}

/**
 * How many segments lead up to and include the tag's name. The name may be one segment (`/chat-groups`) or be
 * spread over several (`/config/host` for HostConfig); failing that, a segment that is its beginning or its
 * end will do (`/exclusions` for ImportListExclusion), unless it is an action.
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

/** A tag, which in ASP.NET is a controller, as its operations' paths are compared with it. */
export interface Tag {
  readonly words: Words;
  /** What `resourceKey` gives for the whole. */
  readonly key: string;
  /** Where each run of its words stands, by `resourceKey`: `['log', 'file']` of `UpdateLogFile`. */
  readonly runs: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
}

/** No path runs more words of a tag together. */
const MAX_RUN = 5;
/** Nobody reads a longer name; where two tags begin alike for so long, a code tells them apart. */
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

/** The words of a tag; signs are spelled where it has no others. */
export function splitTag(wireName: string): Words {
  const words = splitWords(wireName);
  const legible = (words.length > 0 ? words : spellSigns(wireName)).slice(0, MAX_WORDS);
  const [first = ''] = legible;
  const isNumber = isAscii(first) ? /^[0-9]/.test(first) : /^\p{Nd}/u.test(first);
  return isNumber ? ['service', ...legible] : legible;
}

/** The same for `ChatGroup`, `chat-groups` and `chatgroups`; an -s says nothing here: `detail`, `TagDetails`. */
export function toResourceKey(words: Words): string {
  return toSingular(words.join('')).replace(/s$/, '');
}

/** How words that a path runs together are cut: `customfilter` → `custom`, `filter`. */
export type Vocabulary = ReadonlyMap<string, Words>;

/** Shorter ones are words far more often than two words run together. */
const MIN_LENGTH = 7;

/**
 * Learns from the names of the schemas. Operations teach nothing, so that no operation's name depends on
 * whether another one exists.
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

/** The words of a path's segment; only what is written in lower case throughout is looked up. */
export function splitSegment(text: string, vocabulary: Vocabulary): Words {
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
