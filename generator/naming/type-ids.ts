/** A schema's id, parsed as the name of a .NET type. */
export interface TypeId {
  /** `My.Company.Api` → `['My', 'Company', 'Api']`; empty without a namespace. */
  readonly namespace: readonly string[];
  /** The type's name, after its enclosing types: `Outer+Inner`. */
  readonly name: string;
  readonly args: readonly TypeId[];
  /** `string[][]` → 2 */
  readonly rank: number;
}

/**
 * Parses the ids that Swashbuckle, NSwag and `Type.FullName` print:
 * ``Ns.PagedList`1[[Ns.X, Assembly, Version=1.0.0.0]]``, `Dictionary<string, Ns.X[]>`, `Envelope[Ns.X]`, `Outer+Inner`.
 * An id that cannot be parsed becomes the `name` as a whole, so that different ids stay different.
 */
export function parseTypeId(id: string): TypeId {
  const reader = new Reader(id);
  const type = reader.type();
  return reader.isDone ? type : { namespace: [], name: id, args: [], rank: 0 };
}

const OPENING = '<[«';
const CLOSING: Readonly<Record<string, string>> = { '<': '>', '[': ']', '«': '»' };
const MAX_DEPTH = 50;

class Reader {
  readonly #text: string;
  #at = 0;
  #isBroken = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** True when the whole text has been read and every bracket is closed. */
  get isDone(): boolean {
    return this.#at === this.#text.length && !this.#isBroken;
  }

  type(depth = 0): TypeId {
    let qualified = this.#until(/[<>[\]«»,]/);
    let args: readonly TypeId[] = [];
    let rank = 0;
    for (;;) {
      if (this.#take('[]')) rank += 1;
      else if (args.length === 0 && depth < MAX_DEPTH && OPENING.includes(this.#peek)) {
        args = this.#arguments(depth);
      } else if (args.length > 0 && rank === 0 && /[+.?\w]/.test(this.#peek)) {
        qualified += this.#until(/[<>[\]«»,]/);
      } else break;
    }
    return { ...splitQualified(qualified.trim()), args, rank };
  }

  #arguments(depth: number): readonly TypeId[] {
    const closing = CLOSING[this.#peek] ?? '';
    this.#at += 1;
    const args: TypeId[] = [];
    do {
      this.#skipSpaces();
      if (this.#take('[')) {
        args.push(this.type(depth + 1));
        // Skips the assembly: name, version, culture, key.
        this.#until(/\]/);
        this.#take(']');
      } else args.push(this.type(depth + 1));
      this.#skipSpaces();
    } while (this.#take(','));
    if (!this.#take(closing)) this.#isBroken = true;
    return args;
  }

  get #peek(): string {
    return this.#text.charAt(this.#at) || '\0';
  }

  #take(sign: string): boolean {
    const found = this.#text.startsWith(sign, this.#at);
    if (found) this.#at += sign.length;
    return found;
  }

  #skipSpaces(): void {
    while (this.#peek === ' ') this.#at += 1;
  }

  #until(stop: RegExp): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !stop.test(this.#peek)) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }
}

function splitQualified(text: string): Pick<TypeId, 'namespace' | 'name'> {
  const plain = text.replace(/`\d+/g, '');
  const [outer = '', ...inner] = plain.split('+');
  const namespace = outer.split('.');
  const name = [namespace.pop() ?? '', ...inner].join('+');
  // A dot at the beginning or end separates no namespace: the id is kept as a whole.
  return name === '' || namespace.includes('')
    ? { namespace: [], name: plain }
    : { namespace, name };
}
