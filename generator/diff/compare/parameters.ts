import type { ParameterObject } from '../raw-openapi.js';
import type { KindId } from '../kinds/index.js';
import type { Schema } from '../schemas/index.js';
import type { DocumentSide, Found, PairContext, Parameter } from './context.js';
import { findLifecycleChanges, getRemovalIds, type LifecycleIds } from './lifecycle.js';
import {
  getExplodedProperties,
  matchParameters,
  type ParameterMatch,
  type Regrouping,
} from './pairing.js';
import { haveSameShape } from './equal-nodes.js';

const REACH = { direction: 'request', location: 'parameter' } as const;

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

/** Compares the parameters of an operation. */
export function compareParameters(context: PairContext): void {
  const { comparison, pair } = context;
  const found = matchParameters(pair, comparison);
  if (found.reordered)
    context.add({
      kind: 'parameter-order-changed',
      before: context.createSideBefore(pair.before.node, pair.before.template),
      after: context.createSideAfter(pair.after.node, pair.after.template),
      reach: REACH,
    });
  for (const match of found.matches) compareMatch(context, match);
  for (const regrouping of found.regroupings) compareRegrouping(context, regrouping);
  for (const parameter of found.removed) addRemoved(context, parameter);
  for (const parameter of found.added) addAdded(context, parameter);
}

function compareMatch(context: PairContext, match: ParameterMatch): void {
  const { before, after, how } = match;
  const part = getPart(before);
  const [old, now] = [before.node, after.node];
  const sides = (from: unknown, to: unknown) => ({
    part,
    before: context.createSideBefore(old, from),
    after: context.createSideAfter(now, to),
    reach: REACH,
  });
  if (old.in === 'querystring' && now.in === old.in && old.name !== now.name)
    context.add({ kind: 'querystring-renamed', ...sides(old.name, now.name) });
  if (how === 'moved')
    context.add({
      kind: 'parameter-moved',
      ...sides(old.in, now.in),
      oasdiff: getReplacedIds(context, match),
    });
  else if (how === 'renamed' && old.in === 'path')
    context.add({ kind: 'path-parameter-renamed', ...sides(old.name, now.name) });
  else if (how === 'renamed')
    context.add({
      kind: 'parameter-renamed',
      ...sides(old.name, now.name),
      oasdiff: getReplacedIds(context, match),
    });
  compareRequired(context, match, sides);
  compareSerialization(context, match, sides);
  compareLifecycle(context, match, sides);
  for (const key of ['description', 'example', 'examples'] as const) {
    if (!haveSameShape(old[key], now[key]))
      context.add({ kind: 'parameter-description-changed', ...sides(old[key], now[key]) });
  }
  visitSchemas(context, part, getSchema(old), getSchema(now), match);
}

type CreateSides = (from: unknown, to: unknown) => Omit<Found, 'kind'>;

function compareRequired(
  context: PairContext,
  { before, after }: ParameterMatch,
  sides: CreateSides,
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
  sides: CreateSides,
): void {
  const { today } = context.comparison;
  for (const change of findLifecycleChanges(before.node, after.node, IDS, today))
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

/** Requests stay the same; the arguments of the method change. */
function compareRegrouping(context: PairContext, { singles, whole, isSplit }: Regrouping): void {
  const { before, after } = context.comparison;
  const names = singles.map(({ node }) => node.name);
  const properties = getExplodedProperties(whole.node, isSplit ? before : after) ?? {};
  const [first] = singles;
  if (first === undefined) return;
  const pointers = isSplit
    ? {
        before: context.createSideBefore(whole.node, whole.node.name),
        after: context.createSideAfter(first.node, names),
      }
    : {
        before: context.createSideBefore(first.node, names),
        after: context.createSideAfter(whole.node, whole.node.name),
      };
  context.add({ kind: 'parameter-regrouped', part: getPart(whole), ...pointers, reach: REACH });
  for (const single of singles) {
    const inside = properties[single.node.name] as Schema;
    const own = getSchema(single.node);
    if (isSplit)
      visitSchemas(context, getPart(single), inside, own, { before: whole, after: single });
    else visitSchemas(context, getPart(single), own, inside, { before: single, after: whole });
  }
}

function addRemoved(context: PairContext, parameter: Parameter): void {
  const { today } = context.comparison;
  context.add({
    kind: 'parameter-removed',
    part: getPart(parameter),
    before: context.createSideBefore(parameter.node, parameter.node.name),
    reach: REACH,
    oasdiff: getRemovalIds(parameter.node, IDS, today),
  });
}

function addAdded(context: PairContext, parameter: Parameter): void {
  context.add({
    kind: getAddedKind(context, parameter),
    part: getPart(parameter),
    after: context.createSideAfter(parameter.node, parameter.node.name),
    reach: REACH,
    oasdiff: [getAddedId(parameter)],
  });
}

/** `?id=1&id=2`: the default for arrays in the query (OpenAPI 3.1, section 4.8.12.2). */
function repeatsItsName({ in: location, style, explode }: Parameter['node']): boolean {
  const isForm =
    style === undefined ? location === 'query' || location === 'cookie' : style === 'form';
  return isForm && explode !== false;
}

function getAddedKind(context: PairContext, parameter: Parameter): KindId {
  if (parameter.node.in !== 'path')
    return isRequired(parameter) ? 'parameter-added-required' : 'parameter-added-optional';
  // The template already named it; only the declaration is new.
  return context.pair.before.template === context.pair.after.template
    ? 'path-parameter-declared'
    : 'path-parameter-added';
}

function getAddedId(parameter: Parameter): string {
  if (parameter.node.in === 'path') return 'new-request-path-parameter';
  const need = isRequired(parameter) ? 'required' : 'optional';
  return parameter.ofPath
    ? `new-${need}-request-default-parameter-to-existing-path`
    : `new-${need}-request-parameter`;
}

/** For oasdiff a replaced parameter is one removed and one added. */
function getReplacedIds(
  context: PairContext,
  { before, after }: ParameterMatch,
): readonly string[] {
  return [...getRemovalIds(before.node, IDS, context.comparison.today), getAddedId(after)];
}

/** `query:Page`, as published. */
function getPart({ node }: Parameter): string {
  return `${node.in}:${node.name}`;
}

function isRequired({ node }: Parameter): boolean {
  return node.in === 'path' || node.required === true;
}

function getSchema(node: ParameterObject): Schema | undefined {
  const [content] = Object.values(node.content ?? {});
  return content === undefined ? node.schema : content.schema;
}

/** OpenAPI 3.1, section 4.8.12.2.1. */
const DEFAULT_STYLES: Readonly<Record<string, string>> = {
  path: 'simple',
  query: 'form',
  header: 'simple',
  cookie: 'form',
};

/** Compares `style` and `explode` (Swagger 2.0: `collectionFormat`), or the media type. */
function compareSerialization(
  context: PairContext,
  { before, after, how }: ParameterMatch,
  sides: CreateSides,
): void {
  const [old, now] = [before.node, after.node];
  const [was, is] = [getMediaType(old), getMediaType(now)];
  if (was !== is) {
    context.add({ kind: 'parameter-content-changed', ...sides(was ?? 'schema', is ?? 'schema') });
  } else if (how !== 'moved' && was === undefined) {
    compareStyle(context, old, now, sides);
  }
  compareAllowances(context, old, now, sides);
}

function compareStyle(
  context: PairContext,
  old: ParameterObject,
  now: ParameterObject,
  sides: CreateSides,
): void {
  const [was, is] = [getStyle(old), getStyle(now)];
  if (was.style === is.style && was.explode === is.explode) return;
  const { before, after } = context.comparison;
  // A single value is the same text with and without `explode`, and in most styles.
  const hasEffect =
    mayBeComposed(old, before) ||
    mayBeComposed(now, after) ||
    // `cookie` does not percent-encode (OpenAPI 3.2, section 4.12.3).
    ['label', 'matrix', 'cookie'].some((style) => was.style === style || is.style === style);
  context.add({
    kind: hasEffect ? 'parameter-serialization-changed' : 'parameter-serialization-restated',
    ...sides(was, is),
  });
}

function compareAllowances(
  context: PairContext,
  old: ParameterObject,
  now: ParameterObject,
  sides: CreateSides,
): void {
  for (const key of ['allowReserved', 'allowEmptyValue'] as const) {
    const [was, is] = [old[key] === true, now[key] === true];
    if (was === is) continue;
    const kind =
      key === 'allowEmptyValue' && is
        ? 'parameter-allowance-granted'
        : 'parameter-allowance-changed';
    context.add({ kind, ...sides({ [key]: was }, { [key]: is }) });
  }
}

function getMediaType(node: ParameterObject): string | undefined {
  return Object.keys(node.content ?? {})[0];
}

function getStyle(node: ParameterObject): { readonly style: string; readonly explode: boolean } {
  const style = node.style ?? DEFAULT_STYLES[node.in] ?? 'form';
  return { style, explode: node.explode ?? (style === 'form' || style === 'cookie') };
}

/** Whether the value may be an array or an object, as it may be without a type. */
function mayBeComposed(node: ParameterObject, document: DocumentSide): boolean {
  const schema = typeof node.schema === 'object' ? document.resolve(node.schema) : undefined;
  if (schema === undefined) return true;
  const types = schema.type === undefined ? [] : [schema.type].flat();
  return types.length === 0
    ? schema.enum === undefined
    : types.some((type) => type === 'array' || type === 'object');
}
