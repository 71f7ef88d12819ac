import { getResult } from '../model/result.js';
import { toAsciiWords } from '../util/words.js';
import type { Catalog, CatalogEntry } from './catalog.js';
import { listProperties } from './wire-types.js';

/** Ranks the operations of a catalog by how well they fit some words. */
export type Search = (words: string) => readonly CatalogEntry[];

/** How much a word counts where it stands. */
const WEIGHTS = { name: 6, path: 4, summary: 4, tag: 3, parameter: 2, description: 1, result: 1 };

/** Prepares the search, which is the same for the same document and words. */
export function createSearch(catalog: Catalog): Search {
  const entries = [...catalog.entries.values()];
  const indexed = entries.map((entry) => ({ entry, words: indexWords(catalog, entry) }));
  return (text) => {
    const wanted = [...new Set(toWords(text))];
    const scores = wanted.map((word) => {
      const found = indexed.map(({ words }) => matchWord(word, words));
      const count = found.filter((score) => score > 0).length;
      // A word that most operations have says little.
      const rarity = Math.log(1 + entries.length / Math.max(1, count));
      return found.map((score) => score * rarity);
    });
    const ranked = indexed.map(({ entry }, index) => ({
      entry,
      // `vehicles.list` before `vehicleAssignments.list`.
      length: toWords(entry.name).length,
      index,
      score: scores.reduce((sum, row) => sum + (row[index] ?? 0), 0),
    }));
    const matching = wanted.length === 0 ? ranked : ranked.filter(({ score }) => score > 0);
    return matching
      .sort((a, b) => b.score - a.score || a.length - b.length || a.index - b.index)
      .map(({ entry }) => entry);
  };
}

/** The words of an operation, with the greatest weight of each. */
function indexWords({ api }: Catalog, entry: CatalogEntry): ReadonlyMap<string, number> {
  const { name, tag, args, operation } = entry;
  const { summary = '', description = '' } = operation.docs;
  const weights = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of toWords(text)) weights.set(word, Math.max(weights.get(word) ?? 0, weight));
  };
  add(`${name} ${operation.operationId ?? ''}`, WEIGHTS.name);
  add(operation.pathTemplate, WEIGHTS.path);
  add(summary, WEIGHTS.summary);
  add(tag, WEIGHTS.tag);
  for (const argument of args)
    add(`${argument.name} ${argument.docs.description ?? ''}`, WEIGHTS.parameter);
  add(description, WEIGHTS.description);
  for (const property of listResultProperties(api, operation)) add(property, WEIGHTS.result);
  return weights;
}

function listResultProperties(api: Catalog['api'], operation: CatalogEntry['operation']) {
  const type = operation.pagination?.item ?? getResult(operation).type;
  const item = type?.kind === 'array' ? type.items : type;
  const declaration = item?.kind === 'reference' && api.model.declarations.get(item.id);
  if (!declaration || declaration.kind !== 'interface') return [];
  return listProperties(api, declaration).map(({ wireName }) => wireName);
}

/** A word fits whole, or by its start: `vehicle` in `vehicles`, and the French `véhicules` too. */
function matchWord(word: string, words: ReadonlyMap<string, number>): number {
  let best = words.get(word) ?? 0;
  for (const [other, weight] of words) {
    if (weight / 2 <= best) continue;
    const shared = getSharedStart(word, other);
    if (shared >= 4 && shared >= 0.55 * Math.max(word.length, other.length)) best = weight / 2;
  }
  return best;
}

function getSharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** Words in lower case without accents; names are split at their capitals, and a plural is its singular. */
function toWords(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return toAsciiWords(plain.replace(/([a-z\d])([A-Z])/g, '$1 $2'))
    .filter((word) => !STOP_WORDS.has(word))
    .map((word) => (word.length > 3 ? word.replace(/(?<!s)s$/, '') : word));
}

const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an and are as at by did do does for from has have how i in is it me my of on or our that the their them these to was what when ' +
    'where which who whose with au aux de des du en est et la le les pour qui que quel quelle quels quelles sur un une'
  ).split(' '),
);
