import fc from 'fast-check';
import { assignNames, type Claim } from './collisions.js';

const anyName = () => true;

describe('resolveNames', () => {
  it.each<[string, readonly (readonly string[])[], readonly string[]]>([
    [
      'grants a wish that nobody shares',
      [
        ['get', 'getA'],
        ['list', 'listA'],
      ],
      ['get', 'list'],
    ],
    [
      'makes all who share one longer',
      [
        ['get', 'getA'],
        ['get', 'getB'],
      ],
      ['getA', 'getB'],
    ],
    [
      'leaves it to the only one with nothing to add',
      [
        ['get', 'get', 'x'],
        ['get', 'getB'],
      ],
      ['get', 'getB'],
    ],
    [
      'goes on until they differ',
      [
        ['a', 'b', 'c'],
        ['a', 'b', 'd'],
      ],
      ['c', 'd'],
    ],
    ['does not take what another wishes', [['a', 'b', 'c'], ['a', 'd'], ['b']], ['c', 'd', 'b']],
    [
      'prefers whom a name comes earlier with',
      [
        ['a', 'b', 'c'],
        ['a', 'x', 'b'],
      ],
      ['b', 'x'],
    ],
  ])('%s', (_, names, expected) => {
    const resolved = assignNames(
      names.map((each, key) => ({ key, names: each })),
      { isFree: anyName },
    );
    expect(names.map((__, key) => resolved.get(key))).toEqual(expected);
  });

  it('passes over what is not free, and what differs in case alone', () => {
    const claims = [
      { key: 1, names: ['index', 'index-a'] },
      { key: 2, names: ['Car', 'Car-a'] },
      { key: 3, names: ['car', 'car-b'] },
    ];
    const resolved = assignNames(claims, {
      isFree: (name) => name !== 'index',
      fold: (name) => name.toLowerCase(),
    });
    expect([...resolved.values()]).toEqual(['index-a', 'Car-a', 'car-b']);
  });

  it('counts where others have all of the names, in the order of the keys', () => {
    const claims = [
      { key: 'z', names: ['a'] },
      { key: 'b', names: ['a', 'b'] },
      { key: 'y', names: ['a'] },
      { key: 'c', names: ['a3'] },
    ];
    expect([...assignNames(claims, { isFree: anyName })].sort()).toEqual([
      ['b', 'b'],
      ['c', 'a3'],
      ['y', 'a2'],
      ['z', 'a4'],
    ]);
  });

  it('says whose names have run out where nothing is free', () => {
    expect(() => assignNames([{ key: 1, names: ['a'] }], { isFree: () => false })).toThrow(
      "called 'a'",
    );
  });

  /** Few letters, so that there is much to collide with; the last name is one's own. */
  const claims = fc
    .array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 5 }), {
      maxLength: 8,
    })
    .map((lists) =>
      lists.map((names, key): Claim<number> => ({ key, names: [...names, `own${key}`] })),
    );

  it('gives each a name of its own, whatever the order', () => {
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

  it('renames nobody who has no name in common with the one that leaves', () => {
    fc.assert(
      fc.property(
        claims.filter((list) => list.length > 0),
        ([gone, ...rest]) => {
          const before = assignNames([...(gone ? [gone] : []), ...rest], { isFree: anyName });
          const after = assignNames(rest, { isFree: anyName });
          for (const { key, names } of rest) {
            if (names.some((name) => gone?.names.includes(name))) continue;
            expect(after.get(key)).toBe(before.get(key));
          }
        },
      ),
    );
  });
});
