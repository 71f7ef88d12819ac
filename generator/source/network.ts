import { lookup } from 'node:dns/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { MAX_BYTES, type Network, type SourceContext } from './context.js';

/** What a download uses: what is given, else the platform's own. */
export function networkOf(context: SourceContext): Network {
  return {
    timeoutMs: context.timeoutMs ?? 30_000,
    maxBytes: context.maxBytes ?? MAX_BYTES,
    // Looked up when called, so that a fetch that is replaced later is the one used.
    fetch: context.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    sleep: context.sleep ?? sleep,
    random: context.random ?? Math.random,
    now: context.now ?? Date.now,
    resolve: context.resolve ?? resolveHost,
    ...(context.signal !== undefined && { signal: context.signal }),
  };
}

async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

async function resolveHost(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}
