import { byCodeUnit } from '../../util/order.js';
import type { Finding } from '../finding.js';
import { compareVerdicts } from '../verdict.js';
import { BODIES_AND_RESPONSES } from './bodies-and-responses.js';
import { COMPOSITION } from './composition.js';
import { DOCUMENT, LIFECYCLE } from './document.js';
import type { Effect, Kind } from './effect.js';
import { OPERATIONS } from './operations.js';
import { VALUES } from './values.js';

export type { Effect, Kind } from './effect.js';

/** The table of all kinds of change, in the sections of `docs/changes.md`. */
export const SECTIONS = {
  'Operations and parameters': OPERATIONS,
  'Bodies, responses and headers': BODIES_AND_RESPONSES,
  'Properties and values': VALUES,
  'Composed schemas': COMPOSITION,
  'Security, servers, webhooks and named schemas': DOCUMENT,
  'Anything in a document': LIFECYCLE,
} as const;

type Sections = typeof SECTIONS;

/** What changed, as findings, reports and `diff --explain` name it. */
export type KindId = { [S in keyof Sections]: keyof Sections[S] }[keyof Sections];

/** Every kind of change by its id. */
export const KINDS = Object.assign({}, ...Object.values(SECTIONS)) as Readonly<
  Record<KindId, Kind>
>;

/** The kind as which a finding is reported. A schema that no operation uses has one of its own. */
export function getKindId({ what, reaches }: Pick<Finding, 'what' | 'reaches'>): KindId {
  return 'always' in KINDS[what] || reaches.length > 0 ? what : 'unused-schema-changed';
}

/** What a finding means in the directions that it reaches, the worst first; at least one effect. */
export function getEffects(finding: Pick<Finding, 'what' | 'reaches'>): readonly Effect[] {
  const kind = KINDS[getKindId(finding)];
  if ('always' in kind) return [kind.always];
  const directions = new Set(finding.reaches.map(({ direction }) => direction));
  return [...directions]
    .map((direction) => kind[direction])
    .sort(
      (a, b) =>
        compareVerdicts(a.wire, b.wire) ||
        compareVerdicts(a.source, b.source) ||
        byCodeUnit(a.message, b.message),
    );
}
