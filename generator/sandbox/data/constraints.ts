import type { Constraints } from '../../model/model.js';
import { fraction, hash } from './fleet.js';

/** The number, or one that meets the constraints (JSON Schema 2020-12 validation, section 6.2) if it does not. */
export function fitNumber(
  value: number,
  constraints: Constraints,
  isInteger: boolean,
  seed: string,
): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = constraints;
  const step = multipleOf ?? (isInteger ? 1 : 0.01);
  const lows = [minimum, exclusiveMinimum === undefined ? undefined : exclusiveMinimum + step];
  const highs = [maximum, exclusiveMaximum === undefined ? undefined : exclusiveMaximum - step];
  const high = Math.min(...highs.map((limit) => limit ?? Infinity));
  const low = Math.max(...lows.map((limit) => limit ?? -Infinity));
  const isInside = value >= low && value <= high;
  if (isInside && multipleOf === undefined) return value;
  // Without one of the limits, a range that begins or ends at the other.
  const from = Number.isFinite(low) ? low : Number.isFinite(high) ? high - 100 * step : value;
  const to = Math.min(high, from + 1000 * step);
  const wanted = isInside ? value : from + fraction(seed) * (to - from);
  const whole = Math.floor(wanted / step);
  const steps = whole * step < from ? Math.ceil(from / step) : whole;
  // Without the noise of binary fractions: 0.07, and not 0.07000000000000001.
  const fitted = Number((steps * step).toPrecision(12));
  return fitted > high || fitted < low ? from : fitted;
}

const MAX_ATTEMPTS = 20;

/** The first of the texts that meets the constraints; else one that is made for the pattern or the length. */
export function fitText(texts: readonly string[], constraints: Constraints, seed: string): string {
  const { minLength = 0, maxLength = Infinity, pattern } = constraints;
  const expression = pattern === undefined ? undefined : compilePattern(pattern);
  const isFitting = (text: string) =>
    text.length >= minLength && text.length <= maxLength && (expression?.test(text) ?? true);
  const [first = ''] = texts;
  const resized = resize(first, minLength, maxLength);
  const fitting = [...texts, resized].find(isFitting);
  if (fitting !== undefined || pattern === undefined || expression === undefined)
    return fitting ?? resized;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const text = new PatternReader(pattern, `${seed} ${attempt}`, minLength).read();
    if (isFitting(text)) return text;
  }
  return resized;
}

function resize(text: string, minLength: number, maxLength: number): string {
  const filled = text === '' ? 'x' : text;
  const long = filled.repeat(Math.max(1, Math.ceil(minLength / filled.length)));
  const end = text.length < minLength ? minLength : Math.min(text.length, maxLength);
  return long.slice(0, end).trimEnd().padEnd(minLength, 'x');
}

/** Undefined for a pattern of another dialect: .NET has some that JavaScript does not. */
export function compilePattern(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const WORD = `${LOWER}${LOWER.toUpperCase()}${DIGITS}`;
const PRINTABLE = `${WORD} -_.!@#$%&*+=?`;
const CLASSES: Readonly<Record<string, string>> = {
  d: DIGITS,
  w: WORD,
  s: ' ',
  D: LOWER,
  S: WORD,
  W: '-',
};
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/**
 * Makes a text that a regular expression matches, as far as its syntax is of the common kind: literals, classes, groups,
 * alternatives and quantifiers. Look-arounds and back-references are left out, so the caller checks the result.
 */
class PatternReader {
  readonly #pattern: string;
  readonly #seed: string;
  /** Open quantifiers repeat at least so often, for a text that is long enough. */
  readonly #least: number;
  #position = 0;
  #count = 0;
  /** How many more repetitions are made: quantifiers within quantifiers multiply. */
  #repetitions = 10_000;

  constructor(pattern: string, seed: string, minLength: number) {
    this.#pattern = pattern;
    this.#seed = seed;
    this.#least = Math.min(minLength, 100);
  }

  read(): string {
    const alternatives = [this.#readSequence()];
    while (this.#take('|')) alternatives.push(this.#readSequence());
    return alternatives[this.#next(alternatives.length)] ?? '';
  }

  #next(choices: number): number {
    this.#count += 1;
    return hash(`${this.#seed}#${this.#count}`) % choices;
  }

  #peek(): string {
    return this.#pattern[this.#position] ?? '';
  }

  #take(text: string): boolean {
    if (!this.#pattern.startsWith(text, this.#position)) return false;
    this.#position += text.length;
    return true;
  }

  #readSequence(): string {
    let text = '';
    while (this.#peek() !== '' && this.#peek() !== '|' && this.#peek() !== ')') {
      const start = this.#position;
      const first = this.#readAtom();
      const end = this.#position;
      const [least, most] = this.#readQuantifier();
      const after = this.#position;
      const times = least + this.#next(most - least + 1);
      for (let index = 0; index < times && this.#repetitions > 0; index += 1) {
        this.#repetitions -= 1;
        this.#position = start;
        text += index === 0 ? first : this.#readAtom();
      }
      this.#position = Math.max(after, end);
    }
    return text;
  }

  #readAtom(): string {
    if (this.#take('(')) return this.#readGroup();
    if (this.#take('[')) return this.#pick(this.#readClass());
    if (this.#take('\\')) return this.#pick(this.#readEscape());
    const character = this.#peek();
    this.#position += 1;
    if (character === '.') return this.#pick(WORD);
    return character === '^' || character === '$' ? '' : character;
  }

  #readGroup(): string {
    const isLookAround = /^\?(=|!|<=|<!)/.test(this.#pattern.slice(this.#position));
    const [prefix = ''] = /^\?(:|=|!|<=|<!|<\w+>)/.exec(this.#pattern.slice(this.#position)) ?? [];
    this.#position += prefix.length;
    const text = this.read();
    this.#take(')');
    return isLookAround ? '' : text;
  }

  #readClass(): string {
    const isNegated = this.#take('^');
    let characters = '';
    while (this.#peek() !== '' && this.#peek() !== ']') {
      const first = this.#readMember();
      const isRange = this.#peek() === '-' && this.#pattern[this.#position + 1] !== ']';
      if (!isRange || first.length !== 1) {
        characters += first;
        continue;
      }
      this.#position += 1;
      const last = this.#readMember().charCodeAt(0);
      for (let code = first.charCodeAt(0); code <= last && characters.length < 300; code += 1)
        characters += String.fromCharCode(code);
    }
    this.#take(']');
    if (!isNegated)
      return Array.from(characters).some((one) => WORD.includes(one))
        ? keepWord(characters)
        : characters;
    return Array.from(PRINTABLE)
      .filter((one) => !characters.includes(one))
      .join('');
  }

  #readMember(): string {
    if (this.#take('\\')) return this.#readEscape();
    const character = this.#peek();
    this.#position += 1;
    return character;
  }

  #readEscape(): string {
    const character = this.#peek();
    this.#position += 1;
    if (character === 'b' || character === 'B') return '';
    if (character === 'p') {
      const [whole = ''] = /^\{[^}]*\}/.exec(this.#pattern.slice(this.#position)) ?? [];
      this.#position += whole.length;
      return /Lu/.test(whole) ? LOWER.toUpperCase() : /^\{N/.test(whole) ? DIGITS : LOWER;
    }
    if (character === 'u') {
      const [whole = '', code = ''] =
        /^\{?([\da-f]{4,6})\}?/i.exec(this.#pattern.slice(this.#position)) ?? [];
      this.#position += whole.length;
      return String.fromCodePoint(Number.parseInt(code, 16));
    }
    return CLASSES[character] ?? CONTROLS[character] ?? character;
  }

  #pick(characters: string): string {
    return characters[this.#next(Math.max(1, characters.length))] ?? '';
  }

  /** How often at least and at most. */
  #readQuantifier(): readonly [number, number] {
    const [whole = '', sign = '', low = '', comma = '', high = ''] =
      /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(this.#pattern.slice(this.#position)) ?? [];
    this.#position += whole.length;
    if (whole === '') return [1, 1];
    if (sign === '?') return [0, 1];
    const least = sign === '+' ? 1 : Number(low);
    if (sign === '' && comma === '') return [least, least];
    const most = high === '' ? Math.max(least + 4, this.#least) : Number(high);
    const wanted = Math.min(most, Math.max(least, this.#least));
    return [wanted, Math.min(most, wanted + 4)];
  }
}

/** Letters and digits read better than the other members of a class. */
function keepWord(characters: string): string {
  return Array.from(characters)
    .filter((one) => WORD.includes(one))
    .join('');
}

/** How many items a list has: as many as is usual, within its limits. */
export function getLength(
  { minItems = 0, maxItems = Infinity }: Constraints,
  usual: number,
): number {
  return Math.min(maxItems, Math.max(minItems, usual));
}
