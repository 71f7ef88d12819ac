import { isAscii } from './letters.js';
import { singular } from './nouns.js';
import { spelledWords } from './spelling.js';
import { splitWords, type Words } from './words.js';

/** A tag, which in ASP.NET is a controller, as its operations' paths are compared with it. */
export interface Tag {
  readonly words: Words;
  /** What `resourceKey` gives for the whole. */
  readonly key: string;
  /** Where each run of its words stands, by `resourceKey`: `['log', 'file']` of `UpdateLogFile`. */
  readonly runs: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
}

/** No path runs more words of a tag together. */
const LONGEST_RUN = 5;
/** Nobody reads a longer name; where two tags begin alike for so long, a code tells them apart. */
const MAX_WORDS = 12;

export function readTag(wireName: string): Tag {
  const words = tagWords(wireName);
  const runs = new Map<string, { readonly start: number; readonly end: number }>();
  for (const start of words.keys()) {
    const longest = Math.min(words.length, start + LONGEST_RUN);
    for (let end = start + 1; end <= longest; end += 1) {
      const key = resourceKey(words.slice(start, end));
      if (!runs.has(key)) runs.set(key, { start, end });
    }
  }
  return { words, key: resourceKey(words), runs };
}

/** The words of a tag; signs are spelled where it has no others. */
export function tagWords(wireName: string): Words {
  const words = splitWords(wireName);
  const legible = (words.length > 0 ? words : spelledWords(wireName)).slice(0, MAX_WORDS);
  const [first = ''] = legible;
  const isNumber = isAscii(first) ? /^[0-9]/.test(first) : /^\p{Nd}/u.test(first);
  return isNumber ? ['service', ...legible] : legible;
}

/** The same for `ChatGroup`, `chat-groups` and `chatgroups`; an -s says nothing here: `detail`, `TagDetails`. */
export function resourceKey(words: Words): string {
  return singular(words.join('')).replace(/s$/, '');
}
