import { findNearest } from './nearest.js';

describe('nearest', () => {
  it.each([
    ['packagName', ['packageName', 'packageVersion'], 'packageName'],
    ['PREPROD', ['prod', 'preprod'], 'preprod'],
    ['ot', ['out', 'env'], 'out'],
    ['prd', ['prod', 'preprod'], 'prod'],
    ['colour', ['out', 'env', 'names'], undefined],
    ['', ['out'], undefined],
    ['x'.repeat(100_000), ['out'], undefined],
    ['out', ['x'.repeat(100_000), 'ou'], 'ou'],
    ['x'.repeat(201), ['x'.repeat(201)], undefined],
    ['ab', ['ac', 'ad'], 'ac'],
    ['inptu', ['input'], 'input'],
    ['otu', ['out', 'input'], 'out'],
  ])('of %j among %j is %j', (word, words, want) => {
    expect(findNearest(word, words)).toBe(want);
  });
});
