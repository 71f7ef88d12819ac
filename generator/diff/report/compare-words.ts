import { diffArrays } from 'diff/lib/diff/array.js';

/** A piece of a text, and whether it differs from the other text. */
export interface Segment {
  readonly text: string;
  readonly differs: boolean;
}

/** Beyond this many words, texts with nothing in common would take seconds. */
const MAX_EDITS = 1000;

/** Marks the words in which two texts differ; everything where they differ in thousands of words. */
export function compareWords(
  before: string,
  after: string,
): { readonly before: readonly Segment[]; readonly after: readonly Segment[] } {
  const parts = diffArrays(splitWords(before), splitWords(after), { maxEditLength: MAX_EDITS });
  if (parts === undefined)
    return { before: [{ text: before, differs: true }], after: [{ text: after, differs: true }] };
  return {
    before: parts
      .filter(({ added }) => !added)
      .map(({ value, removed }) => ({ text: value.join(''), differs: removed })),
    after: parts
      .filter(({ removed }) => !removed)
      .map(({ value, added }) => ({ text: value.join(''), differs: added })),
  };
}

function splitWords(text: string): string[] {
  return text.match(/[\p{L}\p{N}_$]+|\s+|[^\p{L}\p{N}_$\s]/gu) ?? [];
}
