import type { Finding, MismatchKind } from '../../conform/index.js';
import type { Lie, LieKind } from '../../pipeline/open-sandbox.js';

/** What a lie of each kind is found as. */
const FOUND_AS: Readonly<Record<LieKind, readonly MismatchKind[]>> = {
  null: ['null'],
  missing: ['missing'],
  type: ['type'],
  'number-as-text': ['number-as-text'],
  fraction: ['type'],
  enum: ['enum'],
  format: ['format'],
  pattern: ['pattern'],
  range: ['limit'],
  length: ['limit'],
  'null-item': ['null'],
  'undeclared-property': ['undeclared-property'],
  'undeclared-keys': ['undeclared-keys'],
  spelling: ['undeclared-property'],
  'write-only': ['write-only'],
  discriminator: ['unknown-discriminator'],
  'no-variant': ['no-variant', 'type'],
  body: ['null', 'empty-body'],
  envelope: ['type'],
  'undeclared-body': ['undeclared-body'],
  status: ['undeclared-status'],
  'media-type': ['undeclared-media-type'],
  'problem-details': ['problem-details', 'undeclared-media-type'],
  header: ['missing-header', 'header-value'],
  paging: ['paging'],
};

/** Whether a finding is what a lie is found as: of its kind, at its place, and for one about an operation in answers of that. */
export function corresponds(
  { kind, pointer, operation }: Lie,
  { place, mismatch, operations }: Finding,
): boolean {
  return (
    FOUND_AS[kind].includes(mismatch.kind) &&
    place.pointer === pointer &&
    (operation === undefined || operations.some(({ id }) => id === operation))
  );
}
