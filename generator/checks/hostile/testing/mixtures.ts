import { STRINGS } from './strings.js';

/**
 * A few texts with all of the short strings in them, each after the one before: for what takes too long to do with
 * every string by itself.
 */
export function mixtures(count: number): readonly string[] {
  const short = [...STRINGS.values()].filter((text) => text.length < 200);
  const size = Math.ceil(short.length / count);
  return Array.from({ length: count }, (_, at) =>
    short.slice(at * size, (at + 1) * size).join(' '),
  );
}
