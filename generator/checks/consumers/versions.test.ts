import { toVersion } from './versions.js';

const LINES = [
  'a(); // until 003',
  'b(); // since 004',
  'c(); // since 002 until 003',
  '<D /> {/* since 003 */}',
  'e(); // since today',
];

describe('a program at a version', () => {
  it.each([
    [1, [0, 4]],
    [2, [0, 2, 4]],
    [3, [0, 2, 3, 4]],
    [4, [1, 3, 4]],
  ])('%i has its own lines, at their numbers', (version, want) => {
    const lines = LINES.map((line, at) => (want.includes(at) ? line : ''));
    expect(toVersion(LINES.join('\n'), version)).toBe(lines.join('\n'));
  });

  it.each([
    [5, undefined],
    [6, '// since 006\nf();'],
  ])('%i has a file whose first line says so', (version, want) => {
    expect(toVersion('// since 006\nf();', version)).toBe(want);
  });
});
