import { sleep, untilAborted, waitFor, type Clock } from './clock.js';

/**
 * One request that several callers wait for. They share data and no promise: on Cloudflare Workers, what happens in
 * one incoming request must not wake another, so each caller looks at the data by its own timer.
 */
export interface Flight<T> {
  /** Gives what the request gave, or throws what it rejected with; undefined while it runs. */
  read?: () => T;
  /** Counts up while the request runs; stands still when the platform has ended it together with its caller. */
  beats: number;
  waiters: number;
  /** In monotonic time. */
  readonly startedAt: number;
  readonly controller: AbortController;
}

/** Where the callers find the flight; undefined when there is none. */
export interface FlightHolder<T> {
  flight?: Flight<T> | undefined;
}

const BEAT_MS = 10;
const LONGEST_LOOK_MS = 16;
/** A flight whose beats stand still for as many looks is lost. Looks are counted, so that a busy process loses none. */
const LOST_AFTER_LOOKS = 50;

/**
 * Waits for the flight, which the first caller starts. One caller's signal does not end it for the others; without
 * callers it is aborted, so that it does not keep the process alive. When it is lost, one of the callers starts another.
 *
 * @param start Starts the request.
 * @param limitMs After this many milliseconds, a flight counts as lost.
 * @throws The signal's reason, or what the request rejects with.
 */
export async function join<T>(
  holder: FlightHolder<T>,
  start: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  limitMs: number,
  clock: Clock,
): Promise<T> {
  for (;;) {
    const found = holder.flight;
    const flight: Flight<T> = found ?? {
      beats: 0,
      waiters: 0,
      startedAt: clock.monotonic(),
      controller: new AbortController(),
    };
    flight.waiters += 1;
    try {
      const isOver = () => clock.monotonic() >= flight.startedAt + limitMs;
      if (found) await look(flight, signal, isOver);
      else await waitFor(run(holder, flight, start), limitMs, signal);
      if (flight.read) return flight.read();
      leave(holder, flight);
    } finally {
      flight.waiters -= 1;
      if (!flight.waiters && !flight.read) {
        leave(holder, flight);
        flight.controller.abort();
      }
    }
  }
}

async function run<T>(
  holder: FlightHolder<T>,
  flight: Flight<T>,
  start: (signal: AbortSignal) => Promise<T>,
): Promise<void> {
  holder.flight = flight;
  const { signal } = flight.controller;
  const timer = setInterval(() => (flight.beats += 1), BEAT_MS);
  try {
    const value = await untilAborted(start(signal), signal);
    flight.read = () => value;
  } catch (error) {
    flight.read = () => {
      throw error;
    };
  } finally {
    clearInterval(timer);
    leave(holder, flight);
  }
}

/** Looks at a flight until it is over or lost; at first at once, as a user's function may take no time. */
async function look<T>(
  flight: Flight<T>,
  signal: AbortSignal,
  isOver: () => boolean,
): Promise<void> {
  let beats = flight.beats;
  let looks = 0;
  for (let ms = 0; !flight.read && looks < LOST_AFTER_LOOKS && !isOver();) {
    await sleep(ms, signal);
    ms = Math.min(2 * ms + 1, LONGEST_LOOK_MS);
    looks = flight.beats === beats ? looks + 1 : 0;
    beats = flight.beats;
  }
}

function leave<T>(holder: FlightHolder<T>, flight: Flight<T>): void {
  if (holder.flight === flight) holder.flight = undefined;
}
