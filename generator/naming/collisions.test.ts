import fc from 'fast-check';
import { assignNames, type Claim } from './collisions.js';

const anyName = () => true;

describe('assignNames', () => {
  it.each<[string, readonly (readonly string[])[], readonly string[]]>([
    [
      'gives a preferred name that no other claim has',
      [
        ['get', 'getA'],
        ['list', 'listA'],
      ],
      ['get', 'list'],
    ],
    [
      'gives longer names to all claims that share one',
      [
        ['get', 'getA'],
        ['get', 'getB'],
      ],
      ['getA', 'getB'],
    ],
    [
      'gives a shared name to the only claim that repeats it',
      [
        ['get', 'get', 'x'],
        ['get', 'getB'],
      ],
      ['get', 'getB'],
    ],
    [
      'tries candidates until they differ',
      [
        ['a', 'b', 'c'],
        ['a', 'b', 'd'],
      ],
      ['c', 'd'],
    ],
    [
      'does not take a name that another claim prefers',
      [['a', 'b', 'c'], ['a', 'd'], ['b']],
      ['c', 'd', 'b'],
    ],
    [
      'prefers the claim in which a name comes earlier',
      [
        ['a', 'b', 'c'],
        ['a', 'x', 'b'],
      ],
      ['b', 'x'],
    ],
  ])('%s', (_, names, expected) => {
    const resolved = assignNames(
      names.map((each, key) => ({ key, candidates: each })),
      { isFree: anyName },
    );
    expect(names.map((__, key) => resolved.get(key))).toEqual(expected);
  });

  it('skips names that are not free, or differ in case alone', () => {
    const claims = [
      { key: 1, candidates: ['index', 'index-a'] },
      { key: 2, candidates: ['Car', 'Car-a'] },
      { key: 3, candidates: ['car', 'car-b'] },
    ];
    const resolved = assignNames(claims, {
      isFree: (name) => name !== 'index',
      fold: (name) => name.toLowerCase(),
    });
    expect([...resolved.values()]).toEqual(['index-a', 'Car-a', 'car-b']);
  });

  it('adds numbers where other claims own all candidates, in the order of the keys', () => {
    const claims = [
      { key: 'z', candidates: ['a'] },
      { key: 'b', candidates: ['a', 'b'] },
      { key: 'y', candidates: ['a'] },
      { key: 'c', candidates: ['a3'] },
    ];
    expect([...assignNames(claims, { isFree: anyName })].sort()).toEqual([
      ['b', 'b'],
      ['c', 'a3'],
      ['y', 'a2'],
      ['z', 'a4'],
    ]);
  });

  it('throws when no name is free', () => {
    expect(() => assignNames([{ key: 1, candidates: ['a'] }], { isFree: () => false })).toThrow(
      "left for 'a'",
    );
  });

  /** Few letters, so that there is much to collide with; the last name is one's own. */
  const claims = fc
    .array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 5 }), {
      maxLength: 8,
    })
    .map((lists) =>
      lists.map((names, key): Claim<number> => ({ key, candidates: [...names, `own${key}`] })),
    );

  it('gives distinct names, whatever the order', () => {
    fc.assert(
      fc.property(
        claims.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          const resolved = assignNames(list, { isFree: anyName });
          expect(new Set(resolved.values()).size).toBe(list.length);
          const again = assignNames(shuffled, { isFree: anyName });
          for (const { key } of list) expect(again.get(key)).toBe(resolved.get(key));
        },
      ),
    );
  });

  it('renames only claims with a name in common with a removed one', () => {
    fc.assert(
      fc.property(
        claims.filter((list) => list.length > 0),
        ([gone, ...rest]) => {
          const before = assignNames([...(gone ? [gone] : []), ...rest], { isFree: anyName });
          const after = assignNames(rest, { isFree: anyName });
          for (const { key, candidates } of rest) {
            if (candidates.some((name) => gone?.candidates.includes(name))) continue;
            expect(after.get(key)).toBe(before.get(key));
          }
        },
      ),
    );
  });
});
