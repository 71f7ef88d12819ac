import { sortedBy } from '../../util/order.js';
import { getEssence } from '../../util/media-type.js';
import type { MediaTypeObject } from '../raw-openapi.js';

export type Content = Readonly<Record<string, MediaTypeObject>>;

export interface NamedMediaType {
  readonly name: string;
  readonly node: MediaTypeObject;
}

/** How a new media type relates to an old one: `widened` if it is a range that includes it. */
type Relation = 'same' | 'renamed' | 'widened' | 'narrowed';

export interface MediaTypePair {
  readonly before: NamedMediaType;
  readonly after: NamedMediaType;
  readonly relation: Relation;
}

interface PairedMediaTypes {
  readonly pairs: readonly MediaTypePair[];
  readonly removed: readonly NamedMediaType[];
  readonly added: readonly NamedMediaType[];
}

/** Pairs the media types of two bodies: those with the same name, then those of which one includes the other. */
export function pairMediaTypes(
  before: Content | undefined,
  after: Content | undefined,
): PairedMediaTypes {
  const pairs: MediaTypePair[] = [];
  let [removed, added] = [listMediaTypes(before), listMediaTypes(after)];
  const pairAll = (accept: (relation: Relation) => boolean, candidates = () => added): void => {
    for (const old of removed) {
      const now = candidates().find(({ name }) => {
        const relation = relate(old.name, name);
        return relation !== undefined && accept(relation);
      });
      const relation = now && relate(old.name, now.name);
      if (now === undefined || relation === undefined) continue;
      pairs.push({ before: old, after: now, relation });
      removed = removed.filter((one) => one !== old);
      added = added.filter((one) => one !== now);
    }
  };
  const all = added;
  pairAll((relation) => relation === 'same');
  pairAll(() => true);
  // A range that stays includes it.
  pairAll(
    (relation) => relation === 'widened',
    () => all,
  );
  return { pairs, removed, added };
}

function listMediaTypes(content: Content | undefined): readonly NamedMediaType[] {
  const all = Object.entries(content ?? {}).map(([name, node]) => ({ name, node }));
  return sortedBy(all, ({ name }) => name);
}

function relate(was: string, is: string): Relation | undefined {
  if (normalizeMediaType(was) === normalizeMediaType(is)) return 'same';
  const [old, now] = [getEssence(was), getEssence(is)];
  if (old === now || isSuffixOf(old, now) || isSuffixOf(now, old)) return 'renamed';
  if (isInRange(old, now)) return 'widened';
  return isInRange(now, old) ? 'narrowed' : undefined;
}

/** Case and spaces make no difference (RFC 9110, section 8.3.1). */
export function normalizeMediaType(name: string): string {
  return name.replace(/\s+/g, '').toLowerCase();
}

/** Whether `application/json` is what `application/problem+json` has as its suffix (RFC 6839). */
function isSuffixOf(plain: string, structured: string): boolean {
  const [type, name] = plain.split('/');
  return structured.startsWith(`${type}/`) && structured.endsWith(`+${name}`);
}

/** Whether a range such as `image/*`, any media type or `application/*+json` includes a media type. */
export function isInRange(mediaType: string, range: string): boolean {
  if (!range.includes('*')) return false;
  const pattern = range === '*' ? ['*', '*'] : range.split('/');
  const parts = mediaType.split('/');
  return pattern.every((one, index) => {
    const [start = '', end] = one.split('*');
    const part = parts[index] ?? '';
    return end === undefined ? one === part : part.startsWith(start) && part.endsWith(end);
  });
}
