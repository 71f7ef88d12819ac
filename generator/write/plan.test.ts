import { planTree } from './plan.js';
import type { Place } from './inspect-path.js';

const file = (identity: string, isCurrent = false): Place => ({
  kind: 'file',
  identity,
  isCurrent,
});
const FOLDER: Place = { kind: 'folder' };
const DEVICE: Place = { kind: 'device' };

const plan = (
  made: readonly string[],
  owned: readonly string[],
  places: Readonly<Record<string, Place>>,
) =>
  planTree(
    '/out',
    new Map(made.map((path) => [path, ''])),
    new Set(owned),
    new Map(Object.entries(places)),
  );

describe('planTree', () => {
  it('renames a file by case where the disk ignores case', () => {
    // One file under both names: the old one goes first, then nothing stands in the way.
    const one = file('1:7', true);
    expect(
      plan(['src/Vehicle.ts'], ['src/vehicle.ts'], {
        src: FOLDER,
        'src/Vehicle.ts': one,
        'src/vehicle.ts': one,
      }),
    ).toEqual({
      steps: [
        { kind: 'delete', path: 'src/vehicle.ts' },
        { kind: 'add', path: 'src/Vehicle.ts' },
      ],
      folders: [],
      unchanged: [],
    });
  });

  it('does not take a file of the user for one that was renamed by case', () => {
    expect(() =>
      plan(['Vehicle.ts'], ['vehicle.ts'], {
        'Vehicle.ts': file('1:8'),
        'vehicle.ts': file('1:7'),
      }),
    ).toThrow('Vehicle.ts: a file stands there that no run of this program generated');
  });

  it('is the same whatever the order of files and places', () => {
    const places = {
      'a/1': file('1'),
      'b/2': file('2'),
      'c/3': file('3', true),
      a: FOLDER,
      b: FOLDER,
      c: FOLDER,
    };
    const turned = Object.fromEntries(Object.entries(places).reverse());
    const want = {
      steps: [
        { kind: 'delete', path: 'b/2' },
        { kind: 'replace', path: 'a/1' },
        { kind: 'add', path: 'd/e/4' },
      ],
      folders: ['d', 'd/e'],
      unchanged: ['c/3'],
    };
    expect(plan(['a/1', 'c/3', 'd/e/4'], ['a/1', 'b/2'], places)).toEqual(want);
    expect(plan(['d/e/4', 'c/3', 'a/1'], ['b/2', 'a/1'], turned)).toEqual(want);
  });

  it('refuses a pipe or a device, as a file and on the way to one', () => {
    const places = { a: DEVICE, 'b.ts': DEVICE };
    expect(() => plan(['a/x.ts', 'b.ts'], [], places)).toThrow(
      '/out holds what must not be overwritten:\na: a device or a pipe stands where a folder must be\nb.ts: a device or a pipe stands where a generated file must go',
    );
  });
});
