import type { ParameterObject } from '../raw-openapi.js';
import type { Schema } from '../schemas/index.js';
import { compareAnnotations } from './annotations.js';
import type { AddFinding, PairContext, Parameter } from './context.js';
import {
  getExplodedProperties,
  matchParameters,
  type ParameterMatch,
  type Regrouping,
} from './matching.js';
import { getMediaType, getSchema, getStyle, isWrittenOtherwise } from './serialization.js';

const PLACE = { direction: 'request', location: 'parameter' } as const;

/** Compares the parameters of an operation. */
export function compareParameters(context: PairContext): void {
  const { comparison, pair } = context;
  const found = matchParameters(pair, comparison);
  if (found.reordered) {
    const add = context.between({ ...PLACE, old: pair.before.node, now: pair.after.node });
    add('parameter-order-changed', pair.before.template, pair.after.template);
  }
  for (const match of found.matches) compareMatch(context, match);
  for (const regrouping of found.regroupings) compareRegrouping(context, regrouping);
  for (const one of found.removed)
    context.between({ part: getPart(one), ...PLACE, old: one.node })('parameter-removed');
  for (const one of found.added)
    context.between({ part: getPart(one), ...PLACE, now: one.node })(getAddedKind(context, one));
}

function compareMatch(context: PairContext, { before, after, how }: ParameterMatch): void {
  const part = getPart(before);
  const [old, now] = [before.node, after.node];
  const add = context.between({ part, ...PLACE, old, now });
  if (old.in === 'querystring' && now.in === old.in && old.name !== now.name)
    add('querystring-renamed', old.name, now.name);
  if (how === 'moved') add('parameter-moved', old.in, now.in);
  else if (how === 'renamed')
    add(old.in === 'path' ? 'path-parameter-renamed' : 'parameter-renamed', old.name, now.name);
  const [was, is] = [isRequired(before), isRequired(after)];
  if (was !== is) add(is ? 'parameter-became-required' : 'parameter-became-optional', was, is);
  compareSerialization(context, old, now, how, add);
  compareAnnotations(old, now, add);
  visitSchemas(context, part, getSchema(old), getSchema(now));
}

function visitSchemas(
  context: PairContext,
  part: string,
  before: Schema | undefined,
  after: Schema | undefined,
): void {
  if (before !== undefined || after !== undefined)
    context.visit(before ?? true, after ?? true, part, PLACE);
}

/** Requests stay the same; the arguments of the method change. */
function compareRegrouping(context: PairContext, { singles, whole, isSplit }: Regrouping): void {
  const { before, after } = context.comparison;
  const properties = getExplodedProperties(whole.node, isSplit ? before : after) ?? {};
  const order = <T>(ofSingles: T, ofWhole: T): readonly [T, T] =>
    isSplit ? [ofWhole, ofSingles] : [ofSingles, ofWhole];
  const [old, now] = order(singles[0]?.node, whole.node);
  const names = order<unknown>(
    singles.map(({ node }) => node.name),
    whole.node.name,
  );
  context.between({ part: getPart(whole), ...PLACE, old, now })('parameter-regrouped', ...names);
  for (const single of singles) {
    const inside = properties[single.node.name] as Schema;
    visitSchemas(context, getPart(single), ...order(getSchema(single.node), inside));
  }
}

function getAddedKind(context: PairContext, parameter: Parameter) {
  if (parameter.node.in !== 'path')
    return isRequired(parameter) ? 'parameter-added-required' : 'parameter-added-optional';
  // The template already named it; only the declaration is new.
  return context.pair.before.template === context.pair.after.template
    ? 'path-parameter-declared'
    : 'path-parameter-added';
}

/** `query:Page`, as published. */
function getPart({ node }: Parameter): string {
  return `${node.in}:${node.name}`;
}

function isRequired({ node }: Parameter): boolean {
  return node.in === 'path' || node.required === true;
}

/** Compares `style` and `explode` (Swagger 2.0: `collectionFormat`), or the media type, and what may be sent raw or empty. */
function compareSerialization(
  { comparison: { before, after } }: PairContext,
  old: ParameterObject,
  now: ParameterObject,
  how: ParameterMatch['how'],
  add: AddFinding,
): void {
  const [was, is] = [getMediaType(old), getMediaType(now)];
  if (was !== is) add('parameter-content-changed', was ?? 'schema', is ?? 'schema');
  else if (how !== 'moved' && was === undefined && isWrittenOtherwise([old, before], [now, after]))
    add('parameter-serialization-changed', getStyle(old), getStyle(now));
  for (const key of ['allowReserved', 'allowEmptyValue'] as const) {
    const [allowed, allows] = [old[key] === true, now[key] === true];
    if (allowed === allows) continue;
    const isGranted = key === 'allowEmptyValue' && allows;
    const what = isGranted ? 'parameter-allowance-granted' : 'parameter-allowance-changed';
    add(what, { [key]: allowed }, { [key]: allows });
  }
}
