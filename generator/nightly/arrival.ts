import { Diagnostics } from '../diagnostics.js';
import { parseText } from '../document/index.js';
import type { Obtained } from '../obtain.js';
import { canonicalJson, countsOf, type Counts } from '../source/index.js';

/** A document that has come, as far as it takes to know whether it is the recorded one. */
export interface Arrival {
  /** In canonical form: what would be recorded. */
  readonly text: string;
  readonly counts: Counts;
}

/** Undefined for a text that cannot be read: making a package of it tells what is wrong, and where. */
export async function arrivalOf({ text, recorded }: Obtained): Promise<Arrival | undefined> {
  if (text === recorded?.text) return { text, counts: recorded.lock };
  const published = await parseText(text, new Diagnostics());
  return published && { text: canonicalJson(published), counts: countsOf(published) };
}
