import type { OperationId } from '../model/model.js';
import type { JsonType, Shape } from './shape.js';

/** A location in the document that says what answers look like. */
export interface Place {
  /** For people: `VehicleDto.soldAt`, `VehicleDto.positions[].latitude`, `GET /Vehicles 200`, `GET /Vehicles 200 header etag`. */
  readonly name: string;
  /**
   * The JSON pointer in the published document of the node that says it: a schema, a response, a header. For something that
   * the document does not declare, that of the node which would: the schema without the property, the operation without the
   * status.
   */
  readonly pointer: string;
}

/** The keywords of a schema that limit a value. */
export type LimitKeyword =
  | 'minimum'
  | 'maximum'
  | 'exclusiveMinimum'
  | 'exclusiveMaximum'
  | 'multipleOf'
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems'
  | 'uniqueItems'
  | 'minProperties'
  | 'maxProperties';

/** What an answer did that the document says otherwise. The place is that of the schema unless a variant says more. */
export type Mismatch =
  /** `null`, where the schema does not allow it. */
  | { readonly kind: 'null' }
  /** The place is that of the property; `requiredBy` points to the schema whose `required` has its name. */
  | { readonly kind: 'missing'; readonly property: string; readonly requiredBy: string }
  /** Another type than any that is declared. */
  | { readonly kind: 'type'; readonly declared: readonly JsonType[]; readonly shape: Shape }
  /** The text of a number, where a number is declared. */
  | { readonly kind: 'number-as-text' }
  /** A value that the enumeration, or the constant, does not have. */
  | { readonly kind: 'enum' }
  /** A text that is not written in the declared format. */
  | { readonly kind: 'format'; readonly declared: string; readonly shape: Shape }
  | { readonly kind: 'pattern' }
  | { readonly kind: 'limit'; readonly keyword: LimitKeyword }
  /** The place is that of the object's schema. */
  | { readonly kind: 'undeclared-property'; readonly property: string; readonly shape: Shape }
  /** Properties that look like data, where the schema declares none but its own (`additionalProperties: false`). */
  | { readonly kind: 'undeclared-keys'; readonly shape: Shape }
  /** A value that none of the schemas of `oneOf` or `anyOf` accepts. */
  | { readonly kind: 'no-variant'; readonly keyword: 'oneOf' | 'anyOf'; readonly shape: Shape }
  /** A discriminator with a value for which there is no schema. */
  | { readonly kind: 'unknown-discriminator'; readonly property: string; readonly shape: Shape }
  /** A property that the document says is only sent, `writeOnly`. */
  | { readonly kind: 'write-only' }
  /** The place is that of the operation; `shape` is undefined for a body that is not JSON. */
  | {
      readonly kind: 'undeclared-status';
      readonly status: string;
      /** Without parameters; undefined for an empty body. */
      readonly mediaType?: string;
      readonly shape?: Shape;
    }
  /** A body of a media type that the response does not declare; the place is that of the response. */
  | { readonly kind: 'undeclared-media-type'; readonly mediaType: string; readonly shape?: Shape }
  /** A body where the response declares none; the place is that of the response. */
  | { readonly kind: 'undeclared-body'; readonly mediaType: string; readonly shape?: Shape }
  /** No body where the response declares one; the place is that of the response. */
  | { readonly kind: 'empty-body' }
  /** A body whose media type is JSON and that is none; the place is that of the response. */
  | { readonly kind: 'not-json'; readonly mediaType: string }
  /** The place is that of the header. */
  | { readonly kind: 'missing-header'; readonly header: string }
  | { readonly kind: 'header-value'; readonly header: string; readonly declared: string }
  /** A body of problem details (RFC 9457) that is wrong in itself: its `status` differs from that of the answer, for instance. */
  | { readonly kind: 'problem-details'; readonly member: string }
  /** The next page is not the next: it repeats items of the page before, or has what the count says cannot be there. */
  | { readonly kind: 'paging'; readonly fault: PagingFault };

/** What is wrong with a page. */
export type PagingFault = 'repeats-items' | 'ignores-size' | 'wrong-total';

export type MismatchKind = Mismatch['kind'];

/** A mismatch at a place, with how often it was seen. */
export interface Finding {
  /** The same in every run for the same mismatch at the same place: what two nights are compared by. */
  readonly id: string;
  readonly place: Place;
  readonly mismatch: Mismatch;
  /** How often the place was seen to be so. */
  readonly count: number;
  /** How often it was seen at all: values of the schema, answers of the operation. */
  readonly seen: number;
  /** The operations whose answers showed it, sorted by id. */
  readonly operations: readonly { readonly id: OperationId; readonly count: number }[];
}
