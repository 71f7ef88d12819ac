import { toAsciiWords } from './words.js';

it.each([
  ['Optimum Automotive API v1', ['optimum', 'automotive', 'api', 'v1']],
  ['Données des véhicules', ['donnees', 'des', 'vehicules']],
  ['Zeiterfassung für Łódź', ['zeiterfassung', 'fur', 'odz']],
  ['ﬁnance', ['finance']],
  ['日本語', []],
  ['', []],
])('the words of %j are %j', (text, words) => {
  expect(toAsciiWords(text)).toEqual(words);
});
