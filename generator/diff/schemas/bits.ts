const NONE = new Uint32Array(0);

/** A set of small numbers. Takes the room between its smallest and its largest. */
export class Bits {
  /** The index that the first of the words would have if they began at zero. */
  #start = 0;
  #words: Uint32Array = NONE;

  add(bit: number): void {
    const index = bit >>> 5;
    this.#cover(index, index + 1);
    this.#words[index - this.#start] = this.#wordAt(index) | (1 << (bit & 31));
  }

  /** Takes in what is in `other`, and in `mask` where one is given; true when anything was new. */
  addAll(other: Bits, mask?: Bits): boolean {
    if (other.#words.length === 0) return false;
    this.#cover(other.#start, other.#end);
    let grew = false;
    for (let index = other.#start; index < other.#end; index += 1) {
      const own = this.#wordAt(index);
      const more = other.#wordAt(index) & (mask === undefined ? -1 : mask.#wordAt(index));
      const all = (own | more) >>> 0;
      if (all === own) continue;
      this.#words[index - this.#start] = all;
      grew = true;
    }
    return grew;
  }

  has(bit: number): boolean {
    return (this.#wordAt(bit >>> 5) & (1 << (bit & 31))) !== 0;
  }

  *[Symbol.iterator](): Generator<number> {
    for (let index = this.#start; index < this.#end; index += 1) {
      let word = this.#wordAt(index);
      while (word !== 0) {
        const low = word & -word;
        yield index * 32 + (31 - Math.clz32(low));
        word ^= low;
      }
    }
  }

  get #end(): number {
    return this.#start + this.#words.length;
  }

  #wordAt(index: number): number {
    return this.#words[index - this.#start] ?? 0;
  }

  /** Makes room for the words from `start` on, before `end`. */
  #cover(start: number, end: number): void {
    if (this.#words.length === 0) {
      this.#start = start;
      this.#words = new Uint32Array(end - start);
    } else if (start < this.#start || end > this.#end) {
      const first = Math.min(start, this.#start);
      const words = new Uint32Array(Math.max(end, this.#end) - first);
      words.set(this.#words, this.#start - first);
      this.#start = first;
      this.#words = words;
    }
  }
}
