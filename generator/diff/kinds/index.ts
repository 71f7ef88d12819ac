import type { Verdict } from '../change.js';
import { COMPONENTS } from './components.js';
import { OPERATIONS } from './operations.js';
import { PARAMETER_SCHEMAS, PARAMETERS } from './parameters.js';
import { REQUEST_BODIES } from './request-bodies.js';
import { REQUEST_SCHEMAS } from './request-schemas.js';
import { RESPONSE_SCHEMAS } from './response-schemas.js';
import { RESPONSES } from './responses.js';
import { SCHEMAS } from './schemas.js';

/** A kind of change: what it means on both sides of the SDK, and what reports print about it. */
export interface Kind {
  readonly group:
    'operations' | 'parameters' | 'request bodies' | 'responses' | 'components, security, document';
  /** A heading: `Optional query parameter added`. */
  readonly title: string;
  /** The verdict for a program built with the old SDK that calls the new server. */
  readonly wire: Verdict;
  /** The verdict for the same program compiled with the new SDK, if the printed types differ. */
  readonly source: Verdict;
  /** True: nothing but text for readers changed. */
  readonly documentation?: true;
  /** True: the comparison ignores it, since both documents mean the same. */
  readonly silent?: true;
  /** The sentence after the subject's name: `is no longer in responses`. */
  readonly message: string;
  /** Two or three sentences for `--explain`: the reasons for both verdicts. */
  readonly explanation: string;
  /** What users of the SDK should do about it. */
  readonly advice?: string;
  /** The ids that oasdiff may use for it, sorted; undefined if it has none, or if the schema decides. */
  readonly oasdiff?: readonly string[];
}

const ALL = {
  ...OPERATIONS,
  ...PARAMETERS,
  ...PARAMETER_SCHEMAS,
  ...REQUEST_BODIES,
  ...REQUEST_SCHEMAS,
  ...RESPONSES,
  ...RESPONSE_SCHEMAS,
  ...COMPONENTS,
  ...SCHEMAS,
};

export type KindId = keyof typeof ALL;

/** Every kind of change by its id, which `diff --explain` takes. */
export const KINDS: Readonly<Record<string, Kind>> = ALL;
