import { resolvePointer } from '../document/index.js';
import type { OpenApiDocument, SchemaObject } from '../document/openapi.js';
import type { DeclarationId, TypeRef } from '../model/model.js';
import { NEVER, UNKNOWN } from '../model/types.js';
import type { Context } from './context.js';

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
  const name = componentName(context.loaded.document, ref);
  if (name !== undefined) return { kind: 'reference', id: schemaId(name) };
  const target = resolvePointer(context.loaded.document, ref);
  if (target === true) return UNKNOWN;
  if (target === false) return NEVER;
  if (typeof target !== 'object' || target === null) return UNKNOWN;
  context.pointedAt.set(ref, { wireName: pointedName(ref), schema: target as SchemaObject });
  return { kind: 'reference', id: ref };
}

/** The key of the component schema that a reference names: as written (Swashbuckle), else percent-decoded (RFC 6901, section 6). */
function componentName(document: OpenApiDocument, ref: string): string | undefined {
  if (!ref.startsWith(SCHEMAS)) return undefined;
  const { schemas } = document.components;
  const written = ref.slice(SCHEMAS.length);
  const asWritten = written.includes('~')
    ? written.replaceAll('~1', '/').replaceAll('~0', '~')
    : written;
  if (Object.hasOwn(schemas, asWritten)) return asWritten;
  const decoded = percentDecoded(asWritten);
  return decoded !== undefined && Object.hasOwn(schemas, decoded) ? decoded : undefined;
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // Not percent-encoded at all: `50%Off` is a name.
  }
}

/** `Order/properties/lines/items` reads as `Order lines items`: what the schema is, without the keywords on the way. */
function pointedName(ref: string): string {
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
