import { formatDirectoryResults, isAsExpected, type DirectoryRow } from './index.js';

const row = (parts: Partial<DirectoryRow>): DirectoryRow => ({
  ...{ document: 'a', bytes: 1000, operations: 1, seconds: 1, errors: [] },
  ...parts,
});

describe('a document of the directory', () => {
  it.each<[string, Partial<DirectoryRow>, boolean]>([
    ['compiles', {}, true],
    ['does not compile', { errors: ['a/src/index.ts(1,1): error TS1: x'] }, false],
    ['has no operations', { refused: 'No SDK.\n  paths-empty at /: none' }, true],
    ['is refused for something else', { refused: 'No SDK.\n  syntax at /: x' }, false],
  ])('%s', (_, parts, want) => {
    expect(isAsExpected(row(parts))).toBe(want);
  });
});

it('is listed with its size and time, the largest first', () => {
  const rows = [
    row({ document: 'small', seconds: 0.5 }),
    row({ document: 'large', bytes: 2_500_000, seconds: 9.25, errors: ['x'] }),
    row({ document: 'empty', bytes: 10, operations: 0, refused: 'No SDK | x\n  paths-empty at /' }),
  ];
  expect(formatDirectoryResults(rows, 'a machine').split('\n').slice(4)).toEqual([
    '3 documents (2501 kB): 2 give a package in 10 s, 1 of these compile.',
    '',
    '| document | kB | operations | s | result |',
    '|---|--:|--:|--:|---|',
    '| large | 2500 | 1 | 9.25 | 1 error |',
    '| small | 1 | 1 | 0.50 | compiles |',
    '| empty | 0 | 0 | 1.00 | no operations |',
  ]);
});
