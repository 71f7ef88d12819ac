/** A schema's id, read as the .NET type that it was made from. */
export interface TypeId {
  /** `My.Company.Api` → `['My', 'Company', 'Api']`; empty when the id has none. */
  readonly namespace: readonly string[];
  /** The type's own name, its enclosing types before it: `Outer+Inner` → `Outer+Inner`. */
  readonly name: string;
  readonly args: readonly TypeId[];
  /** `string[][]` → 2 */
  readonly rank: number;
}

/**
 * Reads what Swashbuckle, NSwag and `Type.FullName` print:
 * ``Ns.PagedList`1[[Ns.X, Assembly, Version=1.0.0.0]]``, `Dictionary<string, Ns.X[]>`, `Envelope[Ns.X]`, `Outer+Inner`.
 * What it does not understand stays in `name`, so that nothing that tells two ids apart is lost.
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

  /** True when all of the text was read, and every bracket was closed. */
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
        // The assembly: name, version, culture, key. It says nothing to an SDK's user.
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
  // A dot at an end is no namespace: the id is kept whole.
  return name === '' || namespace.includes('')
    ? { namespace: [], name: plain }
    : { namespace, name };
}
