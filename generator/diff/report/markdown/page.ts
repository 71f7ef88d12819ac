/** GitHub takes 65 536 characters for a pull request's body; the rest is left to whoever adds a line of their own. */
export const MAX_CHARACTERS = 60_000;

/** Up to here entries are told in full, beyond it in a line each. */
const MAX_IN_FULL = 42_000;

/** For headings and for saying what was left out: enough for all sections. */
const RESERVE = 2_000;

/** An entry of a section, in full and in a line. */
export interface Entry {
  readonly full: string;
  readonly brief: string;
}

/** Markdown that grows up to its limit, what matters most first. */
export class Page {
  readonly #blocks: string[] = [];
  #length = 0;

  /** Lines that have their place whatever comes after them. */
  add(block: string): void {
    this.#blocks.push(block);
    this.#length += block.length + SEPARATOR.length;
  }

  /** As many of the entries as there is room for, and how many are left out. */
  addEntries(entries: readonly Entry[]): void {
    const items: string[] = [];
    const flush = (): void => {
      if (items.length > 0) this.#blocks.push(items.splice(0).join('\n'));
    };
    let isBrief = false;
    for (const [at, { full, brief }] of entries.entries()) {
      isBrief ||= this.#length + full.length > MAX_IN_FULL;
      const text = isBrief ? brief : full;
      if (this.#length + text.length + SEPARATOR.length > MAX_CHARACTERS - RESERVE) {
        flush();
        this.add(`… and ${entries.length - at} more: the JSON report has all of them.`);
        return;
      }
      this.#length += text.length + SEPARATOR.length;
      // Lines of a list stay together.
      if (text === brief) items.push(text);
      else this.#blocks.push(text);
    }
    flush();
  }

  toString(): string {
    return this.#blocks.join(SEPARATOR);
  }
}

const SEPARATOR = '\n\n';
