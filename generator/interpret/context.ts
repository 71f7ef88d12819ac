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
import { NEVER, UNKNOWN } from '../model/types.js';

/** An interface with everything that it inherits. */
export interface InheritedShape {
  readonly properties: ReadonlyMap<string, Property>;
  readonly index: TypeRef | undefined;
}

/**
 * The properties of schemas, each read once. They depend on the schema alone, so that they hold in every document that
 * has the very object; those with a discriminator, which depends on what there is to map to, are left out.
 */
export type PropertyCache = Map<SchemaObject, readonly Property[]>;

/** What every part of the interpretation looks at: the document, the way back to its text, and where to complain. */
export interface Context {
  readonly loaded: LoadedDocument;
  readonly diagnostics: Diagnostics;
  /** Filled while schemas are read; a reference is a declaration's id. */
  readonly declarations: Map<DeclarationId, Declaration>;
  /** What is being declared: to meet one of these again through `allOf` is a cycle. */
  readonly inProgress: Set<DeclarationId>;
  /** Of unions, as they are met; a base keeps its own. */
  readonly discriminators: Discriminator[];
  readonly properties: PropertyCache;
  /** By declaration, once asked for. */
  readonly shapes: Map<DeclarationId, InheritedShape>;
  /** Schemas that are no components but are referred to: they become declarations as well. */
  readonly referenced: Map<
    DeclarationId,
    { readonly wireName: string; readonly schema: SchemaObject }
  >;
}

export function getOrigin(context: Context, node: object): Origin {
  return { pointer: context.loaded.pointerOf(node) };
}

/** Follows references of parameters, bodies and responses to the object itself. `document/` has refused cycles. */
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

/** The identity of a component schema: its key as it is, since Swashbuckle's generic ids hold any character. */
export function schemaId(name: string): DeclarationId {
  return `${SCHEMAS}${name}`;
}

/**
 * A reference to a schema, as a type. One that points into another schema or into an operation (as
 * Microsoft.AspNetCore.OpenApi prints for repeated shapes) becomes a declaration of its own,
 * so that even a cycle through it ends.
 */
export function referenceTo(context: Context, ref: string): TypeRef {
  const name = findComponentName(context.loaded.document, ref);
  if (name !== undefined) return { kind: 'reference', id: schemaId(name) };
  const target = resolvePointer(context.loaded.document, ref);
  if (target === true) return UNKNOWN;
  if (target === false) return NEVER;
  if (typeof target !== 'object' || target === null) return UNKNOWN;
  context.referenced.set(ref, { wireName: nameFromPointer(ref), schema: target as SchemaObject });
  return { kind: 'reference', id: ref };
}

/** The key of the component schema that a reference names: as written (Swashbuckle), else percent-decoded (RFC 6901, section 6). */
function findComponentName(document: OpenApiDocument, ref: string): string | undefined {
  if (!ref.startsWith(SCHEMAS)) return undefined;
  const { schemas } = document.components;
  const written = ref.slice(SCHEMAS.length);
  const asWritten = written.includes('~')
    ? written.replaceAll('~1', '/').replaceAll('~0', '~')
    : written;
  if (Object.hasOwn(schemas, asWritten)) return asWritten;
  const decoded = percentDecode(asWritten);
  return decoded !== undefined && Object.hasOwn(schemas, decoded) ? decoded : undefined;
}

function percentDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // Not percent-encoded at all: `50%Off` is a name.
  }
}

/** `Order/properties/lines/items` reads as `Order lines items`: what the schema is, without the keywords on the way. */
function nameFromPointer(ref: string): string {
  const segments = ref
    .slice(2)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
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
