/**
 * The model of an API, independent of OpenAPI and of TypeScript: naming, emitting, comparing and the sandbox read it.
 * Plain readonly data; every list has a fixed order (by name, path, wire value), so that the order of a document's keys
 * never shows in the output.
 */

import type { Pagination } from './pagination.js';
import type { RequestBody } from './request-body.js';
import type { TemporalScalar } from './temporal.js';
import type { Webhook } from './webhook.js';

export type { ListCounts, Pagination, PaginationStrategy, ResponsePath } from './pagination.js';
export type {
  Encoding,
  FormPart,
  FormStyle,
  RequestBody,
  RequestContent,
  RequestEncoding,
} from './request-body.js';

/** `GET /Vehicles/{registrationNumber}`: the method and the path template as published. */
export type OperationId = string;

/** As sent: `GET`, `QUERY`, or one of the API's own (RFC 9110, section 9.1: letter case counts). */
export type HttpMethod = string;

export interface ApiModel {
  readonly title: string;
  readonly version: string;
  readonly docs: Docs;
  readonly servers: readonly Server[];
  readonly securitySchemes: readonly SecurityScheme[];
  /** Sorted by wire name. */
  readonly services: readonly Service[];
  /** The requests that the API sends to the user's server; sorted by id. */
  readonly webhooks: readonly Webhook[];
  /** Sorted by id. Includes declarations that no operation uses: users import DTOs for their own purposes. */
  readonly declarations: Declarations;
}

export interface Server {
  /** As published: may be relative to the document, and contain variables in braces. */
  readonly url: string;
  /** OpenAPI 3.2, section 4.7. */
  readonly name?: string;
  readonly description?: string;
  /** The variables that the URL contains, sorted by name. */
  readonly variables?: readonly ServerVariable[];
}

export interface ServerVariable {
  readonly name: string;
  readonly default: string;
  /** Its only values, sorted; undefined: any. */
  readonly values?: readonly string[];
  readonly description?: string;
}

export type SecurityScheme = {
  readonly name: string;
  readonly description?: string;
  readonly deprecated?: boolean;
} & (
  | {
      readonly kind: 'apiKey';
      readonly in: 'header' | 'query' | 'cookie';
      readonly wireName: string;
    }
  /** `scheme` is in lower case (RFC 9110, section 11.1). */
  | {
      readonly kind: 'http';
      readonly scheme: string;
      /** How bearer tokens are formatted, e.g. `JWT`: a hint for people (OpenAPI 3.1, section 4.8.27). */
      readonly bearerFormat?: string;
    }
  | {
      readonly kind: 'oauth2';
      readonly flow: OAuthFlow;
      readonly tokenUrl?: string;
      readonly scopes: readonly string[];
    }
  | { readonly kind: 'openIdConnect'; readonly url: string }
  | { readonly kind: 'mutualTLS' }
);

export type OAuthFlow =
  'clientCredentials' | 'deviceAuthorization' | 'authorizationCode' | 'implicit' | 'password';

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
  /** The document's `operationId`; undefined when there is none or when two operations share it. */
  readonly operationId?: string;
  /** Path parameters in the template's order, then query, header and cookie parameters by wire name. */
  readonly parameters: readonly Parameter[];
  readonly body?: RequestBody;
  /** Sorted by status, `default` last. */
  readonly responses: readonly Response[];
  readonly security: OperationSecurity;
  /** Its own or its path's, in place of the document's; undefined when there are none. */
  readonly servers?: readonly Server[];
  /** True when sending it twice has the same effect as sending it once (RFC 9110, section 9.2.2). */
  readonly idempotent: boolean;
  /** How to fetch the next page; undefined when a response holds everything. */
  readonly pagination?: Pagination;
  readonly docs: Docs;
  readonly origin: Origin;
}

export type PathPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `wireName` is that of a parameter in `Operation.parameters` with `in: 'path'`. */
  | { readonly kind: 'parameter'; readonly wireName: string };

/**
 * `default`: the document declares no requirement anywhere, so credentials are sent when there are any. `none`: the
 * operation is public: it declares `security: []`, or nothing while other operations declare requirements.
 */
export type OperationSecurity =
  | { readonly kind: 'default' }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'schemes';
      /** Each is met as a whole. Sorted; one without requirements, which makes credentials optional, is the last. */
      readonly alternatives: readonly (readonly SecurityRequirement[])[];
    };

export interface SecurityRequirement {
  readonly scheme: string;
  readonly scopes: readonly string[];
}

/** `querystring`: the whole query is one value (OpenAPI 3.2, section 4.12.1). */
export type ParameterLocation = 'path' | 'query' | 'querystring' | 'header' | 'cookie';

export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  /** Swagger 2.0's `tsv`. */
  | 'tabDelimited'
  | 'deepObject'
  /** As `form`, in a cookie that is not percent-encoded. */
  | 'cookie'
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

/** How a response's body is read, which its type agrees with. */
export type ResponseEncoding = ValueEncoding | StreamEncoding;

/** A body that is read to its end. */
export type ValueEncoding =
  | 'json'
  /** Its Content-Type tells whether it is JSON or text. */
  | 'jsonOrText'
  | 'text'
  /** Text of one number or boolean, such as `True`. */
  | 'scalarText'
  | 'binary'
  /** Nothing is declared: JSON is a value, text a string, anything else bytes. */
  | 'byContentType';

/** A body that is read item by item; the type is that of one item. */
export type StreamEncoding = 'events' | 'jsonLines' | 'jsonSequence';

export interface ResponseBody {
  readonly encoding: ResponseEncoding;
  /** The chosen media type, as declared: it may be a range such as `image/*`. */
  readonly mediaType: string;
  /** Every media type declared, sorted: a server may answer with any of them. */
  readonly mediaTypes: readonly string[];
  /** The declared media types, best first, whose bodies the encoding reads as the type. */
  readonly accept: readonly string[];
  /** What the caller gets; in an error, what its body may be. */
  readonly type: TypeRef;
  /** For the encoding `events`. */
  readonly events?: EventFormat;
}

/** What an event stream's items are (WHATWG HTML, section 9.2.6). */
export interface EventFormat {
  /** The event with its fields, or the data alone. */
  readonly yields: 'event' | 'data';
  /** What `data` is; `jsonOrText`: JSON where it can be parsed as such. */
  readonly data: 'json' | 'text' | 'jsonOrText';
  /** The names of the events whose data is text all the same; sorted. */
  readonly textEvents?: readonly string[];
}

/** Where a node comes from: the JSON pointer in the document as published, e.g. `/paths/~1Vehicles/get`. */
export interface Origin {
  readonly pointer: string;
}

/** Documentation from the document. Texts are as published: untrusted, possibly several lines. */
export interface Docs {
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  /** A page that says more: `externalDocs`. */
  readonly see?: { readonly url: string; readonly description?: string };
  /** The schema's `format`, e.g. `date-time`, `date-span`, `int64`. */
  readonly format?: string;
  /** The value's type at run time, where a switch or the schema makes it another than the format's. */
  readonly runtimeType?: RuntimeScalar;
  readonly defaultValue?: unknown;
  readonly example?: unknown;
  readonly constraints?: Constraints;
}

/** Constraints that a type cannot express (JSON Schema 2020-12 validation, section 6). */
export interface Constraints {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression, as published. */
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** The schema's pointer in the document, such as `#/components/schemas/VehicleDto`: its identity, whatever its name. */
export type DeclarationId = string;

/** The directions in which a declaration travels. Both false: no operation uses it. */
export interface Use {
  readonly request: boolean;
  readonly response: boolean;
}

interface DeclarationBase {
  readonly id: DeclarationId;
  /** The schema's key in the document. */
  readonly wireName: string;
  readonly use: Use;
  /**
   * True when both directions are used and the request's type differs from the response's, here or in anything it
   * refers to (`readOnly`, `writeOnly`): it is then printed as two types.
   */
  readonly splits: boolean;
  readonly docs: Docs;
  readonly origin: Origin;
}

export interface InterfaceDeclaration extends DeclarationBase {
  readonly kind: 'interface';
  readonly extends: readonly DeclarationId[];
  /** Sorted by wire name. */
  readonly properties: readonly Property[];
  /**
   * The variants that inherit from it, where the base has a discriminator (OpenAPI 3.1, section 4.8.25). A value of the
   * base's type is then always one of them.
   */
  readonly variants?: Discriminator;
  /** The type of undeclared properties, widened by the declared ones: TypeScript's index signatures cover both. */
  readonly additional?: TypeRef;
}

export interface EnumDeclaration extends DeclarationBase {
  readonly kind: 'enum';
  readonly valueType: 'string' | 'number';
  /** Sorted by value; values are distinct. */
  readonly members: readonly EnumMember[];
  readonly nullable: boolean;
}

export interface EnumMember {
  readonly value: string | number;
  /** From `x-enumNames` or `x-enum-varnames`, as published. */
  readonly name?: string;
  readonly description?: string;
}

interface AliasDeclaration extends DeclarationBase {
  readonly kind: 'alias';
  readonly type: TypeRef;
}

export type Declaration = InterfaceDeclaration | EnumDeclaration | AliasDeclaration;
export type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/** `read`: only in responses (`readOnly`); `write`: only in requests (`writeOnly`). */
export type Access = 'both' | 'read' | 'write';

export interface Property {
  readonly wireName: string;
  /** The name in TypeScript, where the user chose one. */
  readonly name?: string;
  readonly type: TypeRef;
  readonly required: boolean;
  readonly access: Access;
  readonly docs: Docs;
  readonly origin: Origin;
}

export interface Discriminator {
  readonly propertyName: string;
  /** Wire value to declaration; sorted by value. A number is written as text. */
  readonly mapping: readonly { readonly value: string; readonly id: DeclarationId }[];
  /** True when every value has the property, whether or not the variants declare it so. */
  readonly required?: true;
  /** The declaration for any other value, and for a missing one (OpenAPI 3.2, `defaultMapping`). */
  readonly fallback?: DeclarationId;
}

/** A type as it is used. Nullability is a union with `null`. */
export type TypeRef =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'never' }
  | { readonly kind: 'null' }
  | {
      readonly kind: 'scalar';
      readonly scalar: Scalar;
      readonly format?: string;
      /** The type at run time; undefined: the wire type. */
      readonly as?: RuntimeScalar;
      /** The API also accepts the number as text; its responses have a number. */
      readonly acceptsText?: true;
      /** The type of requests has the text too: a switch. */
      readonly sendsText?: true;
    }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  /** Raw bytes: a file in a form, an octet stream. Base64 text is a scalar with format `byte`. */
  | { readonly kind: 'binary' }
  | { readonly kind: 'array'; readonly items: TypeRef }
  | {
      readonly kind: 'tuple';
      readonly items: readonly TypeRef[];
      readonly rest?: TypeRef;
      /** How many of the first items are required; undefined: all of them. */
      readonly required?: number;
    }
  | { readonly kind: 'record'; readonly values: TypeRef }
  | {
      readonly kind: 'union';
      readonly members: readonly TypeRef[];
      readonly discriminator?: Discriminator;
      /** A variant's discriminator: it has these values alone, whatever values the API adds elsewhere. */
      readonly closed?: true;
    }
  | { readonly kind: 'intersection'; readonly members: readonly TypeRef[] }
  | {
      readonly kind: 'object';
      readonly properties: readonly Property[];
      readonly additional?: TypeRef;
    }
  | { readonly kind: 'reference'; readonly id: DeclarationId };

export type Scalar = 'string' | 'number' | 'integer' | 'boolean';

/**
 * A `Date`, a `bigint`, a string of digits, a value of Temporal. Responses have it; requests take it or the wire type, so
 * the request and response types of what contains one differ.
 */
export type RuntimeScalar = 'date' | 'bigint' | 'digits' | TemporalScalar;
