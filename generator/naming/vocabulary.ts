import type { ApiModel } from '../model/model.js';
import { pluralWords, singular } from './nouns.js';
import { splitTypeId } from './type-ids.js';
import { isAction, isAdjective, isVerb, meansSeveral } from './verbs.js';
import { splitWords, type Words } from './words.js';

/** How words that a path runs together are cut: `customfilter` → `custom`, `filter`. */
export type Vocabulary = ReadonlyMap<string, Words>;

/** Shorter ones are words far more often than two words run together. */
const SHORTEST = 7;

/**
 * Learns from the names of the schemas. Operations teach nothing, so that no operation's name depends on
 * whether another one exists.
 */
export function vocabularyOf(model: ApiModel): Vocabulary {
  const vocabulary = new Map<string, Words>();
  const single = new Set<string>();
  for (const { wireName } of model.declarations.values()) {
    const words = splitWords(splitTypeId(wireName).name);
    words.forEach((word, start) => {
      single.add(word);
      for (const length of [2, 3]) {
        const run = words.slice(start, start + length);
        if (run.length === length) learn(vocabulary, run);
      }
    });
    if (words.length > 1) learn(vocabulary, words);
  }
  for (const word of single) vocabulary.delete(word);
  return vocabulary;
}

function learn(vocabulary: Map<string, Words>, run: Words): void {
  const joined = singular(run.join(''));
  const known = vocabulary.get(joined);
  if (known === undefined || known.join(' ') > run.join(' ')) vocabulary.set(joined, run);
}

/** The words of a path's segment; only what is written in lower case throughout is looked up. */
export function segmentWords(text: string, vocabulary: Vocabulary): Words {
  const words = splitWords(text);
  const [word = ''] = words;
  if (words.length !== 1 || text !== text.toLowerCase() || isVerb(word) || isAdjective(word)) {
    return words;
  }
  const [, head = '', tail = ''] = /^(.+)(all|bulk|many)$/.exec(word) ?? [];
  if (isAction([head], 'POST') && meansSeveral([tail])) return [head, tail];
  if (word.length < SHORTEST) return words;
  const known = vocabulary.get(singular(word));
  if (known === undefined) return words;
  return singular(word) === word ? known : pluralWords(known);
}
