import { isInexact } from './exact-integers.js';
import { define, isArray, isObject, own, type JsonObject } from './json.js';
import { visitNodes } from './references.js';

/** How a YAML text writes its plain scalars that are no text, such as `1.0`: by object or list, and key. */
export class WrittenTexts {
  readonly #texts = new Map<object, Map<string, string>>();

  set(owner: object, key: string, text: string | undefined): void {
    const texts = this.#texts.get(owner);
    if (text === undefined) texts?.delete(key);
    else if (texts === undefined) this.#texts.set(owner, new Map([[key, text]]));
    else texts.set(key, text);
  }

  get(owner: object, key: string): string | undefined {
    return this.#texts.get(owner)?.get(key);
  }

  keys(owner: object): Iterable<string> {
    return this.#texts.get(owner)?.keys() ?? [];
  }
}

/** Fields that hold text wherever OpenAPI has them. */
const TEXT_FIELDS = new Set([
  'description',
  'email',
  'format',
  'in',
  'name',
  'openapi',
  'operationId',
  'pattern',
  'propertyName',
  'summary',
  'swagger',
  'title',
  'url',
  'version',
]);

const TEXT_LISTS = [
  'required',
  'tags',
  'x-enumNames',
  'x-enum-varnames',
  'x-enumDescriptions',
  'x-enum-descriptions',
];

/**
 * Puts back what was written where OpenAPI expects text: YAML reads the version `1.0` as the number 1, and `enum: [1.0]` of
 * a schema of `type: string` likewise. Changes the value in place.
 *
 * @returns the schemas whose `enum` has values without the quotation marks that make them text in other programs.
 */
export function restoreTexts(root: unknown, texts: WrittenTexts): ReadonlySet<object> {
  const unquoted = new Set<object>();
  if (!isObject(root)) return unquoted;
  visitNodes(root, (node) => {
    for (const key of texts.keys(node)) if (TEXT_FIELDS.has(key)) restoreText(node, key, texts);
    for (const key of TEXT_LISTS) restoreItems(node, key, texts, restoreText);
    const described = own(node, 'schema');
    const schema = isObject(described) ? described : node;
    const seen = new Set<unknown>();
    const restoreValue: Restore = (owner, key) => restoreTyped(owner, key, schema, texts, seen);
    for (const key of ['default', 'const', 'example']) restoreValue(node, key, texts);
    const values = own(node, 'enum');
    for (const key of ['enum', 'examples']) restoreItems(node, key, texts, restoreValue);
    const restored = own(node, 'enum');
    if (isArray(values) && isArray(restored) && values.some((each, at) => each !== restored[at]))
      unquoted.add(node);
    for (const key of ['default', 'example']) restoreInexact(node, key, texts);
    restoreItems(node, 'examples', texts, restoreInexact);
    restoreVariables(node, texts);
  });
  return unquoted;
}

/** An integer that a number cannot hold is only shown here, so its digits are kept as text, as in JSON. */
function restoreInexact(owner: object, key: string, texts: WrittenTexts): void {
  if (isInexact(texts.get(owner, key) ?? '')) restoreText(owner, key, texts);
}

type Restore = (owner: object, key: string, texts: WrittenTexts) => void;

function restoreText(owner: object, key: string, texts: WrittenTexts): void {
  const text = texts.get(owner, key);
  if (text === undefined || own(owner, key) === null) return;
  define(owner, key, text);
}

/** Restores the items of a list in a copy, since an alias may stand for the same list elsewhere. */
function restoreItems(owner: JsonObject, key: string, texts: WrittenTexts, each: Restore): void {
  const list = own(owner, key);
  if (!isArray(list)) return;
  const copy = [...list];
  list.forEach((_, index) => {
    texts.set(copy, String(index), texts.get(list, String(index)));
    each(copy, String(index), texts);
  });
  define(owner, key, copy);
}

/** Restores what a schema types as text, in the value and inside it. References are not followed. */
function restoreTyped(
  owner: object,
  key: string,
  schema: unknown,
  texts: WrittenTexts,
  seen: Set<unknown>,
): void {
  if (!isObject(schema)) return;
  const type = own(schema, 'type');
  const types: readonly unknown[] = isArray(type) ? type : [type];
  if (types.includes('string')) {
    if (types.every((each) => each === 'string' || each === 'null')) restoreText(owner, key, texts);
    return;
  }
  const value = own(owner, key);
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  const properties = own(schema, 'properties');
  for (const inner of Object.keys(value)) {
    if (isArray(value)) restoreTyped(value, inner, own(schema, 'items'), texts, seen);
    else if (isObject(properties)) restoreTyped(value, inner, own(properties, inner), texts, seen);
  }
}

/** The values of a server's variables are text (OpenAPI 3.1, section 4.8.6). */
function restoreVariables(node: JsonObject, texts: WrittenTexts): void {
  const servers = own(node, 'servers');
  if (!isArray(servers)) return;
  for (const server of servers) {
    const variables = isObject(server) ? own(server, 'variables') : undefined;
    for (const variable of isObject(variables) ? Object.values(variables) : []) {
      if (!isObject(variable)) continue;
      restoreText(variable, 'default', texts);
      restoreItems(variable, 'enum', texts, restoreText);
    }
  }
}
