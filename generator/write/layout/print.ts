import { columnsOf } from './columns.js';
import { WIDTH, type Choice, type Doc } from './docs.js';

/** A part that is still to be printed. */
interface Part {
  readonly doc: Doc;
  /** Of its lines, in columns. */
  readonly indentation: number;
  /** True where its lines do not end. */
  readonly isFlat: boolean;
}

/**
 * @param level the indentation, in levels of two columns.
 * @returns the lines, the first one indented as well.
 * @throws UnknownText at a text whose width is not known.
 */
export function printed(doc: Doc, level: number): string {
  return new Printing(doc, 2 * level).run();
}

class Printing {
  readonly #lines: string[] = [];
  /** The line that is being printed. */
  #text: string;
  #column: number;
  readonly #parts: Part[];
  /** Of the groups with a name, those whose lines end. */
  readonly #broken = new Set<symbol>();

  constructor(doc: Doc, indentation: number) {
    this.#text = ' '.repeat(indentation);
    this.#column = indentation;
    this.#parts = [{ doc, indentation, isFlat: false }];
  }

  run(): string {
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) {
      this.#print(part.doc, part);
    }
    return [...this.#lines, this.#text].join('\n');
  }

  #print(doc: Doc, part: Part): void {
    const { isFlat, indentation } = part;
    if (typeof doc === 'string') {
      this.#text += doc;
      this.#column += columnsOf(doc);
      return;
    }
    if (isList(doc)) {
      for (let index = doc.length - 1; index >= 0; index -= 1) this.#push(doc[index], part);
      return;
    }
    switch (doc.kind) {
      case 'break-parent':
        return;
      case 'verbatim':
        this.#text += doc.text;
        return;
      case 'line':
        return this.#line(isFlat ? doc.flat : undefined, indentation);
      case 'indent':
        return this.#push(doc.inner, part, indentation + 2);
      case 'align':
        return this.#push(doc.inner, part, indentation + doc.columns);
      case 'if-break':
        return this.#push(isFlat ? doc.flat : doc.broken, part);
      case 'indent-if-break':
        return this.#push(doc.inner, part, indentation + (this.#broken.has(doc.group) ? 2 : 0));
      case 'group': {
        const stays = !doc.breaks && (isFlat || this.#fits(doc.inner));
        if (!stays && doc.id) this.#broken.add(doc.id);
        this.#parts.push({ doc: doc.inner, indentation, isFlat: stays });
        return;
      }
      case 'choice':
        return this.#choose(doc, part);
    }
  }

  #push(doc: Doc | undefined, { isFlat, indentation: own }: Part, indentation = own): void {
    if (doc !== undefined) this.#parts.push({ doc, indentation, isFlat });
  }

  /** @param flat what stands for it; undefined where it ends. */
  #line(flat: string | undefined, indentation: number): void {
    if (flat !== undefined) {
      this.#text += flat;
      this.#column += flat.length;
      return;
    }
    this.#lines.push(this.#text.trimEnd());
    this.#text = ' '.repeat(indentation);
    this.#column = indentation;
  }

  #choose({ states }: Choice, { isFlat, indentation }: Part): void {
    const fitting = isFlat ? states[0] : states.find((state) => this.#fits(state));
    if (fitting !== undefined) this.#parts.push({ doc: fitting, indentation, isFlat: true });
    else this.#parts.push({ doc: states.at(-1) ?? '', indentation, isFlat: false });
  }

  /** True when it and what follows it, up to where a line may end, is not too wide on this line. */
  #fits(doc: Doc): boolean {
    let room = WIDTH - this.#column;
    let isSpaced = false;
    let next = this.#parts.length;
    const rest: { readonly doc: Doc; readonly isFlat: boolean }[] = [{ doc, isFlat: true }];
    while (room >= 0) {
      const part = rest.pop() ?? this.#parts[(next -= 1)];
      if (part === undefined) return true;
      const { doc: current, isFlat } = part;
      if (typeof current === 'string') {
        if (current === '') continue;
        room -= columnsOf(current) + (isSpaced ? 1 : 0);
        isSpaced = false;
      } else if (isList(current)) {
        for (let index = current.length - 1; index >= 0; index -= 1) {
          rest.push({ doc: current[index] ?? '', isFlat });
        }
      } else {
        switch (current.kind) {
          case 'break-parent':
          case 'verbatim':
            break;
          case 'line':
            if (!isFlat || current.flat === undefined) return true;
            if (current.flat !== '') isSpaced = true;
            break;
          case 'indent':
          case 'align':
          case 'indent-if-break':
            rest.push({ doc: current.inner, isFlat });
            break;
          case 'if-break':
            rest.push({ doc: isFlat ? current.flat : current.broken, isFlat });
            break;
          case 'group':
            rest.push({ doc: current.inner, isFlat: isFlat && !current.breaks });
            break;
          case 'choice': {
            // Broken, it takes the least of this line.
            const state = isFlat ? current.states[0] : current.states.at(-1);
            rest.push({ doc: state ?? '', isFlat });
            break;
          }
        }
      }
    }
    return false;
  }
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}
