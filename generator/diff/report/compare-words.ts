/** A piece of a text, and whether it differs from the other text. */
export interface Segment {
  readonly text: string;
  readonly differs: boolean;
}

/**
 * Marks the words in which two texts differ, by their longest common subsequence. Where that would be slow (thousands
 * of words), everything between their common beginning and end is marked.
 */
export function compareWords(
  before: string,
  after: string,
): { readonly before: readonly Segment[]; readonly after: readonly Segment[] } {
  const old = splitWords(before);
  const current = splitWords(after);
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
  const common = findCommon(oldMiddle, newMiddle);
  const mark = (middle: readonly string[], unmarked: ReadonlySet<number>): readonly Segment[] =>
    joinSegments([
      ...old.slice(0, head).map((text) => ({ text, differs: false })),
      ...middle.map((text, at) => ({ text, differs: !unmarked.has(at) })),
      ...old.slice(old.length - tail).map((text) => ({ text, differs: false })),
    ]);
  return { before: mark(oldMiddle, common.before), after: mark(newMiddle, common.after) };
}

function splitWords(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_$]+|\s+|[^\p{L}\p{N}_$\s]/gu) ?? [];
}

const MAX_CELLS = 250_000;

/** The indexes of each text's words that are in the longest common subsequence. */
function findCommon(
  before: readonly string[],
  after: readonly string[],
): { readonly before: ReadonlySet<number>; readonly after: ReadonlySet<number> } {
  const kept = { before: new Set<number>(), after: new Set<number>() };
  if (before.length * after.length > MAX_CELLS) return kept;
  const lengths = computeLengths(before, after);
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

/** At `[i][j]`, the length of the longest common subsequence of what follows there. */
function computeLengths(
  before: readonly string[],
  after: readonly string[],
): readonly Uint32Array[] {
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

/** Joins neighbours with the same mark. */
function joinSegments(segments: readonly Segment[]): readonly Segment[] {
  const result: { text: string; differs: boolean }[] = [];
  for (const { text, differs } of segments) {
    const last = result.at(-1);
    if (last?.differs === differs) last.text += text;
    else result.push({ text, differs });
  }
  return result;
}
