import { byCodeUnit } from '../../util/order.js';
import type { Finding, Reach } from '../finding.js';

/**
 * A parameter, a response or a header that several operations share is one thing: what is said of it at the same
 * places of both documents is told once, with every operation that it reaches.
 */
export function toldOnce(findings: readonly Finding[]): readonly Finding[] {
  const byPlace = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { what, subject, before, after } = finding;
    const place = JSON.stringify([
      what,
      subject.kind,
      subject.kind === 'operation' ? '' : subject.wireName,
      subject.part,
      subject.path,
      before,
      after,
    ]);
    const same = byPlace.get(place);
    if (same) same.push(finding);
    else byPlace.set(place, [finding]);
  }
  return [...byPlace.values()].flatMap(joined);
}

function joined(findings: readonly Finding[]): readonly Finding[] {
  const [first, ...others] = findings;
  if (first === undefined || others.length === 0) return findings;
  const reaches = findings.flatMap((finding) => finding.reaches);
  const ids = new Set(findings.flatMap(({ oasdiff }) => oasdiff));
  return [{ ...first, reaches: [...reaches].sort(byReach), oasdiff: [...ids].sort() }];
}

function byReach(a: Reach, b: Reach): number {
  return (
    byCodeUnit(a.operation, b.operation) ||
    byCodeUnit(a.direction, b.direction) ||
    byCodeUnit(a.place, b.place)
  );
}
