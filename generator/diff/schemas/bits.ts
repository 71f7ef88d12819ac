/** A set of small numbers. */
export class Bits {
  readonly #words: Uint32Array;

  constructor(size: number) {
    this.#words = new Uint32Array(Math.ceil(size / 32));
  }

  add(bit: number): void {
    this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  /** Takes in what is in `other`, and in `mask` where one is given; true when anything was new. */
  addAll(other: Bits, mask?: Bits): boolean {
    let grew = false;
    for (let index = 0; index < this.#words.length; index += 1) {
      const own = this.#words[index] ?? 0;
      const more =
        (other.#words[index] ?? 0) & (mask === undefined ? -1 : (mask.#words[index] ?? 0));
      const all = (own | more) >>> 0;
      if (all === own) continue;
      this.#words[index] = all;
      grew = true;
    }
    return grew;
  }

  has(bit: number): boolean {
    return ((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }

  *[Symbol.iterator](): Generator<number> {
    for (let index = 0; index < this.#words.length; index += 1) {
      let word = this.#words[index] ?? 0;
      while (word !== 0) {
        const low = word & -word;
        yield index * 32 + (31 - Math.clz32(low));
        word ^= low;
      }
    }
  }
}
