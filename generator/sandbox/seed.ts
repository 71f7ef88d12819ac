/** A number from 0 to 2^32-1 that depends on the text alone (FNV-1a, then mixed so that near texts lie far apart). */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** A whole number from `low` to `high`, both included. */
export function between(seed: string, low: number, high: number): number {
  return low + (hash(seed) % (high - low + 1));
}

/** From 0 up to, not including, 1. */
export function fraction(seed: string): number {
  return hash(seed) / 2 ** 32;
}

/** @throws RangeError when there is nothing to pick from. */
export function pick<T>(seed: string, choices: readonly T[]): T {
  return at(choices, hash(seed));
}

/** The list repeated without end. @throws RangeError when it is empty. */
export function at<T>(choices: readonly T[], index: number): T {
  const choice = choices[index % choices.length];
  if (choice === undefined) throw new RangeError('There is nothing to choose from.');
  return choice;
}
