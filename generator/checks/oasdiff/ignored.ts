import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '../../diff/index.js';
import type { SchemaObject } from '../../document/openapi.js';
import { CONSTRAINTS } from './constraints.js';
import type { DocumentPair } from './documents.js';
import { getTypes, isAnnotation, type Schema } from './resolve.js';

type KindId = Finding['what'];

/**
 * The differences that oasdiff reports although they say nothing to users, so that no comparison finds them: keywords that
 * limit values of another type than the schema has, or values that are listed, and the values of a schema that has another
 * type than before; and parts of `allOf` that change nothing.
 *
 * @returns findings without reaches, of schemas at the same pointer in both documents.
 */
export function findIgnored({ before, after }: DocumentPair): readonly Finding[] {
  return before.listSchemas().flatMap(([pointer, was]): readonly Finding[] => {
    const is = (after.find({ pointer }) ?? {}) as SchemaObject;
    const create = (what: Finding['what'], value: string): Finding => ({
      what,
      subject: { kind: 'schema', wireName: '', path: [] },
      before: { pointer, value },
      after: { pointer, value },
      reaches: [],
    });
    const parts = listParts(was, is).map((what) => create(what, 'allOf'));
    // What is not a schema, such as a map of properties, has no type.
    if (![was, is].every((one) => typeof one.type === 'string' || Array.isArray(one.type)))
      return parts;
    const types = [getTypes(was), getTypes(is)];
    const areListed = [was, is].every((one) => (one.enum ?? one.const) !== undefined);
    const isIgnored = ({ types: limited }: { readonly types?: readonly string[] }) =>
      limited && (areListed || types.some((some) => !some.some((type) => limited.includes(type))));
    const limits = Object.entries(CONSTRAINTS).filter(
      ([key, one]) =>
        isIgnored(one) &&
        !isDeepStrictEqual(was[key as keyof SchemaObject], is[key as keyof SchemaObject]),
    );
    const isOtherType = !types[0]?.some((type) => types[1]?.includes(type));
    const hasOtherValues = isOtherType && !isDeepStrictEqual(was.enum, is.enum);
    return [
      ...parts,
      ...limits.map(([keyword]) => create('constraint-changed', keyword)),
      ...(hasOtherValues ? [create('became-enum', '')] : []),
    ];
  });
}

/** What happened to the parts of two schemas that both have some. Those with annotations only are notes. */
function listParts({ allOf: was }: SchemaObject, { allOf: is }: SchemaObject): readonly KindId[] {
  if (isDeepStrictEqual(was, is) || !Array.isArray(was ?? []) || !Array.isArray(is ?? []))
    return [];
  const isNote = (part: Schema) => Object.keys(part).every(isAnnotation);
  const changed = (some: readonly Schema[] = [], others: readonly Schema[] = []) =>
    some.filter((one) => !others.some((other) => isDeepStrictEqual(one, other)));
  const [removed, added] = [changed(was, is), changed(is, was)];
  return [
    ...([...removed, ...added].some(isNote) ? (['documentation-changed'] as const) : []),
    ...(was && removed.some((part) => !isNote(part)) ? (['base-removed'] as const) : []),
    ...(was && added.some((part) => !isNote(part)) ? (['base-added'] as const) : []),
  ];
}
