import { sortedBy } from '../../util/order.js';
import type { Owner, Probe, SourceBreak } from './source-break.js';

/** The places whose probe was refused, each once, sorted by subject and position. */
export function breaksOf(
  probes: readonly Probe[],
  complaints: ReadonlyMap<number, string>,
): readonly SourceBreak[] {
  const refused = probes.flatMap((probe, line) => {
    const message = complaints.get(line);
    return message === undefined ? [] : [{ probe, message }];
  });
  const told = new Set(
    refused.filter(({ probe }) => probe.whole !== true).map(({ probe }) => groupOf(probe)),
  );
  const subjects = new Set(
    refused
      .filter(({ probe }) => probe.whole !== true)
      .map(({ probe: { subject, position } }) => `${subject} ${position}`),
  );
  const places = new Map<string, SourceBreak>();
  for (const { probe, message } of refused) {
    if (probe.whole && told.has(groupOf(probe))) continue;
    if (probe.nested && around(probe).some((place) => subjects.has(place))) continue;
    const { subject, owner, position, pointer, reach } = probe;
    const key = `${subject} ${position}`;
    if (!places.has(key))
      places.set(key, {
        subject,
        owner,
        position,
        pointer,
        ...(reach && { reach }),
        message,
      });
  }
  return sortedBy(places, ([key]) => key).map(([, place]) => place);
}

/** The places that a place lies in, the nearest last. */
function around({ subject, position }: Probe): readonly string[] {
  const names = subject.split('.');
  return names.slice(1).map((_, index) => `${names.slice(0, index + 1).join('.')} ${position}`);
}

function groupOf({ owner, position }: Probe): string {
  return `${keyOf(owner)} ${position}`;
}

function keyOf(owner: Owner): string {
  switch (owner.kind) {
    case 'declaration':
    case 'operation':
      return `${owner.kind} ${owner.id}`;
    case 'service':
      return `service ${owner.wireName}`;
    case 'package':
      return owner.kind;
    default:
      return owner satisfies never;
  }
}
