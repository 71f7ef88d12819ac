import { ApiClient } from '../internal/client.js';
import type { Clock, Sleep } from '../internal/clock.js';
import type { ClientDefinition, ClientOptions } from '../core/options.js';
import { path } from '../internal/parameters.js';

export const SECRET = 's3cret+/=%';

/** The options of a client, and the credentials of the APIs in these tests. */
export interface TestOptions extends ClientOptions {
  readonly apiKey?: string;
  readonly appId?: string;
  readonly code?: string;
  readonly session?: string;
  readonly username?: string;
  readonly password?: string;
}

/** Creates a client for a server on loopback. Retries do not wait. */
export function clientFor(
  api: { readonly url: string },
  options: TestOptions = {},
  definition: Partial<ClientDefinition> = {},
): ApiClient {
  const complete = {
    name: 'TestClient',
    version: '1.2.3',
    variablePrefix: 'RUNTIME_TEST',
    environments: {},
    ...definition,
  };
  return new ApiClient(complete, {
    baseUrl: api.url,
    rateLimit: false,
    random: () => 0,
    sleep: noSleep,
    ...options,
  });
}

/** Options of a client that requests its tokens from a server. */
export function credentialsAt(tokens: { readonly url: string }): ClientOptions {
  return { tokenUrl: `${tokens.url}/connect/token`, clientId: 'id', clientSecret: SECRET };
}

export const noSleep: Sleep = (_ms, signal) =>
  signal.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve();

/** A sleep that does not wait, and the times that it was asked to wait, in milliseconds. */
export function recordedSleep(): { readonly sleep: Sleep; readonly waits: number[] } {
  const waits: number[] = [];
  return { waits, sleep: (ms, signal) => (waits.push(ms), noSleep(ms, signal)) };
}

/** A clock that only `pass` moves, forward or back. */
export function stoppedClock(start = Date.UTC(2026, 0, 1)): Clock & { pass(ms: number): void } {
  let wall = start;
  let monotonic = 0;
  return {
    now: () => wall,
    monotonic: () => monotonic,
    pass: (ms) => {
      wall += ms;
      monotonic += Math.max(0, ms);
    },
  };
}

export const GET = { method: 'GET', path: path`/Vehicles` };
export const POST = { method: 'POST', path: path`/Vehicles` };

/** @returns What a promise rejects with. @throws When it is fulfilled, which fails the test. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(
    `The promise should have been rejected, but was fulfilled with ${JSON.stringify(value)}`,
  );
}
