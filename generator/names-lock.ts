import type { NamesLock } from './naming/index.js';
import type { Manifest } from './write/index.js';

/** The names that an earlier run gave, as far as its manifest holds them in the right shape. */
export function namesLockOf(manifest: Manifest): NamesLock {
  return {
    operations: entries(manifest['operations'], isOperation),
    types: entries(manifest['types'], isTypeName),
  };
}

function entries<T>(
  value: unknown,
  is: (entry: unknown) => entry is T,
): Readonly<Record<string, T>> {
  const result = Object.create(null) as Record<string, T>;
  if (isRecord(value))
    for (const [key, entry] of Object.entries(value)) if (is(entry)) result[key] = entry;
  return result;
}

function isOperation(entry: unknown): entry is NamesLock['operations'][string] {
  return (
    isRecord(entry) && typeof entry['call'] === 'string' && typeof entry['function'] === 'string'
  );
}

function isTypeName(entry: unknown): entry is NamesLock['types'][string] {
  if (typeof entry === 'string') return true;
  return (
    isRecord(entry) && typeof entry['request'] === 'string' && typeof entry['response'] === 'string'
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
