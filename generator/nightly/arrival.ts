import { Diagnostics } from '../diagnostics.js';
import type { Obtained } from '../pipeline/obtain.js';
import { canonicalJson, countDeclared, type Counts } from '../source/index.js';

/** A document that has come, as far as it takes to know whether it is the recorded one. */
export interface Arrival {
  /** In canonical form: what would be recorded. */
  readonly text: string;
  readonly counts: Counts;
}

type Published = Readonly<Record<string, unknown>>;

/** Undefined for a text that cannot be read: making a package of it tells what is wrong, and where. */
export async function arrivalOf({ text, recorded }: Obtained): Promise<Arrival | undefined> {
  if (text === recorded?.text) return { text, counts: recorded.lock };
  const published = parseJson(text) ?? (await parseOther(text));
  return published && { text: canonicalJson(published), counts: countDeclared(published) };
}

function parseJson(text: string): Published | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Whatever reads YAML is loaded for YAML alone. */
async function parseOther(text: string): Promise<Published | undefined> {
  const { parseText } = require('../document/index.js') as typeof import('../document/index.js');
  return parseText(text, new Diagnostics());
}
