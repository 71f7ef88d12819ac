import { defined } from '../../util/defined.js';
import type { Verdict } from '../change.js';

/** What a change means for users of the SDK, in one direction, and what reports print about it. */
export interface Effect {
  /** The verdict for a program built with the old SDK that calls the new server. */
  readonly wire: Verdict;
  /**
   * The verdict for the same program compiled with the new SDK. `breaking` means that it may break: the compiler decides.
   * `potentially-breaking` depends on the program, as an exhaustive `switch` does, and stays where the types differ.
   */
  readonly source: Verdict;
  /** The sentence after the subject's name: `is no longer in responses`. */
  readonly message: string;
  /** The reasons for both verdicts, for `--explain`. */
  readonly explanation?: string;
  /** What users of the SDK should do about it. */
  readonly advice?: string;
  /** True: nothing but text for readers changed. */
  readonly documentation?: true;
}

/** A kind of change: its effect whatever the direction, or its effect on what is sent and on what is received. */
export type Kind =
  { readonly always: Effect } | { readonly request: Effect; readonly response: Effect };

/** Kinds by their ids. */
export type Kinds = Readonly<Record<string, Kind>>;

/** An effect with any verdicts. */
export function effect(
  wire: Verdict,
  source: Verdict,
  message: string,
  explanation: string,
  advice?: string,
): Effect {
  return { wire, source, message, explanation, ...defined({ advice }) };
}

/** What an effect says beside its verdicts: `message`, `explanation` and perhaps `advice`. */
type Texts = readonly [message: string, explanation: string, advice?: string];

/** An effect that breaks requests or responses, and programs if the compiler says so. */
export const breaks = (...texts: Texts): Effect => effect('breaking', 'breaking', ...texts);

/** An effect that breaks requests or responses, while programs compile as before. */
export const breaksWire = (...texts: Texts): Effect => effect('breaking', 'non-breaking', ...texts);

/** An effect that breaks programs if the compiler says so, while requests and responses stay the same. */
export const breaksSource = (...texts: Texts): Effect =>
  effect('non-breaking', 'breaking', ...texts);

/** An effect that may break both. */
export const mayBreak = (...texts: Texts): Effect =>
  effect('potentially-breaking', 'potentially-breaking', ...texts);

/** An effect that may break requests or responses, while programs compile as before. */
export const mayBreakWire = (...texts: Texts): Effect =>
  effect('potentially-breaking', 'non-breaking', ...texts);

/** An effect that may break programs, while requests and responses stay the same. */
export const mayBreakSource = (...texts: Texts): Effect =>
  effect('non-breaking', 'potentially-breaking', ...texts);

/** An effect that breaks nothing. */
export function safe(message: string, explanation?: string, advice?: string): Effect {
  const texts = { message, ...defined({ explanation, advice }) };
  return { wire: 'non-breaking', source: 'non-breaking', ...texts };
}

/** An effect on readers only. */
export function note(message: string, explanation?: string): Effect {
  return { ...safe(message, explanation), documentation: true };
}
