import type { Place } from '../finding.js';
import type { What } from '../schemas/difference.js';
import type { SchemaKindId } from './schema-ids.js';

/** The kind of what happens to the own schema of a parameter or a header, where that has kinds of its own. */
export function placeKindOf(what: What, place: Place): SchemaKindId | undefined {
  if (place === 'parameter') return PARAMETER_KINDS[what];
  if (place !== 'header' || TOLD_ANYWHERE.has(what)) return undefined;
  return HEADER_TYPE.has(what) ? 'response-header-type-changed' : 'response-header-schema-changed';
}

const PARAMETER_KINDS: Partial<Readonly<Record<What, SchemaKindId>>> = {
  'became-nullable': 'parameter-became-nullable',
  'became-not-nullable': 'parameter-became-not-nullable',
  'type-changed': 'parameter-type-changed',
  'type-generalized': 'parameter-type-generalized',
  'type-specialized': 'parameter-type-specialized',
  'format-changed': 'parameter-type-changed',
  'format-generalized': 'parameter-type-generalized',
  'format-specialized': 'parameter-type-changed',
  'content-media-type-changed': 'parameter-type-changed',
  'content-encoding-changed': 'parameter-type-changed',
  'became-enum': 'parameter-became-enum',
  'enum-removed': 'parameter-enum-removed',
  'enum-value-added': 'parameter-enum-value-added',
  'enum-value-removed': 'parameter-enum-value-removed',
  'const-added': 'parameter-became-enum',
  'const-removed': 'parameter-enum-removed',
  'const-changed': 'parameter-enum-value-removed',
  'default-added': 'parameter-default-changed',
  'default-removed': 'parameter-default-changed',
  'default-changed': 'parameter-default-changed',
  'variant-added': 'parameter-type-generalized',
  'variant-removed': 'parameter-type-specialized',
};

const HEADER_TYPE: ReadonlySet<What> = new Set([
  'became-nullable',
  'became-not-nullable',
  'type-changed',
  'type-generalized',
  'type-specialized',
  'format-changed',
  'format-generalized',
  'format-specialized',
]);

const TOLD_ANYWHERE: ReadonlySet<What> = new Set(['documentation-changed', 'enum-member-renamed']);
