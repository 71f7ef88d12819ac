import type { Diagnostics } from '../diagnostics.js';
import { DocumentRefusedError } from '../errors.js';
import { withoutQuery } from '../util/url.js';
import { NodeCache, shareEqualParts, type ReusableParts } from './reuse.js';
import { bundleDocument, type ExternalAccess } from './bundle.js';
import { describeKind, own, type JsonObject } from './json.js';
import { measureDocument } from './limits.js';
import { NormalForm } from './normal-form.js';
import {
  getOperationsOf,
  type LoadedDocument,
  type OpenApiDocument,
  type SchemaObject,
} from './openapi.js';
import type { Origins } from './origins.js';
import { parseText } from './parse.js';
import {
  checkReferences,
  findReferences,
  followReferences,
  isExternal,
  NormalReferences,
  ReferenceTable,
  type FoundReference,
} from './references.js';
import { Schemas } from './schemas.js';
import { localizeIdentifiers, mayHaveIdentifiers } from './identifiers.js';
import { getReferenceBase, localizeReferences } from './document-url.js';
import { readRelativeReferences, type RelativeReferences } from './relative-references.js';
import { reportUnread } from './unread.js';
import { ShapeReader } from './value-types.js';
import { upgradeSwagger2 } from './upgrade-2.0.js';

export interface DocumentSource {
  readonly text: string;
  /** The URL or the path of the text: references to other files are relative to it. */
  readonly location: string;
}

/** A published document with the user's corrections. */
export interface CorrectedDocument {
  readonly document: JsonObject;
  /** The key or index in the published document of what is under `key` of `parent` in this one. */
  readonly publishedKey: (parent: object, key: string) => string;
}

export interface LoadOptions extends ExternalAccess {
  /** Corrects the bundled document before it is read; must not change the published one. */
  readonly correct?: (published: JsonObject) => Promise<CorrectedDocument>;
  /** True: a document without operations is accepted; it can be compared, but gives no SDK. */
  readonly withoutOperations?: boolean;
  /** An earlier version of the document: equal parts are reused. Warnings about these are not reported again. */
  readonly reuseFrom?: LoadedDocument;
}

/**
 * Normalizes a Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2 document, in JSON or YAML. Reports to `diagnostics`. Reads other
 * files only through `fetchText`.
 *
 * @throws DocumentRefusedError when there are errors; `diagnostics` has all that were found.
 */
export async function loadDocument(
  source: DocumentSource,
  options: LoadOptions,
  diagnostics: Diagnostics,
): Promise<LoadedDocument> {
  const loaded = await load(source, options, diagnostics);
  if (loaded !== undefined && !diagnostics.hasErrors) return loaded;
  const errors = diagnostics.all.filter(({ severity }) => severity === 'error');
  const [first, ...others] = errors;
  const count = others.length === 1 ? 'is 1 more error' : `are ${others.length} more errors`;
  throw new DocumentRefusedError(
    `No SDK can be made from ${withoutQuery(source.location)}: ${first?.message ?? 'it has errors.'}` +
      (others.length > 0 ? ` There ${count}.` : ''),
    first && { hint: first.hint },
  );
}

/** Undefined when an error made it impossible to continue. */
async function load(
  { text, location }: DocumentSource,
  options: LoadOptions,
  diagnostics: Diagnostics,
): Promise<LoadedDocument | undefined> {
  const parsed = await parseText(text, diagnostics);
  const version = parsed && readVersion(parsed, diagnostics);
  if (parsed === undefined || version === undefined) return undefined;
  const earlier =
    options.correct === undefined ? getReusable(version, options.reuseFrom) : undefined;
  if (earlier !== undefined) shareEqualParts(earlier.published, parsed);
  const origins = measureDocument(parsed, diagnostics, undefined, earlier?.origins);
  if (origins === undefined) return undefined;
  const base = getReferenceBase(parsed, location);
  const found = localizeReferences(findReferences(parsed, origins), base);
  const references =
    isJsonSchemaVersion(version) && mayHaveIdentifiers(text)
      ? localizeIdentifiers(found, parsed, base, origins)
      : found;
  if (!references.some(({ ref }) => isExternal(ref)))
    return loadPublished(
      { published: parsed, version, origins, references, earlier },
      options,
      diagnostics,
    );

  const table = new ReferenceTable(parsed);
  const relativeReferences = readRelativeReferences(
    references,
    parsed,
    table,
    origins,
    diagnostics,
  );
  checkReferences(references, table, origins, diagnostics, relativeReferences);
  const bundled = await bundleDocument(parsed, location, references, options, origins, diagnostics);
  const bundledOrigins = bundled && measureDocument(bundled, diagnostics);
  if (bundled === undefined || bundledOrigins === undefined) return undefined;
  const whole = {
    references: findReferences(bundled, bundledOrigins),
    origins: bundledOrigins,
    earlier: undefined,
  };
  return loadPublished({ published: bundled, version, ...whole }, options, diagnostics);
}

/** What can be reused of an earlier document, if it has the same OpenAPI version. */
function getReusable(
  version: string,
  earlier: LoadedDocument | undefined,
): ReusableParts | undefined {
  return earlier?.reusable?.version === version ? earlier.reusable : undefined;
}

/** A document as published, and what has been found out about it. */
interface Published {
  readonly published: JsonObject;
  readonly version: string;
  readonly origins: Origins;
  readonly references: readonly FoundReference[];
  /** What an earlier version shares with this one. */
  readonly earlier: ReusableParts | undefined;
}

/**
 * Corrects and normalizes a document. The bundled document is corrected, since the snapshot contains that and a later check
 * begins with it.
 */
async function loadPublished(
  { published, earlier, ...found }: Published,
  { correct, withoutOperations = false }: LoadOptions,
  diagnostics: Diagnostics,
): Promise<LoadedDocument | undefined> {
  const { document, publishedKey } = (await correct?.(published)) ?? { document: published };
  const unchanged = document === published;
  const origins = unchanged ? found.origins : measureDocument(document, diagnostics, publishedKey);
  const version = unchanged ? found.version : readVersion(document, diagnostics);
  if (origins === undefined || version === undefined) return undefined;
  const references = unchanged ? found.references : findReferences(document, origins);
  const table = new ReferenceTable(document);
  const relativeReferences = readRelativeReferences(
    references,
    document,
    table,
    origins,
    diagnostics,
  );
  checkReferences(references, table, origins, diagnostics, relativeReferences);
  for (const { holder, ref } of references) {
    if (unchanged || !isExternal(ref)) continue;
    const message =
      'An overlay adds a reference to another file, which only the published document may have.';
    diagnostics.report('reference-external', `${origins.getPointer(holder)}/$ref`, message);
  }
  const loaded = normalizeDocument(
    document,
    version,
    { table, relativeReferences },
    { origins, earlier },
    diagnostics,
  );
  if (!withoutOperations) {
    reportUnread(document, version, origins, diagnostics);
    if (!hasOperations(loaded.document))
      diagnostics.report('paths-empty', '', 'The document declares no operations and no webhooks.');
  }
  const { reusable, ...rest } = loaded;
  return {
    ...rest,
    published,
    publishedVersion: found.version,
    // A version that reuses another is not reused itself, or each would keep all earlier ones in memory.
    ...(unchanged && reusable && earlier === undefined && { reusable }),
  };
}

function normalizeDocument(
  root: JsonObject,
  version: string,
  { table, relativeReferences }: { table: ReferenceTable; relativeReferences: RelativeReferences },
  { origins, earlier }: Pick<Published, 'origins' | 'earlier'>,
  diagnostics: Diagnostics,
): Pick<LoadedDocument, 'document' | 'getPointer' | 'reusable'> {
  const isVersion2 = version.startsWith('2');
  const followed = new Set<JsonObject>();
  const follow = (node: JsonObject): JsonObject | undefined => {
    const target = followReferences(node, table);
    if (target !== node) followed.add(node);
    return target;
  };
  const shapes = new ShapeReader(origins, diagnostics);
  const references = new NormalReferences(table, isVersion2, relativeReferences);
  const made = {
    schemas: new NodeCache<SchemaObject>(earlier?.schemas),
    nodes: new NodeCache(earlier?.nodes),
  };
  const isJsonSchema = isJsonSchemaVersion(version);
  const schemas = new Schemas(origins, shapes, references, isJsonSchema, made.schemas);
  const upgraded = isVersion2 ? upgradeSwagger2({ origins, shapes, follow }, root) : root;
  const tools = { origins, shapes, schemas, references, follow, made: made.nodes };
  const document = new NormalForm(tools, diagnostics).read(upgraded);
  return {
    document,
    getPointer: (node) => origins.getPointer(node),
    // Not after an upgrade from 2.0, which makes new objects, nor with YAML aliases, where one object has many pointers,
    // nor where one node has become a part of another.
    ...(!isVersion2 &&
      !origins.shared &&
      followed.size === 0 &&
      references.allAreComponents && {
        reusable: { published: root, version, origins, ...made },
      }),
  };
}

/** The version that the document declares. YAML reads `swagger: 2.0` as a number, which is accepted. */
function readVersion(parsed: JsonObject, diagnostics: Diagnostics): string | undefined {
  const key = Object.hasOwn(parsed, 'openapi') ? 'openapi' : 'swagger';
  const value = own(parsed, key);
  if (value === undefined) {
    diagnostics.report('not-a-document', '', 'The document has neither `openapi` nor `swagger`.');
    return undefined;
  }
  const text =
    typeof value === 'number' ? (Number.isInteger(value) ? `${value}.0` : String(value)) : value;
  const supported = key === 'openapi' ? /^3\.[012](\.|$)/ : /^2\.0$/;
  if (typeof text === 'string' && supported.test(text)) return text;
  const shown = typeof text === 'string' ? `'${text.slice(0, 40)}'` : describeKind(value);
  diagnostics.report('version-unsupported', `/${key}`, `The version is ${shown}.`);
  return undefined;
}

/** Since 3.1, schemas are those of JSON Schema. */
function isJsonSchemaVersion(version: string): boolean {
  return /^3\.[12]/.test(version);
}

/** Webhooks alone give types and handlers (OpenAPI 3.1, section 4.8.1: one of paths, components, webhooks is enough). */
function hasOperations({ paths, webhooks = {} }: OpenApiDocument): boolean {
  const items = [...Object.values(paths), ...Object.values(webhooks)];
  return items.some((item) => getOperationsOf(item).length > 0);
}
