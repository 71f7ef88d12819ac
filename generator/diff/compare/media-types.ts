import type { MediaTypeObject } from '../document.js';
import { byCodeUnit } from '../../util/order.js';

export type Content = Readonly<Record<string, MediaTypeObject>>;

export interface Named {
  readonly name: string;
  readonly node: MediaTypeObject;
}

export interface MediaTypePair {
  readonly before: Named;
  readonly after: Named;
  /** What became of the name: parameters after `;` alone, a wider type, a narrower one. */
  readonly renamed?: 'parameters' | 'generalized' | 'specialized';
}

export interface PairedContent {
  readonly pairs: readonly MediaTypePair[];
  readonly removed: readonly Named[];
  readonly added: readonly Named[];
}

/** Which media types of two bodies correspond: those of one name, then those of which one contains the other. */
export function pairContent(
  before: Content | undefined,
  after: Content | undefined,
): PairedContent {
  const now = new Map(named(after).map((one) => [one.name, one]));
  const pairs: MediaTypePair[] = [];
  const removed: Named[] = [];
  for (const old of named(before)) {
    const same = now.get(old.name);
    if (same === undefined) removed.push(old);
    else pairs.push({ before: old, after: same });
    now.delete(old.name);
  }
  const gone: Named[] = [];
  for (const old of removed) {
    const wider = [...now.values()].find(({ name }) => areRelated(old.name, name));
    if (wider === undefined) {
      gone.push(old);
      continue;
    }
    now.delete(wider.name);
    pairs.push({ before: old, after: wider, renamed: renaming(old.name, wider.name) });
  }
  return { pairs, removed: gone, added: [...now.values()] };
}

function named(content: Content | undefined): readonly Named[] {
  return Object.entries(content ?? {})
    .map(([name, node]) => ({ name, node }))
    .sort((a, b) => byCodeUnit(a.name, b.name));
}

interface MediaType {
  readonly type: string;
  readonly subtype: string;
  readonly suffix: string;
  /** Sorted, as text. */
  readonly parameters: string;
}

/** RFC 9110, section 8.3.1; the suffix of RFC 6839. Undefined for what is no media type. */
function parsed(name: string): MediaType | undefined {
  const [essence = '', ...parameters] = name.split(';').map((part) => part.trim().toLowerCase());
  const [, type, subtype, suffix = ''] =
    /^([^/\s]+)\/([^/+\s]+)(?:\+([^/+\s]+))?$/.exec(essence) ?? [];
  if (type === undefined || subtype === undefined) return undefined;
  return { type, subtype, suffix, parameters: parameters.filter(Boolean).sort().join(';') };
}

function areRelated(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}

/** `application/json` contains `application/problem+json`; parameters say nothing. */
function contains(wide: string, narrow: string): boolean {
  const [a, b] = [parsed(wide), parsed(narrow)];
  if (a === undefined || b === undefined || a.type !== b.type) return false;
  if (a.suffix === '' && b.suffix !== '' && b.suffix === a.subtype) return true;
  return a.subtype === b.subtype && a.suffix === b.suffix;
}

function renaming(before: string, after: string): NonNullable<MediaTypePair['renamed']> {
  if (parsed(before)?.parameters !== parsed(after)?.parameters) return 'parameters';
  return contains(before, after) ? 'specialized' : 'generalized';
}
