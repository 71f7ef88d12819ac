import type { Fault } from './attempt.js';

/** What a worker is to do: the runs from `first` on, without those that are known to end badly. */
export interface Orders {
  readonly folder: string;
  readonly seed: string;
  readonly first: number;
  readonly count: number;
  readonly without: readonly number[];
}

/** What a worker tells. */
export type Message =
  /** Begun: what is heard of last when it hangs or runs out of memory. */
  | { readonly kind: 'begun'; readonly number: number }
  /** The runs before `next` are done: how many of them ended how. */
  | { readonly kind: 'done'; readonly next: number; readonly outcomes: Outcomes }
  | { readonly kind: 'fault'; readonly found: Found };

/** By how a run ended, how many did. */
export type Outcomes = Readonly<Record<string, number>>;

/** A fault with what is needed to see it again. */
export interface Found {
  readonly number: number;
  readonly from: string;
  readonly fault: Fault;
  /** The mutations that it takes, in words. */
  readonly mutations: readonly string[];
  /** The smallest document that was found to show it; undefined where it could not be made smaller. */
  readonly document?: string;
  /** The document that it has to be compared with; undefined where it shows by itself. */
  readonly before?: string;
}
