import type { OperationId } from '../../model/model.js';
import type { Json } from '../outgoing-response.js';
import type { SchemaObject } from '../raw-openapi.js';

/** A way in which the values of a schema differ from it. `property` is one of the schema that the lie is about. */
export type ValueLie =
  /** `null`, where the schema does not allow it. */
  | { readonly kind: 'null'; readonly property: string }
  /** A required property is left out. */
  | { readonly kind: 'missing'; readonly property: string }
  /** The name starts with a letter of the other case: `Brand` for `brand`. */
  | { readonly kind: 'spelling'; readonly property: string; readonly written: string }
  | { readonly kind: 'type'; readonly property: string; readonly written: WrittenType }
  /** The text of a number, where a number is declared. */
  | { readonly kind: 'number-as-text'; readonly property: string }
  /** A number with a fraction, where a whole one is declared. */
  | { readonly kind: 'fraction'; readonly property: string }
  /** A property that the document says is only sent. */
  | { readonly kind: 'write-only'; readonly property: string; readonly value: Json }
  | { readonly kind: 'undeclared-property'; readonly property: string; readonly value: Json }
  /** Properties that look like data, as those of a map, where the schema allows none but its own. */
  | { readonly kind: 'undeclared-keys'; readonly keys: readonly string[] }
  /** A value of a discriminator that names no schema. */
  | { readonly kind: 'discriminator'; readonly property: string }
  | { readonly kind: 'enum'; readonly value: string | number }
  | { readonly kind: 'format'; readonly format: string; readonly value: string }
  | { readonly kind: 'pattern'; readonly value: string }
  | { readonly kind: 'range'; readonly keyword: RangeKeyword; readonly value: number }
  | { readonly kind: 'length'; readonly keyword: LengthKeyword; readonly limit: number }
  /** An item of a list is null. */
  | { readonly kind: 'null-item' }
  /** A value that no schema of `oneOf` or `anyOf` accepts. */
  | { readonly kind: 'no-variant'; readonly value: Json };

/** What is written in place of a text, a number, an object, a list and a boolean. */
export type WrittenType = 'number' | 'text' | 'list' | 'object' | 'boolean-text';
export type RangeKeyword = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum';
export type LengthKeyword = 'minLength' | 'maxLength' | 'minItems' | 'maxItems';

/** A way in which the answers of one operation differ from what it declares. */
export type AnswerLie =
  | { readonly kind: 'body'; readonly body: 'null' | 'empty' }
  /** A list becomes `{ "data": list }`; an object that holds a list becomes the list. */
  | { readonly kind: 'envelope'; readonly written: 'list' | 'object' }
  /** A status that is not declared: of a success, with the same body, or of an error, with problem details. */
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'media-type'; readonly mediaType: string }
  | { readonly kind: 'undeclared-body' }
  /** Problem details of a declared error whose member `status` differs, or that are sent as plain JSON. */
  | {
      readonly kind: 'problem-details';
      readonly status: number;
      readonly fault: 'status' | 'media-type';
    }
  | { readonly kind: 'header'; readonly header: string; readonly fault: 'missing' | 'malformed' }
  | {
      readonly kind: 'paging';
      readonly fault: 'repeats-items' | 'ignores-size' | 'wrong-total';
    };

export type LieKind = ValueLie['kind'] | AnswerLie['kind'];

/** Every kind, in the order of the documentation. */
export const LIE_KINDS: readonly LieKind[] = Object.keys({
  null: 0,
  missing: 0,
  type: 0,
  'number-as-text': 0,
  fraction: 0,
  enum: 0,
  format: 0,
  pattern: 0,
  range: 0,
  length: 0,
  'null-item': 0,
  'undeclared-property': 0,
  'undeclared-keys': 0,
  spelling: 0,
  'write-only': 0,
  discriminator: 0,
  'no-variant': 0,
  body: 0,
  envelope: 0,
  'undeclared-body': 0,
  status: 0,
  'media-type': 0,
  'problem-details': 0,
  header: 0,
  paging: 0,
} satisfies Record<LieKind, 0>) as LieKind[];

interface Placed {
  /** For people: `VehicleDto.soldAt`, `GET /Vehicles 200`. */
  readonly place: string;
  /** The JSON pointer in the published document of what the lie contradicts. */
  readonly pointer: string;
}

/** A lie that a document offers at a schema, wherever answers have values of it. */
export interface SchemaOffer extends Placed {
  readonly at: 'schema';
  readonly lie: ValueLie;
  /** The node of the normal form: the object's, for a lie about a property. */
  readonly schema: SchemaObject;
  /** What is not seen where the lie is told: the value that it replaces or leaves out. */
  readonly hides?: SchemaObject | boolean;
}

/** A lie that a document offers about the answers of one operation. */
export interface AnswerOffer extends Placed {
  readonly at: 'answer';
  readonly lie: AnswerLie;
  readonly operation: OperationId;
}

export type Offer = SchemaOffer | AnswerOffer;

/** An offer that was chosen. */
export type Planned<T extends Offer> = T & {
  /** Every occurrence tells it, or the first of each three. */
  readonly share: 'every' | 'third';
};
export type PlannedLie = Planned<SchemaOffer> | Planned<AnswerOffer>;

/** A lie of a sandbox, for those who look for it. */
export interface Lie extends Placed {
  readonly kind: LieKind;
  /** For a lie about the answers of one operation. */
  readonly operation?: OperationId;
  /** What answers do, in a sentence. */
  readonly text: string;
  /** How many answers have shown it so far. */
  readonly told: number;
}
