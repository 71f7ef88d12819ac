import { COMPONENTS } from './components.js';
import type { Kind } from './kind.js';
import { OPERATIONS } from './operations.js';
import { PARAMETERS } from './parameters.js';
import { REQUEST_BODIES } from './request-bodies.js';
import { RESPONSES } from './responses.js';

export type { Kind } from './kind.js';

/** Every kind of change that there is, by id: what `diff --explain` explains. */
export const KINDS: Readonly<Record<string, Kind>> = {
  ...OPERATIONS,
  ...PARAMETERS,
  ...REQUEST_BODIES,
  ...RESPONSES,
  ...COMPONENTS,
};
