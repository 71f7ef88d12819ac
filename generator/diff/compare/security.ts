import type { SecurityRequirementObject } from '../document.js';
import { byCodeUnit } from '../../util/order.js';
import type { Side } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import type { Comparison, PairContext } from './context.js';
import { sameShape } from './shape.js';

/** Alternatives, each a map from scheme to scopes; an operation's own replace the document's (OpenAPI 3.1, section 4.8.10.1). */
type Requirements = readonly SecurityRequirementObject[] | undefined;

export interface SecurityDifference {
  readonly kind: KindId;
  readonly value: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** oasdiff's ids without what says whose they are: `removed`, `scope-added`. */
  readonly ids: readonly string[];
}

/** What became of the ways in; as few entries as say it: what is gone, what came, whose scopes changed. */
export function securityDifference(
  before: Requirements,
  after: Requirements,
): SecurityDifference | undefined {
  const [was, is] = [told(before), told(after)];
  const removed = was.filter((one) => !is.includes(one));
  const added = is.filter((one) => !was.includes(one));
  if (removed.length + added.length === 0) return undefined;
  const scopes = scopesAlone(before ?? [], after ?? [], removed, added);
  const value = { before: was, after: is };
  if (scopes !== undefined) return { kind: 'security-scopes-changed', value, ids: scopes };
  const ids = [
    ...(removed.some((one) => one !== NOBODY) ? ['removed'] : []),
    ...(added.some((one) => one !== NOBODY) ? ['added'] : []),
  ];
  return { kind: kindOf(was, is, removed, added), value, ids };
}

/** Anybody may come in. */
const NOBODY = 'none';

/** `oauth: [read, write] and key`, sorted. */
function told(requirements: Requirements): readonly string[] {
  return [...new Set((requirements ?? []).map(textOf))].sort(byCodeUnit);
}

function textOf(requirement: SecurityRequirementObject): string {
  const parts = Object.keys(requirement)
    .sort(byCodeUnit)
    .map((scheme) => {
      const scopes = [...(requirement[scheme] ?? [])].sort(byCodeUnit);
      return scopes.length === 0 ? scheme : `${scheme}: [${scopes.join(', ')}]`;
    });
  return parts.length === 0 ? NOBODY : parts.join(' and ');
}

/** The ids where one alternative stayed with other scopes, and nothing else happened. */
function scopesAlone(
  before: readonly SecurityRequirementObject[],
  after: readonly SecurityRequirementObject[],
  removed: readonly string[],
  added: readonly string[],
): readonly string[] | undefined {
  if (removed.length !== 1 || added.length !== 1) return undefined;
  const old = before.find((one) => textOf(one) === removed[0]);
  const now = after.find((one) => textOf(one) === added[0]);
  if (old === undefined || now === undefined) return undefined;
  const schemes = Object.keys(old).sort(byCodeUnit);
  if (schemes.length === 0 || schemes.join('\n') !== Object.keys(now).sort(byCodeUnit).join('\n'))
    return undefined;
  const lacks = (from: SecurityRequirementObject, than: SecurityRequirementObject): boolean =>
    schemes.some((scheme) =>
      (than[scheme] ?? []).some((scope) => !(from[scheme] ?? []).includes(scope)),
    );
  return [
    ...(lacks(now, old) ? ['scope-removed'] : []),
    ...(lacks(old, now) ? ['scope-added'] : []),
  ];
}

function kindOf(
  was: readonly string[],
  is: readonly string[],
  removed: readonly string[],
  added: readonly string[],
): KindId {
  const isOpen = (list: readonly string[]): boolean => list.length === 0 || list.includes(NOBODY);
  if (isOpen(was)) return isOpen(is) ? 'security-alternative-added' : 'security-added';
  if (isOpen(is)) return 'security-removed';
  // As long as every old way in is still one, nobody is shut out.
  if (removed.length === 0) return 'security-alternative-added';
  return added.length === 0 ? 'security-alternative-removed' : 'security-added';
}

const REACH = { direction: 'request', place: 'operation' } as const;

/** An operation's own requirements. Those that it inherits are told of once, at the document. */
export function compareSecurity(context: PairContext): void {
  const { comparison, pair } = context;
  const [old, now] = [pair.before.node.security, pair.after.node.security];
  const difference = securityDifference(old, now);
  const inherits = {
    before: comparison.before.loaded.document.security,
    after: comparison.after.loaded.document.security,
  };
  // `security: []` lets everybody in where saying nothing does not.
  const effective = securityDifference(old ?? inherits.before, now ?? inherits.after);
  const isOwn = (old === undefined) !== (now === undefined) || difference !== undefined;
  if (!isOwn || (difference === undefined && effective === undefined)) return;
  const isSame =
    effective === undefined || sameShape(old ?? inherits.before, now ?? inherits.after);
  context.add({
    kind: isSame ? 'security-restated' : (effective?.kind ?? 'security-restated'),
    part: 'security',
    before: context.sideBefore(
      pair.before.node,
      difference?.value.before ?? effective?.value.before,
    ),
    after: context.sideAfter(pair.after.node, difference?.value.after ?? effective?.value.after),
    reach: REACH,
    oasdiff: (difference?.ids ?? []).map((id) => `api-security-${id}`),
  });
}

/** The document's own requirements, which hold for every operation that has none. */
export function globalSecurity({ before, after }: Comparison):
  | {
      readonly kind: KindId;
      readonly before: Side;
      readonly after: Side;
      readonly oasdiff: readonly string[];
    }
  | undefined {
  const [old, now] = [before.loaded.document, after.loaded.document];
  const difference = securityDifference(old.security, now.security);
  if (difference === undefined) return undefined;
  return {
    kind: difference.kind,
    before: {
      pointer: old.security ? before.pointer(old.security) : '',
      value: difference.value.before,
    },
    after: {
      pointer: now.security ? after.pointer(now.security) : '',
      value: difference.value.after,
    },
    oasdiff: difference.ids.map((id) => `api-global-security-${id}`),
  };
}
