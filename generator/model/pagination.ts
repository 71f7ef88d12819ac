import type { TypeRef } from './model.js';

/** The path to a value in a response: property names from the outside in; empty for the response itself. */
export type ResponsePath = readonly string[];

/** A list that is fetched in pages. Parameters are query parameters, by wire name. */
export type Pagination = PaginationStrategy & {
  readonly items: ResponsePath;
  /** The type of the list's items. */
  readonly item: TypeRef;
};

export type PaginationStrategy =
  | (ListCounts & {
      readonly kind: 'page';
      readonly page: string;
      readonly size?: string;
      /** The number of the first page: 0 or 1. */
      readonly first: number;
      /** Where the response has its own page number. */
      readonly number?: ResponsePath;
    })
  | (ListCounts & { readonly kind: 'offset'; readonly offset: string; readonly size?: string })
  | {
      readonly kind: 'cursor';
      readonly cursor: string;
      /** Where the response has the next page's cursor. */
      readonly next: ResponsePath;
      readonly more?: ResponsePath;
    }
  /** Without `next`, the link is in the header `Link` (RFC 8288). */
  | { readonly kind: 'link'; readonly next?: ResponsePath };

/** Where a response describes the list as a whole. */
export interface ListCounts {
  /** Whether another page follows. */
  readonly more?: ResponsePath;
  readonly pages?: ResponsePath;
  readonly total?: ResponsePath;
  readonly pageSize?: ResponsePath;
}
