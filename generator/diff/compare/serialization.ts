import type { ParameterObject } from '../document.js';
import type { Found, PairContext } from './context.js';
import type { ParameterMatch } from './parameter-matches.js';
import type { Document } from './sides.js';

/** OpenAPI 3.1, section 4.8.12.2.1. */
const DEFAULT_STYLES: Readonly<Record<string, string>> = {
  path: 'simple',
  query: 'form',
  header: 'simple',
  cookie: 'form',
};

/** How a parameter's value is written: `style` and `explode` (Swagger 2.0: `collectionFormat`), or a media type. */
export function compareSerialization(
  context: PairContext,
  { before, after, how }: ParameterMatch,
  sides: (from: unknown, to: unknown) => Omit<Found, 'kind'>,
): void {
  const [old, now] = [before.node, after.node];
  const [was, is] = [mediaTypeOf(old), mediaTypeOf(now)];
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
  sides: (from: unknown, to: unknown) => Omit<Found, 'kind'>,
): void {
  const [was, is] = [styleOf(old), styleOf(now)];
  if (was.style === is.style && was.explode === is.explode) return;
  const { before, after } = context.comparison;
  // A single value is written alike exploded or not, and in most styles.
  const matters =
    isComposed(old, before) ||
    isComposed(now, after) ||
    ['label', 'matrix'].some((style) => was.style === style || is.style === style);
  context.add({
    kind: matters ? 'parameter-serialization-changed' : 'parameter-serialization-restated',
    ...sides(was, is),
  });
}

function compareAllowances(
  context: PairContext,
  old: ParameterObject,
  now: ParameterObject,
  sides: (from: unknown, to: unknown) => Omit<Found, 'kind'>,
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

function mediaTypeOf(node: ParameterObject): string | undefined {
  return Object.keys(node.content ?? {})[0];
}

function styleOf(node: ParameterObject): { readonly style: string; readonly explode: boolean } {
  const style = node.style ?? DEFAULT_STYLES[node.in] ?? 'form';
  return { style, explode: node.explode ?? style === 'form' };
}

/** Whether the value may be a list or an object; what nothing is known of may be. */
function isComposed(node: ParameterObject, document: Document): boolean {
  const schema = typeof node.schema === 'object' ? document.resolve(node.schema) : undefined;
  if (schema === undefined) return true;
  const types = schema.type === undefined ? [] : [schema.type].flat();
  return types.length === 0
    ? schema.enum === undefined
    : types.some((type) => type === 'array' || type === 'object');
}
