import type { Diagnostics } from '../diagnostics.js';
import { findNearest } from '../util/nearest.js';
import { byCodeUnit } from '../util/order.js';
import { escapeSegment, percentDecode } from '../util/json-pointer.js';
import { FIELDS, OBJECT_NAMES, type Field, type ObjectKind } from './fields.js';
import { isArray, isObject, own, type JsonObject } from './json.js';
import type { Origins } from './origins.js';
import { ANNOTATIONS } from './schema-dialects.js';

/**
 * Reports every part of a document that the SDK does not use, each kind once with the number of its places: fields that are not
 * supported, or change nothing, or that OpenAPI does not have, and extensions.
 *
 * @param root The document as published, with the user's corrections.
 */
export function reportUnread(
  root: JsonObject,
  version: string,
  origins: Origins,
  diagnostics: Diagnostics,
): void {
  const walk = new Walk(origins, diagnostics, /^(?:2|3\.0)/.test(version));
  walk.visit(root, version.startsWith('2') ? 'document2' : 'document');
  walk.reportExtensions();
  walk.reportUnusedComponents(root);
}

/** JSON in the data of an event is the one text whose inside has a type. */
const EVENT_CONTENT =
  /\/text~1event-stream\/(?:itemSchema|schema)\/(?:.*\/)?properties\/data\/contentSchema$/;

class Walk {
  readonly #origins: Origins;
  readonly #diagnostics: Diagnostics;
  readonly #siblingsIgnored: boolean;
  /** What was visited, when aliases make an object occur twice. */
  readonly #seen: Set<object> | undefined;
  /** The components that are referred to, as `section/name`. */
  readonly #referred = new Set<string>();
  /** By name, the first place of each extension. */
  readonly #extensions = new Map<string, string>();

  /** @param siblingsIgnored Whether keywords beside a schema's `$ref` are ignored, as up to 3.0. */
  constructor(origins: Origins, diagnostics: Diagnostics, siblingsIgnored: boolean) {
    this.#origins = origins;
    this.#diagnostics = diagnostics;
    this.#siblingsIgnored = siblingsIgnored;
    this.#seen = origins.shared ? new Set() : undefined;
  }

  /** Recursive, since the document's depth has been checked. What is malformed has been reported where it is read. */
  visit(node: unknown, expected: ObjectKind): void {
    if (!isObject(node) || this.#seen?.has(node)) return;
    this.#seen?.add(node);
    const ref = own(node, '$ref');
    const isReference = typeof ref === 'string';
    if (isReference) this.#addReference(ref);
    const kind = isReference && FIELDS[expected]['$ref'] === undefined ? 'reference' : expected;
    const fields = FIELDS_BY_KIND.get(kind);
    const onlyAnnotations = isReference && kind === 'schema' && this.#siblingsIgnored;
    for (const key of Object.keys(node)) {
      const field = fields?.get(key);
      if (field === undefined) this.#reportUnknown(node, key, kind);
      else if (onlyAnnotations && !BESIDE_REFERENCE.has(key)) this.#reportSibling(node, key);
      else this.#visitField(node, key, field, kind);
    }
  }

  #visitField(node: JsonObject, key: string, field: Field, kind: ObjectKind): void {
    const { use, effect = '', holds, isRead } = field;
    if (use === 'read' || use === 'silent') {
      if (holds !== undefined) this.#visitHeld(node[key], holds);
    } else if (isRead?.(node[key], node)) {
      if (holds !== undefined) this.#visitHeld(node[key], holds);
    } else {
      const pointer = this.#pointerTo(node, key);
      if (EVENT_CONTENT.test(pointer)) return;
      const code = use === 'unused' ? 'part-unused' : 'part-unsupported';
      const message = `'${key}' of ${OBJECT_NAMES[kind]}: ${effect}.`;
      this.#diagnostics.reportOnce(code, pointer, message);
    }
  }

  #visitHeld(value: unknown, { object, as }: NonNullable<Field['holds']>): void {
    // Instead of one schema, `items` had a list of them up to draft 2019-09 of JSON Schema.
    if (isArray(value)) for (const item of value) this.visit(item, object);
    else if (as === 'one') this.visit(value, object);
    else if (as === 'patternedMaps') {
      if (!isObject(value)) return;
      for (const inner of Object.values(value))
        if (isObject(inner) && typeof own(inner, '$ref') !== 'string')
          this.#visitHeld(inner, { object, as: 'patterned' });
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        if (as === 'patterned' && key.startsWith('x-')) this.#addExtension(value, key);
        else this.visit(value[key], object);
      }
    }
  }

  #reportUnknown(node: JsonObject, key: string, kind: ObjectKind): void {
    if (key.startsWith('x-')) {
      this.#addExtension(node, key);
      return;
    }
    const near = findNearest(key, Object.keys(FIELDS[kind]));
    const suggestion = near === undefined ? '' : ` Did you mean '${near}'?`;
    const message = `'${key.slice(0, 40)}' is no field of ${OBJECT_NAMES[kind]}.${suggestion}`;
    this.#diagnostics.reportOnce('field-unknown', this.#pointerTo(node, key), message);
  }

  #reportSibling(node: JsonObject, key: string): void {
    const message = `'${key}' beside a schema's $ref: OpenAPI ignores it up to 3.0.`;
    this.#diagnostics.reportOnce('part-unused', this.#pointerTo(node, key), message);
  }

  #addExtension(node: JsonObject, key: string): void {
    const pointer = this.#pointerTo(node, key);
    const known = this.#extensions.get(key);
    if (known === undefined || pointer < known) this.#extensions.set(key, pointer);
  }

  #addReference(ref: string): void {
    // Schemas become types whether anything refers to them or not.
    if (/^#\/(?:components\/schemas|definitions)\//.test(ref)) return;
    const [section = '', name = ''] = ref.replace(/^#\/(?:components\/)?/, '').split('/');
    // A reference is a URI, so a name may be percent-encoded.
    for (const spelling of [name, percentDecode(name)])
      this.#referred.add(`${section}/${spelling}`);
  }

  /** Reports components that no reference leads to, but those that need none: schemas and security schemes. */
  reportUnusedComponents(root: JsonObject): void {
    const components = own(root, 'components') ?? root;
    for (const section of ['parameters', 'requestBodies', 'responses', 'pathItems', 'mediaTypes']) {
      const map = isObject(components) ? own(components, section) : undefined;
      if (!isObject(map)) continue;
      for (const name of Object.keys(map)) {
        if (this.#referred.has(`${section}/${escapeSegment(name)}`)) continue;
        const message = `Nothing refers to one of the shared ${section}.`;
        this.#diagnostics.reportOnce('component-unused', this.#pointerTo(map, name), message);
      }
    }
  }

  /** One diagnostic names the extensions, since most documents have some and nobody expects code of them. */
  reportExtensions(): void {
    const names = [...this.#extensions.keys()].sort(byCodeUnit);
    const [first] = [...this.#extensions.values()].sort(byCodeUnit);
    if (first === undefined) return;
    const shown = names.slice(0, MAX_NAMES).map((name) => `'${name.slice(0, 40)}'`);
    const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
    this.#diagnostics.report(
      'extension-unused',
      first,
      `The SDK makes nothing of ${shown.join(', ')}${more}.`,
    );
  }

  #pointerTo(node: JsonObject, key: string): string {
    return `${this.#origins.getPointer(node)}/${escapeSegment(key)}`;
  }
}

/** As maps, since a large document has a million keys to look up. */
const FIELDS_BY_KIND = new Map(
  Object.entries(FIELDS).map(([kind, fields]) => [kind, new Map(Object.entries(fields))]),
);

const MAX_NAMES = 8;

/** What is read beside a schema's `$ref` in any version. */
const BESIDE_REFERENCE: ReadonlySet<string> = new Set([
  '$ref',
  'nullable',
  'x-nullable',
  'type',
  ...ANNOTATIONS,
]);
