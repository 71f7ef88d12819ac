import type { Parts } from '../documents.js';
import { ANSWERS } from './answers.js';
import { BODIES } from './bodies.js';
import { COMPONENTS } from './components.js';
import { OPERATIONS } from './operations.js';
import { PARAMETERS } from './parameters.js';

/** What happens to a small document, and what breaks by it: `position subject`. */
export interface Pair {
  /** The kind of change, as the list of kinds calls it. */
  readonly what: string;
  readonly before: Parts;
  readonly after: Parts;
  readonly breaks: readonly string[];
}

const groups = { OPERATIONS, PARAMETERS, BODIES, ANSWERS, COMPONENTS };

/** The rows of the list of kinds that can touch a program's source, and what lies beside them. */
export const PAIRS: readonly Pair[] = Object.entries(groups).flatMap(([group, rows]) =>
  rows.map(([what, before, after, breaks]) => ({
    what: `${group.toLowerCase()}: ${what}`,
    before,
    after,
    breaks,
  })),
);
