import { oneOrMany } from './dialect.js';
import { isList } from './json.js';
import type { SchemaDraft } from './upgrade-3.0.js';

/** JSON Schema 2020-12, validation, section 6.1.1. */
const TYPES: ReadonlySet<unknown> = new Set(
  'null boolean object array number string integer'.split(' '),
);

/** What is expected where {@link readTypeWords} complains. */
export const ONE_OF_THE_TYPES = `one of ${[...TYPES].join(', ')}`;

/**
 * What a schema's `type` says. Of a word that is no type nothing is made; it is kept for a comparison, in which `int`
 * is neither `string` nor anything at all.
 *
 * @param complain called when anything there is no type.
 */
export function readTypeWords(type: unknown, complain: () => void): SchemaDraft {
  // Nearly every schema says one word, and there are a hundred thousand of them.
  if (typeof type === 'string' && TYPES.has(type)) return { type };
  const list = isList(type) ? type : [type];
  const words = new Set(list.filter((one): one is string => typeof one === 'string'));
  const types = [...words].filter((word) => TYPES.has(word));
  const unknown = [...words].filter((word) => !TYPES.has(word));
  if (list.length === 0 || !list.every((one) => TYPES.has(one))) complain();
  return {
    ...(types.length > 0 && { type: oneOrMany(types) }),
    ...(unknown.length > 0 && { 'x-unknown-types': unknown }),
  };
}
