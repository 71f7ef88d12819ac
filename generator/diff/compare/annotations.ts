import { sortKeys } from '../../util/order.js';
import { findLifecycleChanges } from '../lifecycle.js';
import type { Lifecycle } from '../raw-openapi.js';
import type { AddFinding } from './context.js';

/** What can be said of operations, parameters, bodies, responses and headers alike. */
interface Annotated extends Lifecycle {
  readonly summary?: unknown;
  readonly description?: unknown;
  readonly externalDocs?: unknown;
  readonly example?: unknown;
  readonly examples?: unknown;
}

const TEXTS = ['summary', 'description', 'externalDocs', 'example', 'examples'] as const;

/** Compares what has no effect on requests and responses: how long something stays, and texts for readers. */
export function compareAnnotations(old: Annotated, now: Annotated, add: AddFinding): void {
  for (const { what, before, after } of findLifecycleChanges(old, now)) add(what, before, after);
  for (const key of TEXTS)
    if (toText(old[key]) !== toText(now[key])) add('documentation-changed', old[key], now[key]);
}

function toText(value: unknown): string | undefined {
  return JSON.stringify(sortKeys(value));
}
