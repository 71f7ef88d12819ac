import type { Docs, Origin, TypeRef } from './model.js';

export type Encoding = 'json' | 'form' | 'multipart' | 'text' | 'binary';

/** How a request's value is written. `binary`: text or bytes, sent as they are. */
export type RequestEncoding = Encoding | 'jsonLines' | 'jsonSequence';

export interface RequestBody {
  readonly required: boolean;
  /** What may be sent: the first by default, the others by the caller's choice. */
  readonly contents: readonly [RequestContent, ...RequestContent[]];
  readonly docs: Docs;
  /** The document's request body; each content has an origin of its own. */
  readonly origin: Origin;
}

/** A media type that a request body may have, with the type of the value that is sent. */
export interface RequestContent {
  readonly encoding: RequestEncoding;
  /** As declared; it may be a range such as `image/*`. */
  readonly mediaType: string;
  /** The value that is sent; for `jsonLines` and `jsonSequence`, one of many. What the caller made is text or bytes. */
  readonly type: TypeRef;
  /** The properties of a form that do not travel as those of forms usually do; sorted by wire name. */
  readonly parts?: readonly FormPart[];
  readonly origin: Origin;
}

/**
 * How one property of a form is sent (OpenAPI 3.2, section 4.15), or the part at a position, `*` for every other one:
 * with a media type of its own, or in a parameter's style.
 */
export type FormPart = { readonly wireName: string } & (
  | { readonly kind: 'mediaType'; readonly mediaType: string }
  | {
      readonly kind: 'style';
      readonly style: FormStyle;
      readonly explode: boolean;
      readonly allowReserved: boolean;
    }
);

export type FormStyle = 'form' | 'spaceDelimited' | 'pipeDelimited' | 'tabDelimited' | 'deepObject';

/** Whether the value is sent as a sequence of JSON texts, of which the type is that of one. */
export function isSequence(encoding: RequestEncoding): encoding is 'jsonLines' | 'jsonSequence' {
  return encoding === 'jsonLines' || encoding === 'jsonSequence';
}

/** Whether a call may say which media type its body has: one of several, or one of a range. */
export function hasContentType(body: RequestBody | undefined): boolean {
  const [first, ...others] = body?.contents ?? [];
  return others.length > 0 || (first !== undefined && isOpenRange(first));
}

/** The type of all that a content takes: of a sequence, the list of its items. */
export function getSentType({ encoding, type }: RequestContent): TypeRef {
  return isSequence(encoding) ? { kind: 'array', items: type } : type;
}

/** Whether the caller says which type of a range the value has; JSON is `application/json` in any range. */
export function isOpenRange({ mediaType, encoding }: RequestContent): boolean {
  return mediaType.includes('*') && (encoding === 'binary' || encoding === 'text');
}
