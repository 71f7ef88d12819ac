/** A piece of a text, and whether the other side has it. */
export interface Segment {
  readonly text: string;
  readonly differs: boolean;
}

/**
 * Both texts in pieces, marked where they differ: word by word, by the longest common subsequence. Where that
 * would be slow (texts of thousands of words), all between their common beginning and end is marked.
 */
export function differing(
  before: string,
  after: string,
): { readonly before: readonly Segment[]; readonly after: readonly Segment[] } {
  const old = tokensOf(before);
  const current = tokensOf(after);
  let head = 0;
  while (head < Math.min(old.length, current.length) && old[head] === current[head]) head++;
  let tail = 0;
  while (
    tail < Math.min(old.length, current.length) - head &&
    old[old.length - 1 - tail] === current[current.length - 1 - tail]
  ) {
    tail++;
  }
  const oldMiddle = old.slice(head, old.length - tail);
  const newMiddle = current.slice(head, current.length - tail);
  const kept = keptOf(oldMiddle, newMiddle);
  const around = (middle: readonly string[], common: ReadonlySet<number>): readonly Segment[] =>
    joined([
      ...old.slice(0, head).map((text) => ({ text, differs: false })),
      ...middle.map((text, at) => ({ text, differs: !common.has(at) })),
      ...old.slice(old.length - tail).map((text) => ({ text, differs: false })),
    ]);
  return { before: around(oldMiddle, kept.before), after: around(newMiddle, kept.after) };
}

function tokensOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_$]+|\s+|[^\p{L}\p{N}_$\s]/gu) ?? [];
}

const MAX_CELLS = 250_000;

/** Which tokens of each side are in the longest common subsequence. */
function keptOf(
  before: readonly string[],
  after: readonly string[],
): { readonly before: ReadonlySet<number>; readonly after: ReadonlySet<number> } {
  const kept = { before: new Set<number>(), after: new Set<number>() };
  if (before.length * after.length > MAX_CELLS) return kept;
  const lengths = lengthsOf(before, after);
  const length = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      kept.before.add(i++);
      kept.after.add(j++);
    } else if (length(i + 1, j) >= length(i, j + 1)) i++;
    else j++;
  }
  return kept;
}

/** At `[i][j]`: how long the longest common subsequence is of what follows there. */
function lengthsOf(before: readonly string[], after: readonly string[]): readonly Uint32Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    const row = rows[i];
    const below = rows[i + 1];
    if (row === undefined || below === undefined) continue;
    for (let j = after.length - 1; j >= 0; j--) {
      row[j] =
        before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

/** Neighbours that are alike become one; white space between two differing words differs too. */
function joined(segments: readonly Segment[]): readonly Segment[] {
  const result: { text: string; differs: boolean }[] = [];
  for (const { text, differs } of segments) {
    const last = result.at(-1);
    if (last?.differs === differs) last.text += text;
    else result.push({ text, differs });
  }
  return result;
}
