/** No word that somebody mistyped is longer, and the time grows with the square of the length. */
const MAX_LENGTH = 200;

/**
 * Finds the word that was probably meant: the one with the fewest edits, at most a third of its length.
 * Case is ignored; of two equally near words, the first wins.
 *
 * @returns undefined when none is near.
 */
export function findNearest(word: string, words: readonly string[]): string | undefined {
  if (word.length > MAX_LENGTH) return undefined;
  const given = word.toLowerCase();
  let best: { readonly word: string; readonly edits: number } | undefined;
  for (const candidate of words) {
    if (candidate.length > MAX_LENGTH) continue;
    const edits = editsBetween(given, candidate.toLowerCase());
    if (
      edits <= Math.max(1, Math.floor(candidate.length / 3)) &&
      edits < (best?.edits ?? Infinity)
    ) {
      best = { word: candidate, edits };
    }
  }
  return best?.word;
}

/** The optimal string alignment distance: characters inserted, deleted, replaced, or exchanged with their neighbour. */
function editsBetween(a: string, b: string): number {
  let earlier: readonly number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const dropped = (previous[column] ?? 0) + 1;
      const added = (current[column - 1] ?? 0) + 1;
      const isExchange = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const exchanged = isExchange ? (earlier[column - 2] ?? Infinity) + 1 : Infinity;
      current.push(Math.min(replaced, dropped, added, exchanged));
    }
    earlier = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
