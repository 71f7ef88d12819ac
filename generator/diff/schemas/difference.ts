import type { LoadedDocument } from '../raw-openapi.js';
import type { Direction, Side } from '../finding.js';
import type { SchemaMatcher } from './matching.js';
import type { Schema } from './resolve.js';

/** A keyword that limits values but not their type, as differences name it. */
export type Limit =
  | 'minimum'
  | 'maximum'
  | 'multiple-of'
  | 'min-length'
  | 'max-length'
  | 'min-items'
  | 'max-items'
  | 'min-properties'
  | 'max-properties'
  | 'min-contains'
  | 'max-contains'
  | 'unique-items'
  | 'pattern';

/** A keyword of JSON Schema that TypeScript types do not express. */
export type Rule =
  | 'if'
  | 'then'
  | 'else'
  | 'not'
  | 'contains'
  | 'property-names'
  | 'pattern-property'
  | 'dependent-required'
  | 'dependent-schema'
  | 'unevaluated-items'
  | 'unevaluated-properties'
  | 'content-schema'
  | 'prefix-items';

export type LimitChange = 'set' | 'unset' | 'increased' | 'decreased' | 'changed';

/** What happened to a schema, in requests and responses alike. */
export type What =
  | 'property-added'
  | 'property-removed'
  | 'property-became-required'
  | 'property-became-optional'
  | 'became-read-only'
  | 'became-not-read-only'
  | 'became-write-only'
  | 'became-not-write-only'
  | 'became-nullable'
  | 'became-not-nullable'
  | 'type-changed'
  | 'type-generalized'
  | 'type-specialized'
  | 'format-changed'
  | 'format-generalized'
  | 'format-specialized'
  | 'content-media-type-changed'
  | 'content-encoding-changed'
  | 'became-enum'
  | 'enum-removed'
  | 'enum-value-added'
  | 'enum-value-removed'
  | 'enum-member-renamed'
  | 'extensible-enum-value-added'
  | 'extensible-enum-value-removed'
  | 'const-added'
  | 'const-removed'
  | 'const-changed'
  | 'default-added'
  | 'default-removed'
  | 'default-changed'
  | 'variant-added'
  | 'variant-removed'
  | 'wrapped-in-one-of'
  | 'all-of-added'
  | 'all-of-removed'
  | 'all-of-notes-added'
  | 'all-of-notes-removed'
  | 'discriminator-added'
  | 'discriminator-removed'
  | 'discriminator-property-name-changed'
  | 'discriminator-mapping-added'
  | 'discriminator-mapping-deleted'
  | 'discriminator-mapping-changed'
  | 'additional-properties-allowed'
  | 'additional-properties-forbidden'
  | 'additional-properties-typed'
  | 'additional-properties-untyped'
  | 'additional-properties-declared'
  | 'additional-properties-undeclared'
  | 'deprecated'
  | 'reactivated'
  | 'sunset-changed'
  | 'stability-increased'
  | 'stability-decreased'
  | 'documentation-changed'
  | `${Limit}-${LimitChange}`
  | `${Rule}-${'added' | 'removed' | 'changed'}`;

/** Whether fewer values are allowed than before, more, or both. */
export type Effect = 'tightened' | 'relaxed' | 'changed';

/** Types without `null`, as written; an empty list allows every type. */
export interface TypeFacts {
  readonly types: readonly string[];
  readonly format: string;
}

/** Facts about a difference on which its kind and the ids of oasdiff depend. */
export interface Facts {
  /** For limits and rules. */
  readonly effect?: Effect;
  /** Whether the old schema requires the property; for an added property, whether the new one does. */
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  /** The new schema has a default. */
  readonly hasDefault?: boolean;
  /** Both sides of a type that changed. */
  readonly types?: readonly [before: TypeFacts, after: TypeFacts];
  /** Whether types were added to or removed from a `oneOf` or `anyOf` whose variants are types only. */
  readonly listOfTypes?: { readonly added: boolean; readonly removed: boolean };
  /** The keyword of the variants. */
  readonly variants?: 'oneOf' | 'anyOf';
  /** Ends of the ids of oasdiff, where they do not follow from `what`: `exclusive-max-set`. Empty: it has no id. */
  readonly oasdiffSuffixes?: readonly string[];
  /** The schema is that of an array's items. */
  readonly ofItems?: boolean;
  /** Where no request has the schema, nothing differs. */
  readonly onlySent?: true;
  /** A scalar became an array of such scalars. */
  readonly becameListOfItself?: boolean;
  /** The date after which a deprecated property may be removed, as published; `none` if there is none. */
  readonly sunset?: string;
}

export interface Difference {
  readonly what: What;
  /** From the subject of the pair in which it was found. */
  readonly path: readonly string[];
  readonly before?: Side;
  readonly after?: Side;
  /** True: a part of the compared schemas differs, such as a property; false: they differ themselves. */
  readonly inside: boolean;
  /** The only direction that has the property: `response` for one that is `readOnly`. */
  readonly only?: Direction;
  readonly facts: Facts;
}

/** What a comparison of keywords adds to what happened. */
export interface DifferenceDetails {
  /** From the compared schemas to what differs; empty for themselves. */
  readonly path?: readonly string[];
  /** The values that differ, as far as they show what happened. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** The schemas that differ, if they are not the compared ones; undefined where there is none. */
  readonly at?: { readonly before?: Schema; readonly after?: Schema };
  readonly only?: Direction;
  readonly facts?: Facts;
}

/** How two schemas lead to two of their parts. */
export interface Step {
  readonly path: readonly string[];
  /** Set if the parts are properties. */
  readonly property?: { readonly required: boolean };
  /** Set if the part is a condition: allowing less in it may allow more in the whole. */
  readonly condition?: true;
}

/** What the comparisons of keywords share, and where they put what they find. */
export interface KeywordContext {
  readonly before: LoadedDocument;
  readonly after: LoadedDocument;
  readonly matcher: SchemaMatcher;
  add(what: What, details?: DifferenceDetails): void;
  /** Pairs two corresponding parts, to be compared later. */
  pair(before: Schema, after: Schema, step: Step): void;
}
