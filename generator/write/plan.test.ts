import type { PathState } from './paths.js';
import { planTree } from './plan.js';

const file = (identity: string, isCurrent = false): PathState => ({
  kind: 'file',
  identity,
  isCurrent,
});
const FOLDER: PathState = { kind: 'folder' };
const DEVICE: PathState = { kind: 'device' };

const plan = (
  generated: readonly string[],
  owned: readonly string[],
  states: Readonly<Record<string, PathState>>,
) =>
  planTree(
    '/out',
    new Map(generated.map((path) => [path, ''])),
    new Set(owned),
    new Map(Object.entries(states)),
  );

describe('planTree', () => {
  it('renames a file by case where the disk ignores case', () => {
    // One file under both names: the old name is deleted first.
    const sameFile = file('1:7', true);
    expect(
      plan(['src/Vehicle.ts'], ['src/vehicle.ts'], {
        src: FOLDER,
        'src/Vehicle.ts': sameFile,
        'src/vehicle.ts': sameFile,
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

  it('does not mistake a file of the user for one that was renamed by case', () => {
    expect(() =>
      plan(['Vehicle.ts'], ['vehicle.ts'], {
        'Vehicle.ts': file('1:8'),
        'vehicle.ts': file('1:7'),
      }),
    ).toThrow('Vehicle.ts: a file is there that this program did not generate');
  });

  it('does not depend on the order of files and states', () => {
    const states = {
      'a/1': file('1'),
      'b/2': file('2'),
      'c/3': file('3', true),
      a: FOLDER,
      b: FOLDER,
      c: FOLDER,
    };
    const reversed = Object.fromEntries(Object.entries(states).reverse());
    const want = {
      steps: [
        { kind: 'delete', path: 'b/2' },
        { kind: 'replace', path: 'a/1' },
        { kind: 'add', path: 'd/e/4' },
      ],
      folders: ['d', 'd/e'],
      unchanged: ['c/3'],
    };
    expect(plan(['a/1', 'c/3', 'd/e/4'], ['a/1', 'b/2'], states)).toEqual(want);
    expect(plan(['d/e/4', 'c/3', 'a/1'], ['b/2', 'a/1'], reversed)).toEqual(want);
  });

  it('rejects a pipe or a device in place of a file or a folder', () => {
    const states = { a: DEVICE, 'b.ts': DEVICE };
    expect(() => plan(['a/x.ts', 'b.ts'], [], states)).toThrow(
      '/out has files that must not be overwritten:\na: a device or a pipe is where a folder must be\nb.ts: a device or a pipe is where a generated file must be',
    );
  });
});
