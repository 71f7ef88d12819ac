import { pluralWords, singular, singularWords } from './nouns.js';
import { isVerb } from './verbs.js';
import { resourceKey, type Tag } from './tags.js';
import { segmentWords, type Vocabulary } from './vocabulary.js';
import { splitWords, type Words } from './words.js';

/** A literal segment of a path. */
export interface Segment {
  readonly words: Words;
  readonly beforeParameter: boolean;
}

/** A path as its service sees it: what leads to the resource, and what comes after it. */
export interface PathReading {
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
const NOISE = new Set(['api', 'rest', 'odata']);

/** Reads a template such as `/api/v1/chat-groups/{id}/activate`; what it names depends on the tag. */
export function readPath(template: string, tag: Tag, vocabulary: Vocabulary): PathReading {
  const version: string[] = [];
  const parameters: Words[] = [];
  const segments: { words: Words; beforeParameter: boolean }[] = [];
  let endsInParameter = false;
  for (const text of meaningfulSegments(template)) {
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
        const words = literalWords(withoutKey(part), tag, vocabulary);
        if (words.length === 0) continue;
        segments.push({ words, beforeParameter: false });
        endsInParameter = false;
      }
    }
  }
  const end = endOfTag(segments, tag);
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
function meaningfulSegments(template: string): readonly string[] {
  const segments = template
    .replace(/^\/api\/(?:services\/)?app\//i, '/')
    .split('/')
    .filter((segment) => segment !== '');
  const start = segments.findIndex(
    (segment) => !NOISE.has(segment.toLowerCase()) && !VERSION.test(segment),
  );
  const versions = segments.slice(0, start === -1 ? undefined : start);
  return [
    ...versions.filter((segment) => VERSION.test(segment)),
    ...(start === -1 ? [] : segments.slice(start)).filter((text) => text.toLowerCase() !== 'api'),
  ];
}

/** `Vehicles(key=` → `Vehicles`: what stands before the parameter of an OData key is its name. */
function withoutKey(text: string): string {
  return text.endsWith('=')
    ? text.slice(0, Math.max(text.lastIndexOf('('), text.lastIndexOf(',')) + 1)
    : text;
}

/** Words that a segment runs together are cut as the tag cuts them: `/downloadclient` of DownloadClient. */
function literalWords(text: string, { words, runs }: Tag, vocabulary: Vocabulary): Words {
  return segmentWords(text, vocabulary).flatMap((word) => {
    const { start, end } = runs.get(resourceKey([word])) ?? { start: 0, end: 0 };
    if (end - start < 2) return [word];
    const run = words.slice(start, end);
    return word === singular(word) ? singularWords(run) : pluralWords(run);
  });
}

/**
 * How many segments lead up to and include the tag's name. The name may be one segment (`/chat-groups`) or be
 * spread over several (`/config/host` for HostConfig); failing that, a segment that is its beginning or its
 * end will do (`/exclusions` for ImportListExclusion), unless it is an action.
 */
function endOfTag(segments: readonly { readonly words: Words }[], tag: Tag): number {
  const exact = segments.findIndex(
    ({ words }) => resourceKey(words) === tag.key || isShortFor(words, tag.words),
  );
  if (exact !== -1) return exact + 1;

  const covered = new Set<number>();
  let partial = 0;
  for (const [index, { words }] of segments.entries()) {
    const run = tag.runs.get(resourceKey(words));
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
