/** No text is longer than this when a pattern is tried on it. */
const MAX_TEXT = 1_000;

/** About how many steps a pattern may take on a text. */
const MAX_STEPS = 1e6;

/**
 * The test of a schema's pattern (JSON Schema 2020-12, validation, section 6.3.3), which holds where nothing can be told:
 * for a pattern of .NET that JavaScript does not know, and for one that could backtrack without end. A pattern comes from
 * the document and a text from the answer, so neither is trusted. JavaScript's engine takes up to n^k steps for k
 * repetitions that follow each other, and 2^n where one repeats another; the length of the texts that are tried depends
 * on it, and is 1 000 at most.
 */
export function createPatternTest(pattern: string): (text: string) => boolean {
  const expression = compile(pattern);
  const degree = measure(pattern);
  if (expression === undefined || degree === Infinity) return () => true;
  const longest = Math.min(MAX_TEXT, Math.floor(MAX_STEPS ** (1 / Math.max(degree, 1))));
  return (text) => text.length > longest || expression.test(text);
}

function compile(pattern: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}

interface Group {
  /** The exponent of the steps that its repetitions may take. */
  degree: number;
  /** Whether one text may be matched by it in several ways. */
  varies: boolean;
}

/** A piece of a pattern: an escape, a class of characters, the start of a group, or one character. */
const PIECE =
  /\\(?:[pPuxk]\{[^}]*\}|k<[^>]*>|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|[\s\S]/gy;

const QUANTIFIER = /(?:[*+?]|\{(\d+)(,(\d*))?\})[?]?/y;

/** The exponent k of n^k steps on a text of n characters; infinite for 2^n. */
function measure(pattern: string): number {
  const groups: Group[] = [{ degree: pattern.startsWith('^') ? 0 : 1, varies: false }];
  let at = 0;
  while (at < pattern.length) {
    PIECE.lastIndex = at;
    const [piece = ''] = PIECE.exec(pattern) ?? [];
    at += piece.length || 1;
    const top = groups.at(-1);
    if (top === undefined) return Infinity;
    if (piece.startsWith('(')) {
      groups.push({ degree: 0, varies: false });
      continue;
    }
    if (piece === '|') top.varies = true;
    const inner = piece === ')' ? groups.pop() : undefined;
    const outer = groups.at(-1);
    if (outer === undefined) return Infinity;
    QUANTIFIER.lastIndex = at;
    const [quantifier, least, isRange, most] = QUANTIFIER.exec(pattern) ?? [];
    at += quantifier?.length ?? 0;
    const times = getTimes(quantifier, least, isRange, most);
    if (inner !== undefined && (inner.varies || inner.degree > 0)) {
      if (times.most > MAX_TIMES) return Infinity;
      outer.varies = true;
      outer.degree += (inner.degree + (inner.varies ? WEIGHT_OF_CHOICE : 0)) * times.most;
    }
    if (times.most === times.least) continue;
    outer.varies = true;
    outer.degree += times.most === 1 ? WEIGHT_OF_CHOICE : 1;
  }
  return groups[0]?.degree ?? Infinity;
}

/** A group that varies and is repeated more often than this counts as repeated without end. */
const MAX_TIMES = 10;

/** A choice doubles the steps at most, which is less than a repetition does. */
const WEIGHT_OF_CHOICE = 0.3;

function getTimes(
  quantifier: string | undefined,
  least: string | undefined,
  isRange: string | undefined,
  most: string | undefined,
): { readonly least: number; readonly most: number } {
  if (quantifier === undefined) return { least: 1, most: 1 };
  if (quantifier.startsWith('?')) return { least: 0, most: 1 };
  if (least === undefined) return { least: 0, most: Infinity };
  if (isRange === undefined) return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most === '' ? Infinity : Number(most) };
}
