import type { ApiModel } from '../model/model.js';
import { isAscii } from './identifier-characters.js';
import {
  isAction,
  isAdjective,
  isPreposition,
  isVerb,
  meansOne,
  meansSeveral,
  toPluralWords,
  toSingular,
  toSingularWords,
} from './grammar.js';
import { CLASS_WORDS, JOINED_VERBS } from './lexicon.js';
import { parseTypeId } from './types.js';
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
  /** True when the segment that contains it says more: `shard-download` of Shard. */
  readonly isDivided: boolean;
  /** The words up to and including the service's name. */
  readonly lead: Words;
  /** The words of the last of these segments. */
  readonly named: Words;
  readonly tail: readonly Segment[];
  readonly endsInParameter: boolean;
  /** In the template's order, without the version. */
  readonly parameters: readonly Words[];
  /** `v1`, `2.0` */
  readonly version: Words;
  /** The version after the service's name, which is one of the operation: `Series/v2`. */
  readonly ownVersion: Words;
}

const VERSION = /^v?\d+(?:[.-]\d+)*(?:-?(?:alpha|beta|preview|rc)\d*)?$/i;
const VERSION_PARAMETER = /^(?:v\{[^{}]*\}|\{(?:api-?)?version(?::[^{}]*)?\})$/i;
/** Prefixes of paths without meaning. */
const NOISE_SEGMENTS = new Set(['api', 'rest', 'odata']);

/** Reads a template such as `/api/v1/chat-groups/{id}/activate`, and divides it at the tag's name. */
export function readPath(template: string, tag: Tag, vocabulary: Vocabulary): ParsedPath {
  const versions: { readonly words: Words; readonly at: number }[] = [];
  const parameters: Words[] = [];
  const found: { words: Words; beforeParameter: boolean }[] = [];
  let endsInParameter = false;
  const names = getParameterWords(template);
  for (const text of getMeaningfulSegments(template)) {
    if (VERSION_PARAMETER.test(text)) continue;
    if (VERSION.test(text)) {
      versions.push({ words: splitWords(text), at: found.length });
      continue;
    }
    // `Vehicles(key={id})` contains a literal and a parameter.
    for (const part of text.match(/\{[^{}]*\}|[^{}]+/g) ?? []) {
      if (part.startsWith('{')) {
        parameters.push(toParameterWords(part));
        const last = found.at(-1);
        if (last !== undefined) last.beforeParameter = true;
        endsInParameter = true;
      } else {
        const words = splitLiteral(stripODataKey(part), tag, vocabulary, names);
        if (words.length === 0) continue;
        found.push({ words, beforeParameter: false });
        endsInParameter = false;
      }
    }
  }
  const { segments, end } = divideAtTag(found, tag);
  const isDivided = segments.length > found.length;
  const named = segments.slice(0, end);
  const isOwn = ({ at }: { readonly at: number }) => end > 0 && at >= end;
  return {
    namesService: end > 0,
    isDivided,
    lead: named.flatMap(({ words }) => words),
    named: named.at(-1)?.words ?? [],
    tail: segments.slice(end).filter((segment, index, tail) => !isMarker(segment, tail[index + 1])),
    endsInParameter,
    parameters,
    version: versions.filter((version) => !isOwn(version)).flatMap(({ words }) => words),
    ownVersion: versions.filter(isOwn).flatMap(({ words }) => words),
  };
}

/** `commands` before the name of a command. */
function isMarker({ words, beforeParameter }: Segment, next: Segment | undefined): boolean {
  const [word = ''] = words;
  return words.length === 1 && MARKERS.has(word) && !beforeParameter && next !== undefined;
}

const MARKERS = new Set(['actions', 'commands']);

function toParameterWords(part: string): Words {
  return splitWords(part.replace(/[:?=].*$/, ''));
}

function getParameterWords(template: string): ReadonlySet<string> {
  return new Set((template.match(/\{[^{}]*\}/g) ?? []).flatMap((part) => toParameterWords(part)));
}

/**
 * Divides a path after the tag's name. A segment that begins with the name is divided too: `shard-download` of Shard; in
 * later segments it is left out: `FileManager/filemanager-download`.
 */
function divideAtTag(
  found: readonly Segment[],
  tag: Tag,
): { readonly segments: readonly Segment[]; readonly end: number } {
  const end = findEndOfTag(found, tag);
  if (end > 0) {
    const tail = found.slice(end).map((segment) => {
      const words = dropBeginning(segment.words, tag);
      return words === undefined ? segment : { ...segment, words };
    });
    return { segments: [...found.slice(0, end), ...tail], end };
  }
  const segment = found.at(-1);
  const last = segment && dropBeginning(segment.words, tag);
  if (segment === undefined || last === undefined) return { segments: found, end: 0 };
  const named = { words: segment.words.slice(0, tag.words.length), beforeParameter: false };
  const rest = { ...segment, words: last };
  return { segments: [...found.slice(0, -1), named, rest], end: found.length };
}

/** What is left without the tag's name at the beginning; undefined where it is not, or where nothing is left to say. */
function dropBeginning(words: Words, { words: tag }: Tag): Words | undefined {
  const rest = words.slice(tag.length);
  const [next = ''] = rest;
  return rest.length > 0 && !isPreposition(next) && areSame(words.slice(0, tag.length), tag)
    ? rest
    : undefined;
}

/** Whether words are the same, whatever their number. */
function areSame(words: Words, others: Words): boolean {
  return (
    words.length === others.length &&
    words.every((word, index) => toSingular(word) === toSingular(others[index] ?? ''))
  );
}

/**
 * A phrase's words without the service's name, which the call has before them: `books.getAllBooks` → `getAll`,
 * `channels.addBuildToChannel` → `addBuild`. A name that something else than an adjective describes stays.
 */
export function dropService(words: Words, service: Words): Words {
  const { length } = service;
  if (length === 0) return words;
  const start = words.findIndex((word) => !meansOne([word]) && !meansSeveral([word]));
  const at = start === -1 ? words.length : start;
  const after = words.slice(at + length);
  if (areSame(words.slice(at, at + length), service))
    // `modules user is admin of` is a sentence.
    return after.includes('is') ? words : [...words.slice(0, at), ...after];
  const before = words.slice(0, -length);
  if (words.length <= length || !areSame(words.slice(-length), service)) return words;
  if (/^(?:to|from|for|of|in)$/.test(before.at(-1) ?? '')) return before.slice(0, -1);
  // `create or edit user`
  const isAllVerbs = before.every((word) => isVerb(word) || word === 'or' || word === 'and');
  return isAllVerbs ? before : words;
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
function splitLiteral(
  text: string,
  { words, runs }: Tag,
  vocabulary: Vocabulary,
  parameters: ReadonlySet<string>,
): Words {
  return splitSegment(text, vocabulary, parameters).flatMap((word) => {
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

/** `/auth` of Authentication, `/config` of Configuration, `/alttitle` of AlternativeTitle. */
function isShortFor(words: Words, tag: Words): boolean {
  return abbreviates(toSingular(words.join('')), tag, tag.length === 1 ? 4 : 3);
}

/** Nobody shortens more words than these. */
const MAX_ABBREVIATED = 3;

/** Whether a text is the beginnings of all words, each of at least so many letters. */
function abbreviates(text: string, [word, ...others]: Words, least: number): boolean {
  if (word === undefined) return text === '';
  if (others.length > MAX_ABBREVIATED || text.length > MAX_JOINED) return false;
  for (let length = Math.min(word.length, text.length); length >= least; length -= 1)
    if (text.startsWith(word.slice(0, length)) && abbreviates(text.slice(length), others, least))
      return true;
  return false;
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
  const legible = dropClassWords(words.length > 0 ? words : spellSigns(wireName)).slice(
    0,
    MAX_WORDS,
  );
  const [first = ''] = legible;
  const isNumber = isAscii(first) ? /^[0-9]/.test(first) : /^\p{Nd}/u.test(first);
  return isNumber ? ['service', ...legible] : legible;
}

/** `VehiclesController` → `vehicles`, `TeamEndpointModule` → `team`; a name that is nothing else stays. */
function dropClassWords(words: Words): Words {
  const last = words.at(-1) ?? '';
  if (CLASS_WORDS.has(last) && words.length > 1) return words.slice(0, -1);
  const isModule = last === 'module' && CLASS_WORDS.has(words.at(-2) ?? '') && words.length > 2;
  return isModule ? words.slice(0, -2) : words;
}

/** A key that is the same for `ChatGroup`, `chat-groups` and `chatgroups`. A final -s is ignored. */
export function toResourceKey(words: Words): string {
  return toSingular(words.join('')).replace(/s$/, '');
}

/** How to split words that a path runs together. */
interface Vocabulary {
  /** `customfilter` → `custom`, `filter`. */
  readonly runs: ReadonlyMap<string, Words>;
  readonly words: ReadonlySet<string>;
}

/** Shorter texts are far more often one word than two. */
const MIN_LENGTH = 7;

/**
 * Collects the words that schemas' names consist of. Operations are not read, so that no operation's name depends on
 * another operation.
 */
export function learnVocabulary(model: ApiModel): Vocabulary {
  const runs = new Map<string, Words>();
  const single = new Set<string>();
  for (const { wireName } of model.declarations.values()) {
    const words = splitWords(parseTypeId(wireName).name);
    words.forEach((word, start) => {
      single.add(word);
      for (const length of [2, 3]) {
        const run = words.slice(start, start + length);
        if (run.length === length) addRun(runs, run);
      }
    });
    if (words.length > 1) addRun(runs, words);
  }
  for (const word of single) runs.delete(word);
  return { runs, words: single };
}

function addRun(runs: Map<string, Words>, run: Words): void {
  const joined = toSingular(run.join(''));
  const known = runs.get(joined);
  if (known === undefined || known.join(' ') > run.join(' ')) runs.set(joined, run);
}

/** The words of a path segment. Only a segment that is all lower case may run words together. */
function splitSegment(
  text: string,
  vocabulary: Vocabulary,
  parameters: ReadonlySet<string>,
): Words {
  const words = splitWords(text);
  const [word = ''] = words;
  if (words.length !== 1 || text !== text.toLowerCase() || isVerb(word) || isAdjective(word)) {
    return words;
  }
  const [, head = '', tail = ''] = /^(.+)(all|bulk|many)$/.exec(word) ?? [];
  if (isAction([head], 'POST') && meansSeveral([tail])) return [head, tail];
  if (word.length < MIN_LENGTH) return words;
  const known = vocabulary.runs.get(toSingular(word));
  if (known !== undefined) return toSingular(word) === word ? known : toPluralWords(known);
  return splitVerb(word, (part) => vocabulary.words.has(part) || parameters.has(part)) ?? words;
}

/** `getbyidandname` → `get by id and name`, `resetpassword` → `reset password`; undefined for any other word. */
function splitVerb(word: string, isKnown: (part: string) => boolean): Words | undefined {
  const [, verb = '', rest = ''] = JOINED_VERB.exec(word) ?? [];
  if (rest === '' || rest.length > MAX_JOINED) return undefined;
  const object = splitKnown(rest, isKnown);
  if (object !== undefined) return [verb, ...object];
  return verb === 'get' ? [verb, rest] : undefined;
}

/** Longer texts are no words. */
const MAX_JOINED = 40;

const JOINED_VERB = new RegExp(`^(${[...JOINED_VERBS].join('|')})(.{4,})$`);

/** Splits a text into known words and words such as `by`, the longest first; undefined if it has any other. */
function splitKnown(
  text: string,
  isKnown: (part: string) => boolean,
  failed = new Set<string>(),
): Words | undefined {
  if (text === '') return [];
  if (failed.has(text)) return undefined;
  for (let length = text.length; length >= 2; length -= 1) {
    const word = text.slice(0, length);
    if (!isPreposition(word) && word !== 'and' && !isKnown(word) && !isKnown(toSingular(word)))
      continue;
    const rest = splitKnown(text.slice(length), isKnown, failed);
    if (rest !== undefined) return [word, ...rest];
  }
  failed.add(text);
  return undefined;
}
