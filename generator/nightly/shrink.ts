import { DocumentRefusedError } from '../errors.js';
import type { Counts } from '../source/index.js';

/** Per hundred. */
const MOST_LOST = 30;

/**
 * A document that lost much of itself is more often half a document than a smaller API: a gateway that
 * hides what needs a login, a deployment that is under way.
 *
 * @throws DocumentRefusedError when operations or schemas shrank by more than 30 per cent.
 */
export function refuseShrunk(before: Counts, after: Counts, location: string): void {
  const told = (['operations', 'schemas'] as const)
    .filter((what) => (before[what] - after[what]) * 100 > before[what] * MOST_LOST)
    .map((what) => `${before[what]} ${what} became ${after[what]}`);
  if (told.length === 0) return;
  throw new DocumentRefusedError(
    `The document shrank by over ${MOST_LOST} %: ${told.join(', ')}.`,
    {
      hint: 'Is it whole? If the API did become that small, run again with --accept-shrink.',
      location,
    },
  );
}
