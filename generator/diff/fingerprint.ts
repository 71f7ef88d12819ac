import { createHash } from 'node:crypto';
import { byCodeUnit } from '../util/order.js';
import type { Finding } from './finding.js';

/**
 * 16 hexadecimal digits that name a difference: what happened, to what, from which value to which. Not in it:
 * words, pointers and operations, so that it stays when a message is reworded, the document is put in another
 * order or one more operation reaches the schema.
 */
export function fingerprintOf({ what, subject, before, after }: Finding): string {
  const identity = [
    what,
    subject.kind,
    subject.wireName,
    subject.part ?? null,
    subject.path,
    before === undefined ? null : [canonical(before.value)],
    after === undefined ? null : [canonical(after.value)],
  ];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

/** The value whatever the order of its keys and items: lists of types, names and choices are sets. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort(byCodeUnit).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`,
  );
  return `{${members.sort(byCodeUnit).join()}}`;
}
