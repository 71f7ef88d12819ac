import type { Verdict } from '../change.js';

/** A kind of change: what it means on both sides of the SDK, and what to say about it. */
export interface Kind {
  readonly group:
    'operations' | 'parameters' | 'request bodies' | 'responses' | 'components, security, document';
  /** A heading: `Optional query parameter added`. */
  readonly title: string;
  /** A program built on the old SDK, against the new server. */
  readonly wire: Verdict;
  /** The same program, compiled against the new SDK, where the printed type differs. */
  readonly source: Verdict;
  /** True: nothing but text that people read. */
  readonly documentation?: true;
  /** True: recognised, and never told of. */
  readonly silent?: true;
  /** One sentence on the subject, without naming it: `is no longer in answers`. */
  readonly message: string;
  /** Two or three sentences for `--explain`: why both verdicts are what they are. */
  readonly explanation: string;
  /** What whoever uses the SDK does about it. */
  readonly advice?: string;
  /** The ids that oasdiff may give for it, sorted; undefined where it has none. */
  readonly oasdiff?: readonly string[];
}
