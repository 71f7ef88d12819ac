/**
 * What an API is, in no language and in no specification's words: the one thing that naming, emitting,
 * comparing and simulating look at. Plain readonly data; every list is in a fixed order (by name, path,
 * wire value), so that the order of a document's keys reaches no output.
 */

import type { Declaration, DeclarationId, Docs, Origin, TypeRef } from './declarations.js';

export type * from './declarations.js';

/** `GET /Vehicles/{registrationNumber}`: the method and the path template as published. */
export type OperationId = string;

export type HttpMethod = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'PATCH' | 'TRACE';

export interface ApiModel {
  readonly title: string;
  readonly version: string;
  readonly docs: Docs;
  readonly servers: readonly Server[];
  readonly securitySchemes: readonly SecurityScheme[];
  /** Sorted by wire name. */
  readonly services: readonly Service[];
  /** Sorted by id. Holds what an operation reaches and what it does not: users import DTOs for their own ends. */
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
}

export interface Server {
  readonly url: string;
  readonly description?: string;
}

export type SecurityScheme =
  | {
      readonly kind: 'apiKey';
      readonly name: string;
      readonly in: 'header' | 'query' | 'cookie';
      readonly wireName: string;
    }
  | { readonly kind: 'http'; readonly name: string; readonly scheme: string }
  | {
      readonly kind: 'oauth2';
      readonly name: string;
      readonly flow: OAuthFlow;
      readonly tokenUrl?: string;
      readonly scopes: readonly string[];
    }
  | { readonly kind: 'openIdConnect'; readonly name: string; readonly url: string };

export type OAuthFlow = 'clientCredentials' | 'authorizationCode' | 'implicit' | 'password';

/** The operations of one tag, which in ASP.NET is one controller. */
export interface Service {
  readonly wireName: string;
  readonly docs: Docs;
  /** Sorted by path template, then method. */
  readonly operations: readonly Operation[];
}

export interface Operation {
  readonly id: OperationId;
  readonly method: HttpMethod;
  readonly pathTemplate: string;
  readonly path: readonly PathPart[];
  /** The document's own name for it; undefined when there is none or when two operations share it. */
  readonly operationId?: string;
  /** Path parameters in the template's order, then query, header and cookie parameters by wire name. */
  readonly parameters: readonly Parameter[];
  readonly body?: RequestBody;
  /** Sorted by status, `default` last. */
  readonly responses: readonly Response[];
  readonly security: OperationSecurity;
  /** True when sending it twice does what sending it once does (RFC 9110, section 9.2.2). */
  readonly idempotent: boolean;
  /** How its answers follow on each other; undefined when it answers all at once. */
  readonly pagination?: Pagination;
  readonly docs: Docs;
  readonly origin: Origin;
}

/** Where a value lies in an answer: property names from the outside in; none for the answer itself. */
export type AnswerPath = readonly string[];

/** A list that comes in pages. Parameters are those of the query, by wire name. */
export type Pagination = PageTurn & {
  readonly items: AnswerPath;
  /** What the list holds. */
  readonly item: TypeRef;
};

export type PageTurn =
  | (ListCounts & {
      readonly kind: 'page';
      readonly page: string;
      readonly size?: string;
      /** The number of the first page: 0 or 1. */
      readonly first: number;
      /** Where the answer says which page it is. */
      readonly number?: AnswerPath;
    })
  | (ListCounts & { readonly kind: 'offset'; readonly offset: string; readonly size?: string })
  | {
      readonly kind: 'cursor';
      readonly cursor: string;
      /** Where the answer names the next page's cursor. */
      readonly next: AnswerPath;
      readonly more?: AnswerPath;
    }
  /** Without `next`, the link stands in the header `Link` (RFC 8288). */
  | { readonly kind: 'link'; readonly next?: AnswerPath };

/** Where an answer tells of the list as a whole. */
export interface ListCounts {
  /** Whether another page follows. */
  readonly more?: AnswerPath;
  readonly pages?: AnswerPath;
  readonly total?: AnswerPath;
  readonly pageSize?: AnswerPath;
}

export type PathPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `wireName` is that of a parameter in `Operation.parameters` with `in: 'path'`. */
  | { readonly kind: 'parameter'; readonly wireName: string };

/** `default`: the document says nothing, so credentials are sent when there are any; `none`: it says `security: []`. */
export type OperationSecurity =
  | { readonly kind: 'default' }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'schemes';
      readonly alternatives: readonly (readonly SecurityRequirement[])[];
    };

export interface SecurityRequirement {
  readonly scheme: string;
  readonly scopes: readonly string[];
}

export type ParameterLocation = 'path' | 'query' | 'header' | 'cookie';
export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'
  /** The parameter has `content: { application/json }`: its value is sent as JSON text. */
  | 'json';

export interface Parameter {
  readonly wireName: string;
  readonly in: ParameterLocation;
  readonly type: TypeRef;
  readonly required: boolean;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  readonly docs: Docs;
  readonly origin: Origin;
}

export type Encoding = 'json' | 'form' | 'multipart' | 'text' | 'binary';

export interface RequestBody {
  readonly required: boolean;
  readonly encoding: Encoding;
  /** The media type to send, e.g. `application/json`; chosen by name, never by position. */
  readonly mediaType: string;
  readonly type: TypeRef;
  readonly docs: Docs;
  readonly origin: Origin;
}

export interface Response {
  /** `200`, a range such as `4XX`, or `default`. */
  readonly status: string;
  /** Undefined when the document declares no content. */
  readonly body?: ResponseBody;
  /** Names of the headers that the document declares: lower case, sorted; undefined when there are none. */
  readonly headers?: readonly string[];
  readonly docs: Docs;
  readonly origin: Origin;
}

export interface ResponseBody {
  readonly encoding: Exclude<Encoding, 'form' | 'multipart'>;
  readonly mediaType: string;
  /** Every media type declared, sorted: a server may answer with any of them. */
  readonly mediaTypes: readonly string[];
  readonly type: TypeRef;
}
