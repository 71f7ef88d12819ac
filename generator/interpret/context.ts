import type { Diagnostics } from '../diagnostics.js';
import type { LoadedDocument, ReferenceObject, SchemaObject } from '../document/openapi.js';
import { resolvePointer } from '../document/index.js';
import type {
  Declaration,
  DeclarationId,
  Discriminator,
  Origin,
  Property,
  TypeRef,
} from '../model/model.js';

/** An interface with everything that it inherits. */
export interface WholeShape {
  readonly properties: ReadonlyMap<string, Property>;
  readonly index: TypeRef | undefined;
}

/**
 * The properties of schemas, each read once. They depend on the schema alone, so that they hold in every document that
 * has the very object; those with a discriminator, which depends on what there is to map to, are left out.
 */
export type KnownProperties = Map<SchemaObject, readonly Property[]>;

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
  readonly properties: KnownProperties;
  /** By declaration, once asked for. */
  readonly shapes: Map<DeclarationId, WholeShape>;
  /** Schemas that are no components but are referred to: they become declarations as well. */
  readonly pointedAt: Map<
    DeclarationId,
    { readonly wireName: string; readonly schema: SchemaObject }
  >;
}

export function originOf(context: Context, node: object): Origin {
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
