import type { Diagnostics } from '../diagnostics.js';
import { resolvePointer } from '../document/index.js';
import type {
  LoadedDocument,
  OpenApiDocument,
  ReferenceObject,
  SchemaObject,
} from '../document/openapi.js';
import type {
  Declaration,
  DeclarationId,
  Discriminator,
  Origin,
  Property,
  TypeRef,
} from '../model/model.js';
import { NEVER, UNKNOWN } from '../model/type-refs.js';
import { percentDecode, unescapeSegment } from '../util/json-pointer.js';

/** An interface's properties and index signature, own and inherited. */
export interface InheritedShape {
  readonly properties: ReadonlyMap<string, Property>;
  readonly index: TypeRef | undefined;
}

/**
 * The properties of schemas, by schema object. They depend on the schema alone, so they are valid in every document that
 * shares the object. Schemas with a discriminator are left out: what it maps to depends on the document.
 */
export type PropertyCache = Map<SchemaObject, readonly Property[]>;

/** What every part of the interpretation shares. */
export interface Context {
  readonly loaded: LoadedDocument;
  readonly diagnostics: Diagnostics;
  /** Filled while schemas are read. */
  readonly declarations: Map<DeclarationId, Declaration>;
  /** The declarations being read: one that is reached again through `allOf` inherits from itself. */
  readonly inProgress: Set<DeclarationId>;
  /** The discriminators of unions, filled while types are read; a base has its own in its declaration. */
  readonly discriminators: Discriminator[];
  readonly properties: PropertyCache;
  /** By declaration, filled on demand. */
  readonly shapes: Map<DeclarationId, InheritedShape>;
  /** Schemas outside of the components that references point to: they become declarations as well. */
  readonly referenced: Map<
    DeclarationId,
    { readonly wireName: string; readonly schema: SchemaObject }
  >;
}

export function getOrigin(context: Context, node: object): Origin {
  return { pointer: context.loaded.getPointer(node) };
}

/** Follows the references of a parameter, body or response to the object itself. `document/` has refused cycles. */
export function dereference<T extends object>(
  context: Context,
  node: T | ReferenceObject,
): T | undefined {
  let current: unknown = node;
  for (let hops = 0; hops < MAX_HOPS; hops += 1) {
    if (typeof current !== 'object' || current === null) return undefined;
    if (!('$ref' in current) || typeof current.$ref !== 'string') return current as T;
    current = resolvePointer(context.loaded.document, current.$ref);
  }
  return undefined;
}

const MAX_HOPS = 100;

const SCHEMAS = '#/components/schemas/';

/** The id of a component schema: its key unescaped, since Swashbuckle's ids of generics contain any character. */
export function schemaId(name: string): DeclarationId {
  return `${SCHEMAS}${name}`;
}

/** The component schema with an id. */
export function getComponent(
  { loaded }: Context,
  id: DeclarationId,
): SchemaObject | boolean | undefined {
  return loaded.document.components.schemas[id.slice(SCHEMAS.length)];
}

/**
 * A reference to a schema, as a type. A schema inside another schema or an operation (Microsoft.AspNetCore.OpenApi refers
 * to repeated shapes so) becomes a declaration of its own, so that a cycle through it ends.
 */
export function referenceTo(context: Context, ref: string): TypeRef {
  const name = findComponentName(context.loaded.document, ref);
  if (name !== undefined) return { kind: 'reference', id: schemaId(name) };
  const target = resolvePointer(context.loaded.document, ref);
  if (target === true) return UNKNOWN;
  if (target === false) return NEVER;
  if (typeof target !== 'object' || target === null) return UNKNOWN;
  context.referenced.set(ref, { wireName: nameFromPointer(ref), schema: target });
  return { kind: 'reference', id: ref };
}

/** The key of the component that a reference names: as written (Swashbuckle), else percent-decoded (RFC 6901, section 6). */
function findComponentName(document: OpenApiDocument, ref: string): string | undefined {
  if (!ref.startsWith(SCHEMAS)) return undefined;
  const { schemas } = document.components;
  const written = ref.slice(SCHEMAS.length);
  const asWritten = unescapeSegment(written);
  if (Object.hasOwn(schemas, asWritten)) return asWritten;
  const decoded = percentDecode(asWritten);
  return decoded !== undefined && Object.hasOwn(schemas, decoded) ? decoded : undefined;
}

/** A name for a schema without a key: `Order/properties/lines/items` gives `Order lines items`, without keywords. */
function nameFromPointer(ref: string): string {
  const segments = ref.slice(2).split('/').map(unescapeSegment);
  const words = segments.filter((segment) => !KEYWORDS.has(segment));
  return words.length > 0 ? words.join(' ') : segments.join(' ');
}

const KEYWORDS = new Set([
  'components',
  'schemas',
  'paths',
  'properties',
  'content',
  'responses',
  'requestBody',
  'schema',
  'application/json',
]);
