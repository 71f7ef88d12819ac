import { getPublishedOperations } from '../../document/openapi.js';
import type { MediaTypeObject, OpenApiDocument, SchemaObject } from '../../document/openapi.js';
import { getSchema, getTypes, type Schema } from './normal-form.js';
import { resolveReference, type ContentOwner } from './subjects.js';

/**
 * Finds the schemas whose value is a `Blob`: bytes as a whole body, in a form, or in no operation. Inside JSON they are text.
 */
export function findByteSchemas(document: OpenApiDocument): ReadonlySet<Schema> {
  const contents = [...getPublishedOperations(document).values()].flatMap((operation) => [
    ...listContents(document, operation.requestBody),
    ...Object.values(operation.responses ?? {}).flatMap((node) => listContents(document, node)),
  ]);
  // URL-encoded fields are text: a form that is declared inline says so, a named one may be a multipart form elsewhere.
  const isForm = (mediaType: string, schema: Schema) =>
    mediaType.startsWith('multipart/') ||
    (mediaType.includes('x-www-form-urlencoded') &&
      typeof schema === 'object' &&
      schema.$ref !== undefined);
  const inForms = collectSchemas(
    document,
    contents.flatMap(([mediaType, schema]) => (isForm(mediaType, schema) ? [schema] : [])),
  );
  const whole = new Set(contents.map(([, schema]) => follow(document, schema)));
  const elsewhere = collectSchemas(
    document,
    contents.flatMap(([mediaType, schema]) => (isForm(mediaType, schema) ? [] : [schema])),
  );
  const all = [...collectSchemas(document, Object.values(document.components.schemas))];
  return new Set(
    [...all, ...inForms, ...elsewhere].filter(
      (schema) =>
        isBytes(schema) && (inForms.has(schema) || whole.has(schema) || !elsewhere.has(schema)),
    ),
  );
}

/** Media types of text. */
const TEXT =
  /^text\/|[/+](?:json|xml|yaml)\b|^application\/(?:.*json.*|.*yaml|toml|sql|graphql|javascript|rtf|jwt)/i;

/** Raw bytes: `format: binary` up to 3.0, `contentMediaType` without an encoding from 3.1 on (section 4.8.14.4). */
function isBytes(schema: Schema): boolean {
  if (typeof schema === 'boolean') return false;
  const { format, contentMediaType, contentEncoding } = schema;
  const types = getTypes(schema);
  if (types.length > 0 && !types.includes('string')) return false;
  if (format === 'binary') return true;
  if (contentMediaType === undefined || contentEncoding !== undefined) return false;
  return !TEXT.test(contentMediaType);
}

function listContents(
  document: OpenApiDocument,
  owner: Parameters<typeof resolveReference<ContentOwner>>[1],
): readonly (readonly [mediaType: string, schema: Schema])[] {
  const content = resolveReference<ContentOwner>(document, owner)?.content ?? {};
  return Object.entries(content).flatMap(([mediaType, { schema }]: [string, MediaTypeObject]) =>
    schema === undefined ? [] : [[mediaType, schema] as const],
  );
}

function follow(document: OpenApiDocument, schema: Schema): Schema {
  const seen = new Set<Schema>();
  let current = schema;
  while (typeof current === 'object' && current.$ref !== undefined && !seen.has(current)) {
    seen.add(current);
    current = getSchema(document, current.$ref) ?? true;
  }
  return current;
}

/** Keywords whose values are data. */
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples']);

/** The schemas and all that they contain or refer to. */
function collectSchemas(
  document: OpenApiDocument,
  from: readonly Schema[],
): ReadonlySet<SchemaObject> {
  const found = new Set<object>(from.filter((schema) => typeof schema === 'object'));
  // Iterating a Set also visits the elements added meanwhile.
  for (const node of found) {
    for (const [key, value] of Object.entries(node) as [string, unknown][])
      if (typeof value === 'object' && value !== null && !DATA.has(key)) found.add(value);
    const target = '$ref' in node ? getSchema(document, String(node.$ref)) : undefined;
    if (typeof target === 'object') found.add(target);
  }
  return found;
}
