import { pluralWords, singular, singularWords } from './nouns.js';
import { isVerb } from './verbs.js';
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
const VERSION_PARAMETER = /^v?\{(?:api-?)?v(?:ersion)?(?::\w+)?\}$/i;
/** What stands before every path of an API and says nothing about any. */
const NOISE = new Set(['api', 'rest', 'odata']);

export function readPath(template: string, service: Words, vocabulary: Vocabulary): PathReading {
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
        const words = literalWords(part.replace(/[\w.-]+=$/, ''), service, vocabulary);
        if (words.length === 0) continue;
        segments.push({ words, beforeParameter: false });
        endsInParameter = false;
      }
    }
  }
  const end = endOfService(segments, service);
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

/** Words that a segment runs together are cut as the service cuts them: `/downloadclient` of DownloadClient. */
function literalWords(text: string, service: Words, vocabulary: Vocabulary): Words {
  return segmentWords(text, vocabulary).flatMap((word) => {
    for (let start = 0; start < service.length; start += 1) {
      for (let end = start + 2; end <= service.length; end += 1) {
        const run = service.slice(start, end);
        if (singular(run.join('')) !== singular(word)) continue;
        return word === singular(word) ? singularWords(run) : pluralWords(run);
      }
    }
    return [word];
  });
}

/** The same for `ChatGroup`, `chat-groups` and `chatgroups`; an -s says nothing here: `detail`, `TagDetails`. */
export function resourceKey(words: Words): string {
  return singular(words.join('')).replace(/s$/, '');
}

/**
 * How many segments lead up to and include the service's name. The name may be one segment (`/chat-groups`) or be
 * spread over several (`/config/host` for HostConfig); failing that, a segment that is its beginning or its
 * end will do (`/exclusions` for ImportListExclusion), unless it is an action.
 */
function endOfService(segments: readonly { readonly words: Words }[], service: Words): number {
  const whole = resourceKey(service);
  const exact = segments.findIndex(
    ({ words }) => resourceKey(words) === whole || isShortFor(words, service),
  );
  if (exact !== -1) return exact + 1;

  const runs = new Map<string, readonly number[]>();
  for (let start = 0; start < service.length; start += 1) {
    for (let end = service.length; end > start; end -= 1) {
      const positions = Array.from({ length: end - start }, (_, index) => start + index);
      runs.set(resourceKey(service.slice(start, end)), positions);
    }
  }
  const covered = new Set<number>();
  let partial = 0;
  for (const [index, { words }] of segments.entries()) {
    const positions = runs.get(resourceKey(words));
    if (positions === undefined || positions.every((position) => covered.has(position))) continue;
    for (const position of positions) covered.add(position);
    if (covered.size === service.length) return index + 1;
    const atAnEnd = positions.includes(0) || positions.includes(service.length - 1);
    if (atAnEnd && !isVerb(words[0] ?? '')) partial = index + 1;
  }
  return partial;
}

/** `/auth` of Authentication, `/config` of Configuration. */
function isShortFor(words: Words, service: Words): boolean {
  const [word = ''] = words;
  const [whole = ''] = service;
  return words.length === 1 && service.length === 1 && word.length >= 4 && whole.startsWith(word);
}
