import type { ParameterObject } from '../document.js';
import type { KindId } from '../kinds/index.js';
import type { PairContext, Schema } from './context.js';
import { lifecycleChanges, removalIds, type LifecycleIds } from './lifecycle.js';
import {
  explodedProperties,
  matchParameters,
  type ParameterMatch,
  type Regrouping,
} from './parameter-matches.js';
import { compareSerialization } from './serialization.js';
import { sameShape } from './shape.js';
import type { Parameter } from './sides.js';

const REACH = { direction: 'request', place: 'parameter' } as const;

const IDS: LifecycleIds = {
  deprecated: 'request-parameter-deprecated',
  deprecatedWithSunset: 'request-parameter-deprecated',
  reactivated: 'request-parameter-reactivated',
  sunsetMissing: 'request-parameter-deprecated-sunset-missing',
  sunsetTooSmall: 'request-parameter-sunset-date-too-small',
  deprecatedSunsetParse: 'request-parameter-sunset-parse',
  sunsetParse: 'request-parameter-sunset-parse',
  sunsetDeleted: 'request-parameter-sunset-deleted',
  sunsetChangedTooSmall: 'request-parameter-sunset-date-changed-too-small',
  removed: 'request-parameter-removed',
  removedWithDeprecation: 'request-parameter-removed-with-deprecation',
  removedBeforeSunset: 'request-parameter-removed-before-sunset',
  removedSunsetParse: 'request-parameter-sunset-parse',
};

/** What an operation takes beside its body. */
export function compareParameters(context: PairContext): void {
  const { comparison, pair } = context;
  const found = matchParameters(pair, comparison);
  if (found.reordered)
    context.add({
      kind: 'parameter-order-changed',
      before: context.sideBefore(pair.before.node, pair.before.template),
      after: context.sideAfter(pair.after.node, pair.after.template),
      reach: REACH,
    });
  for (const match of found.matches) compareMatch(context, match);
  for (const regrouping of found.regroupings) compareRegrouping(context, regrouping);
  for (const parameter of found.removed) tellRemoved(context, parameter);
  for (const parameter of found.added) tellAdded(context, parameter);
}

function compareMatch(context: PairContext, match: ParameterMatch): void {
  const { before, after, how } = match;
  const part = partOf(before);
  const [old, now] = [before.node, after.node];
  const sides = (from: unknown, to: unknown) => ({
    part,
    before: context.sideBefore(old, from),
    after: context.sideAfter(now, to),
    reach: REACH,
  });
  if (how === 'moved')
    context.add({
      kind: 'parameter-moved',
      ...sides(old.in, now.in),
      oasdiff: replacedIds(context, match),
    });
  else if (how === 'renamed' && old.in === 'path')
    context.add({ kind: 'path-parameter-renamed', ...sides(old.name, now.name) });
  else if (how === 'renamed')
    context.add({
      kind: 'parameter-renamed',
      ...sides(old.name, now.name),
      oasdiff: replacedIds(context, match),
    });
  compareRequired(context, match, sides);
  compareSerialization(context, match, sides);
  compareLifecycle(context, match, sides);
  for (const key of ['description', 'example', 'examples'] as const) {
    if (!sameShape(old[key], now[key]))
      context.add({ kind: 'parameter-description-changed', ...sides(old[key], now[key]) });
  }
  visitSchemas(context, part, schemaOf(old), schemaOf(now), match);
}

type Sides = (from: unknown, to: unknown) => Omit<Parameters<PairContext['add']>[0], 'kind'>;

function compareRequired(
  context: PairContext,
  { before, after }: ParameterMatch,
  sides: Sides,
): void {
  const [was, is] = [isRequired(before), isRequired(after)];
  if (was === is) return;
  context.add(
    is
      ? {
          kind: 'parameter-became-required',
          ...sides(was, is),
          oasdiff: ['request-parameter-became-required'],
        }
      : {
          kind: 'parameter-became-optional',
          ...sides(was, is),
          oasdiff: ['request-parameter-became-optional'],
        },
  );
}

function compareLifecycle(
  context: PairContext,
  { before, after }: ParameterMatch,
  sides: Sides,
): void {
  const { today } = context.comparison;
  for (const change of lifecycleChanges(before.node, after.node, IDS, today))
    context.add({
      kind: `parameter-${change.what}`,
      ...sides(change.before, change.after),
      oasdiff: change.oasdiff,
    });
}

function visitSchemas(
  context: PairContext,
  part: string,
  before: Schema | undefined,
  after: Schema | undefined,
  { before: old, after: now }: Pick<ParameterMatch, 'before' | 'after'>,
): void {
  if (before === undefined && after === undefined) return;
  context.visit(before ?? true, after ?? true, part, {
    ...REACH,
    parameter: {
      in: now.node.in,
      optional: old.node.required !== true && now.node.required !== true,
      formExplode: repeatsItsName(now.node),
    },
  });
}

/** On the wire nothing happens; what programs write changes. */
function compareRegrouping(context: PairContext, { singles, whole, opened }: Regrouping): void {
  const { before, after } = context.comparison;
  const names = singles.map(({ node }) => node.name);
  const properties = explodedProperties(whole.node, opened ? before : after) ?? {};
  const [first] = singles;
  if (first === undefined) return;
  const pointers = opened
    ? {
        before: context.sideBefore(whole.node, whole.node.name),
        after: context.sideAfter(first.node, names),
      }
    : {
        before: context.sideBefore(first.node, names),
        after: context.sideAfter(whole.node, whole.node.name),
      };
  context.add({ kind: 'parameter-regrouped', part: partOf(whole), ...pointers, reach: REACH });
  for (const single of singles) {
    const inside = properties[single.node.name] as Schema;
    const own = schemaOf(single.node);
    if (opened)
      visitSchemas(context, partOf(single), inside, own, { before: whole, after: single });
    else visitSchemas(context, partOf(single), own, inside, { before: single, after: whole });
  }
}

function tellRemoved(context: PairContext, parameter: Parameter): void {
  const { today } = context.comparison;
  context.add({
    kind: 'parameter-removed',
    part: partOf(parameter),
    before: context.sideBefore(parameter.node, parameter.node.name),
    reach: REACH,
    oasdiff: removalIds(parameter.node, IDS, today),
  });
}

function tellAdded(context: PairContext, parameter: Parameter): void {
  context.add({
    kind: addedKind(context, parameter),
    part: partOf(parameter),
    after: context.sideAfter(parameter.node, parameter.node.name),
    reach: REACH,
    oasdiff: [addedId(parameter)],
  });
}

/** `?id=1&id=2`: what a query says of a list unless it is told otherwise (OpenAPI 3.1, section 4.8.12.2). */
function repeatsItsName({ in: place, style, explode }: Parameter['node']): boolean {
  const isForm = style === undefined ? place === 'query' || place === 'cookie' : style === 'form';
  return isForm && explode !== false;
}

function addedKind(context: PairContext, parameter: Parameter): KindId {
  if (parameter.node.in !== 'path')
    return isRequired(parameter) ? 'parameter-added-required' : 'parameter-added-optional';
  // What the template named all along is only declared now.
  return context.pair.before.template === context.pair.after.template
    ? 'path-parameter-declared'
    : 'path-parameter-added';
}

function addedId(parameter: Parameter): string {
  if (parameter.node.in === 'path') return 'new-request-path-parameter';
  const need = isRequired(parameter) ? 'required' : 'optional';
  return parameter.ofPath
    ? `new-${need}-request-default-parameter-to-existing-path`
    : `new-${need}-request-parameter`;
}

/** oasdiff sees a removal and an addition where one took the other's place. */
function replacedIds(context: PairContext, { before, after }: ParameterMatch): readonly string[] {
  return [...removalIds(before.node, IDS, context.comparison.today), addedId(after)];
}

/** `query:Page`, as published. */
function partOf({ node }: Parameter): string {
  return `${node.in}:${node.name}`;
}

function isRequired({ node }: Parameter): boolean {
  return node.in === 'path' || node.required === true;
}

export function schemaOf(node: ParameterObject): Schema | undefined {
  const [content] = Object.values(node.content ?? {});
  return content === undefined ? node.schema : content.schema;
}
