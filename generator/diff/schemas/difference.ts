import type { Direction, Side } from '../finding.js';

/** A keyword that limits values without being a type: what it is called in a difference. */
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

/** A keyword of JSON Schema that no type says. */
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

/** What happened to a schema, whichever way it travels. */
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

/** Whether fewer values are allowed than before, more, or some of both. */
export type Effect = 'tightened' | 'relaxed' | 'changed';

/** Types without `null`, as written; an empty list says nothing of the type. */
export interface TypeFacts {
  readonly types: readonly string[];
  readonly format: string;
}

/** What is known of a difference beside what happened: rules and names for it depend on these. */
export interface Facts {
  /** For limits and rules. */
  readonly effect?: Effect;
  /** Whether the older schema requires the property; for one that was added, whether the newer does. */
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  /** The newer schema has a default. */
  readonly hasDefault?: boolean;
  /** Both sides of a type that changed. */
  readonly types?: readonly [before: TypeFacts, after: TypeFacts];
  /** Types added to or taken from a `oneOf` or `anyOf` that lists types and nothing else. */
  readonly listOfTypes?: { readonly added: boolean; readonly removed: boolean };
  /** The keyword of the variants. */
  readonly variants?: 'oneOf' | 'anyOf';
  /** Single keywords that changed, where one difference tells of two: `exclusive-max-set`. */
  readonly literal?: readonly string[];
  /** The schema is that of a list's items. */
  readonly ofItems?: boolean;
  /** A scalar became a list of such scalars. */
  readonly becameListOfItself?: boolean;
  /** The date after which a deprecated property goes, as published; `none` when there is none. */
  readonly sunset?: string;
}

export interface Difference {
  readonly what: What;
  /** From the subject of the pair that it was found in. */
  readonly path: readonly string[];
  readonly before?: Side;
  readonly after?: Side;
  /** True: of a part of the pair, such as a property; false: of the compared schema itself. */
  readonly inside: boolean;
  /** The way it travels where it travels one way only, as what is `readOnly` does. */
  readonly only?: Direction;
  readonly facts: Facts;
}
