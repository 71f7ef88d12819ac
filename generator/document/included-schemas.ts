import { withoutFragment } from '../util/url.js';
import { percentDecode, unescapeSegment } from '../util/json-pointer.js';
import { define, isObject, own, type JsonObject } from './json.js';
import { getNodeRole, type NodeRole } from './references.js';

/** Keywords that hold a schema, or a list of them. */
const SCHEMA_KEYS = new Set([
  ...['schema', 'itemSchema', 'items', 'additionalProperties', 'additionalItems', 'prefixItems'],
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'],
  ...['unevaluatedItems', 'unevaluatedProperties', 'contentSchema'],
]);

/** Keywords that hold a map from names to schemas. */
const SCHEMA_MAPS = new Set([
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions', 'schemas'],
]);

/**
 * Makes components of the schemas that a document includes from other files, so that each has the name that it has there:
 * its key, or that of its file. A bundler keeps a schema where it is referred to nearest to the root, which is then there.
 *
 * @param root A copy of the document, which is changed.
 * @param read Reads and parses another file, by its URL.
 */
export async function nameIncludedSchemas(
  root: JsonObject,
  base: string,
  read: (url: string) => Promise<unknown>,
): Promise<void> {
  const files = new Set([withoutFragment(base)]);
  const found = new Set<string>();
  // Iterating a Set also visits what is added meanwhile.
  for (const file of files) {
    const value = file === withoutFragment(base) ? root : await read(file);
    visitReferences(value, (ref, isSchema) => {
      if (!URL.canParse(ref, file)) return;
      const { href } = new URL(ref, file);
      files.add(withoutFragment(href));
      if (isSchema) found.add(href);
    });
  }
  const section = getSection(root);
  const components = { ...section.schemas };
  const known = new Set(
    Object.values(section.schemas).flatMap((schema) => {
      const ref = isObject(schema) ? own(schema, '$ref') : undefined;
      return typeof ref === 'string' && URL.canParse(ref, base) ? [new URL(ref, base).href] : [];
    }),
  );
  for (const href of [...found].sort()) {
    if (known.has(href) || withoutFragment(href) === withoutFragment(base)) continue;
    define(components, chooseName(href, components), { $ref: href });
  }
  section.replace(components);
}

/** Calls `visit` for each reference outside of data, and whether a schema is expected there. Not recursive. */
function visitReferences(root: unknown, visit: (ref: string, isSchema: boolean) => void): void {
  const seen = new Set<unknown>();
  const waiting: { readonly node: unknown; readonly role: NodeRole; readonly isSchema: boolean }[] =
    [{ node: root, role: 'node', isSchema: false }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, role, isSchema } = next;
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    const isList = Array.isArray(node);
    const ref = own(node, '$ref');
    if (role === 'node' && !isList && typeof ref === 'string') visit(ref, isSchema);
    for (const [key, child] of Object.entries(node) as [string, unknown][]) {
      if (typeof child !== 'object' || child === null) continue;
      const childRole = getNodeRole(node, role, key, child);
      if (childRole === 'data') continue;
      const inside =
        isList || role === 'names'
          ? isSchema
          : childRole === 'names'
            ? SCHEMA_MAPS.has(key)
            : SCHEMA_KEYS.has(key);
      waiting.push({ node: child, role: childRole, isSchema: inside });
    }
  }
}

/** Where a document has its schemas: `definitions` in Swagger 2.0. */
function getSection(root: JsonObject): {
  readonly schemas: Record<string, unknown>;
  readonly replace: (schemas: JsonObject) => void;
} {
  const toObject = (value: unknown): Record<string, unknown> =>
    isObject(value) ? { ...value } : {};
  if (own(root, 'openapi') === undefined)
    return {
      schemas: toObject(own(root, 'definitions')),
      replace: (schemas) => {
        define(root, 'definitions', schemas);
      },
    };
  const components = toObject(own(root, 'components'));
  return {
    schemas: toObject(own(components, 'schemas')),
    replace: (schemas) => {
      define(root, 'components', { ...components, schemas });
    },
  };
}

/** The last parts of an address that are not taken: `Pet` of `models/common.yaml#/Pet`, else `common Pet`. */
function chooseName(href: string, taken: JsonObject): string {
  const { pathname, hash } = new URL(href);
  const file = pathname.replace(/(?:\.schema)?\.(?:json|jsonc|ya?ml)$/i, '');
  const parts = [...file.split('/'), ...hash.split('/')]
    .filter((part) => part !== '' && part !== '#')
    .map((part) => unescapeSegment(percentDecode(part) ?? part));
  for (let count = 1; count <= parts.length; count += 1) {
    const name = parts.slice(-count).join(' ');
    if (!Object.hasOwn(taken, name)) return name;
  }
  return href;
}
