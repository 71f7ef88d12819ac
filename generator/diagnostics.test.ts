import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Diagnostics, RULES } from './diagnostics.js';

describe('a rule', () => {
  const texts = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^(?:document|interpret)[\\/].*(?<!\.test)\.ts$/.test(path))
    .map((path) => readFileSync(join(__dirname, path), 'utf8'));

  it('is there for something that is reported', () => {
    const unused = Object.keys(RULES).filter(
      (code) => !texts.some((text) => text.includes(`'${code}'`)),
    );
    expect(unused).toEqual([]);
  });
});

describe('what is reported once', () => {
  it('has the number of its places, however often each is found, and the first of their pointers', () => {
    const diagnostics = new Diagnostics();
    for (const pointer of ['/b', '/a', '/b', '/c'])
      diagnostics.reportOnce('part-unused', pointer, 'It is not used.');
    diagnostics.reportOnce('part-unused', '/b', 'Another one.');
    expect(diagnostics.all.map(({ pointer, message, count }) => [pointer, message, count])).toEqual(
      [
        ['/a', 'It is not used.', 3],
        ['/b', 'Another one.', 1],
      ],
    );
    expect(diagnostics.hasErrors).toBe(false);
  });
});
