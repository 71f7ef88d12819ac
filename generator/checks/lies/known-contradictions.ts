/** Findings on honest sandboxes, by document and place: what the document says contradicts itself, so no answer agrees with all of it. */
export const KNOWN_CONTRADICTIONS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map();
