import { plural } from './changelog.js';
import type { WorkingNight } from './told.js';

/** One line on a night: what a pull request and a commit are called. */
export function titleOf(
  night: Pick<WorkingNight, 'environment' | 'status' | 'version' | 'counts'>,
): string {
  return `${night.environment} ${night.version}: ${what(night)}`;
}

function what({ status, counts }: Pick<WorkingNight, 'status' | 'counts'>): string {
  switch (status) {
    case 'first':
      return 'first package';
    case 'remade':
      return 'made anew';
    case 'changed':
      return changes(counts);
    default:
      return status satisfies never;
  }
}

function changes({ breaking, potentiallyBreaking, other }: WorkingNight['counts']): string {
  const parts = [
    breaking > 0 ? plural(breaking, 'breaking change') : '',
    potentiallyBreaking > 0 ? `${potentiallyBreaking} that may break` : '',
    other > 0 ? plural(other, breaking + potentiallyBreaking > 0 ? 'other' : 'change') : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'nothing that programs notice' : parts.join(', ');
}
