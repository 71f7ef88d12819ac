import type { Diagnostics } from '../diagnostics.js';
import { DocumentRefusedError } from '../errors.js';
import { withoutQuery } from '../util/url.js';
import { Made, shareWith, type Loan } from './alike.js';
import { bundled, type ExternalAccess } from './bundle.js';
import { Destinations } from './destinations.js';
import { kindOf, own, type JsonObject } from './json.js';
import { measured } from './limits.js';
import { NormalForm } from './normal-form.js';
import {
  METHODS,
  type LoadedDocument,
  type OpenApiDocument,
  type SchemaObject,
} from './openapi.js';
import type { Origins } from './origins.js';
import { parseText } from './parse.js';
import {
  checkReferences,
  followReferences,
  isExternal,
  referencesIn,
  ReferenceTable,
  type FoundReference,
} from './references.js';
import { Schemas } from './schemas.js';
import { Shapes } from './shapes.js';
import { upgrade2 } from './upgrade-2.0.js';

export interface DocumentSource {
  readonly text: string;
  /** The URL or the path of the text: references to other files are relative to it. */
  readonly location: string;
}

/** A published document with the user's corrections. */
export interface Mended {
  readonly document: JsonObject;
  /** The key or index in the published document of what stands under `key` of `parent` in this one. */
  readonly publishedKey: (parent: object, key: string) => string;
}

export interface LoadOptions extends ExternalAccess {
  /** Corrects the whole document before it is read; must leave the published one as it is. */
  readonly mend?: (published: JsonObject) => Promise<Mended>;
  /** True: a document without operations is welcome; two of them can be compared, though neither gives an SDK. */
  readonly withoutOperations?: boolean;
  /**
   * Another version of the document: what is the same in both is made once. Nothing is complained of twice, so what
   * was let pass there is not told again.
   */
  readonly like?: LoadedDocument;
}

/**
 * Makes the normal form of a Swagger 2.0, OpenAPI 3.0 or 3.1 document, in JSON or YAML.
 *
 * Warnings and errors go to `diagnostics`. Reads nothing but what `fetchText` reads.
 *
 * @throws DocumentRefusedError when there are errors; all that could be found are in `diagnostics` then.
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

/** Undefined when an error left nothing to go on with. */
async function load(
  { text, location }: DocumentSource,
  options: LoadOptions,
  diagnostics: Diagnostics,
): Promise<LoadedDocument | undefined> {
  const parsed = await parseText(text, diagnostics);
  const version = parsed && versionOf(parsed, diagnostics);
  if (parsed === undefined || version === undefined) return undefined;
  const loan = options.mend === undefined ? loanFor(version, options.like) : undefined;
  if (loan !== undefined) shareWith(loan.published, parsed);
  const origins = measured(parsed, diagnostics, undefined, loan?.origins);
  if (origins === undefined) return undefined;
  const references = referencesIn(parsed, origins);
  if (!references.some(({ ref }) => isExternal(ref)))
    return mended({ published: parsed, version, origins, references, loan }, options, diagnostics);

  checkReferences(references, new ReferenceTable(parsed), origins, diagnostics);
  const whole = await bundled(parsed, location, references, options, origins, diagnostics);
  const wholeOrigins = whole && measured(whole, diagnostics);
  if (whole === undefined || wholeOrigins === undefined) return undefined;
  const found = {
    references: referencesIn(whole, wholeOrigins),
    origins: wholeOrigins,
    loan: undefined,
  };
  return mended({ published: whole, version, ...found }, options, diagnostics);
}

/** What another version lends to one of the same kind. */
function loanFor(version: string, like: LoadedDocument | undefined): Loan | undefined {
  return like?.loan?.version === version ? like.loan : undefined;
}

/** A document as it was published, and what is known of it. */
interface Published {
  readonly published: JsonObject;
  readonly version: string;
  readonly origins: Origins;
  readonly references: readonly FoundReference[];
  readonly loan: Loan | undefined;
}

/**
 * The bundled document is mended, not the one before: that is what the snapshot holds, and what a later
 * check begins with.
 */
async function mended(
  { published, loan, ...found }: Published,
  { mend, withoutOperations = false }: LoadOptions,
  diagnostics: Diagnostics,
): Promise<LoadedDocument | undefined> {
  const { document, publishedKey } = (await mend?.(published)) ?? { document: published };
  const unchanged = document === published;
  const origins = unchanged ? found.origins : measured(document, diagnostics, publishedKey);
  const version = unchanged ? found.version : versionOf(document, diagnostics);
  if (origins === undefined || version === undefined) return undefined;
  const references = unchanged ? found.references : referencesIn(document, origins);
  const table = new ReferenceTable(document);
  checkReferences(references, table, origins, diagnostics);
  for (const { holder, ref } of references) {
    if (unchanged || !isExternal(ref)) continue;
    const message = 'An overlay adds a reference to another file: only the published document may.';
    diagnostics.report('reference-external', `${origins.pointerOf(holder)}/$ref`, message);
  }
  const loaded = normalised(document, version, table, { origins, loan }, diagnostics);
  if (!withoutOperations && !hasOperations(loaded.document))
    diagnostics.report('paths-empty', '', 'The document declares no operation under `paths`.');
  const { loan: lent, ...rest } = loaded;
  return {
    ...rest,
    published,
    publishedVersion: found.version,
    // What is lent by another is not lent on, or each version would keep all that came before.
    ...(unchanged && lent && loan === undefined && { loan: lent }),
  };
}

function normalised(
  whole: JsonObject,
  version: string,
  table: ReferenceTable,
  { origins, loan }: Pick<Published, 'origins' | 'loan'>,
  diagnostics: Diagnostics,
): Pick<LoadedDocument, 'document' | 'pointerOf' | 'loan'> {
  const isVersion2 = version.startsWith('2');
  const follow = (node: JsonObject): JsonObject | undefined => followReferences(node, table);
  const shapes = new Shapes(origins, diagnostics);
  const destinations = new Destinations(table, isVersion2);
  const made = { schemas: new Made<SchemaObject>(loan?.schemas), nodes: new Made(loan?.nodes) };
  const schemas = new Schemas(
    origins,
    shapes,
    destinations,
    version.startsWith('3.1'),
    made.schemas,
  );
  const root = isVersion2 ? upgrade2({ origins, shapes, follow }, whole) : whole;
  const form = new NormalForm(origins, shapes, schemas, destinations, follow, made.nodes);
  const document = form.document(root);
  return {
    document,
    pointerOf: (node) => origins.pointerOf(node),
    // An upgrade from 2.0 makes objects of its own; YAML may have one object in many places.
    ...(!isVersion2 &&
      !origins.shared &&
      destinations.areComponents && { loan: { published: whole, version, origins, ...made } }),
  };
}

/** The version that the document says it is. YAML reads `swagger: 2.0` as a number, which is let pass. */
function versionOf(parsed: JsonObject, diagnostics: Diagnostics): string | undefined {
  const key = Object.hasOwn(parsed, 'openapi') ? 'openapi' : 'swagger';
  const value = own(parsed, key);
  if (value === undefined) {
    diagnostics.report('not-a-document', '', 'The object has neither `openapi` nor `swagger`.');
    return undefined;
  }
  const text =
    typeof value === 'number' ? (Number.isInteger(value) ? `${value}.0` : String(value)) : value;
  const supported = key === 'openapi' ? /^3\.[01](\.|$)/ : /^2\.0$/;
  if (typeof text === 'string' && supported.test(text)) return text;
  const told = typeof text === 'string' ? `'${text.slice(0, 40)}'` : kindOf(value);
  diagnostics.report('version-unsupported', `/${key}`, `The version is ${told}.`);
  return undefined;
}

function hasOperations(document: OpenApiDocument): boolean {
  return Object.values(document.paths).some((item) =>
    METHODS.some((method) => item[method] !== undefined),
  );
}
