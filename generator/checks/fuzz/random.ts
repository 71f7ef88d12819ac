/** Numbers that look like chance and depend on the seed alone. */
export interface Random {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** True `times` of `outOf`. */
  happens(times: number, outOf: number): boolean;
  /** @throws RangeError when there is nothing to pick from. */
  pick<T>(choices: readonly T[]): T;
}

/** Marsaglia's xorshift with 32 bits of state, begun from the text's FNV-1a hash; not for secrets. */
export function randomOf(seed: string): Random {
  let state = 0x811c9dc5;
  for (let at = 0; at < seed.length; at++)
    state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);
  // Zero stays zero for ever.
  state = state === 0 ? 1 : state;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    // The low bits of neighbouring states are alike: mixed before they are used.
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  for (let warm = 0; warm < 4; warm++) next();
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    happens: (times, outOf) => below(outOf) < times,
    pick: (choices) => {
      if (choices.length === 0) throw new RangeError('There is nothing to pick from.');
      return choices[below(choices.length)] as (typeof choices)[number];
    },
  };
}
