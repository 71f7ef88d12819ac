import type { ReusableParts } from './reuse.js';

/**
 * The normal form: OpenAPI 3.2 as far as this program reads it, whatever version the document has. `document/` guarantees
 * the types declared here; parts of a wrong type have been reported and left out.
 */
export interface OpenApiDocument {
  readonly openapi: '3.2.0';
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description?: string;
  };
  readonly servers?: readonly ServerObject[];
  readonly tags?: readonly TagObject[];
  readonly security?: readonly SecurityRequirementObject[];
  readonly paths: Readonly<Record<string, PathItemObject>>;
  /** Requests that the API sends on its own (OpenAPI 3.1, section 4.8.1), by name. */
  readonly webhooks?: Readonly<Record<string, PathItemObject>>;
  readonly externalDocs?: ExternalDocsObject;
  readonly components: {
    readonly schemas: Readonly<Record<string, SchemaObject | boolean>>;
    readonly parameters: Readonly<Record<string, ParameterObject | ReferenceObject>>;
    readonly requestBodies: Readonly<Record<string, RequestBodyObject | ReferenceObject>>;
    readonly responses: Readonly<Record<string, ResponseObject | ReferenceObject>>;
    readonly headers: Readonly<Record<string, HeaderObject | ReferenceObject>>;
    readonly securitySchemes: Readonly<Record<string, SecuritySchemeObject>>;
  };
}

export interface ReferenceObject {
  readonly $ref: string;
}

export interface ServerObject {
  readonly url: string;
  /** OpenAPI 3.2. */
  readonly name?: string;
  readonly description?: string;
  readonly variables?: Readonly<Record<string, ServerVariableObject>>;
}

export interface ServerVariableObject {
  readonly default?: string;
  readonly enum?: readonly string[];
  readonly description?: string;
}

export interface ExternalDocsObject {
  readonly url: string;
  readonly description?: string;
}

export interface TagObject {
  readonly name: string;
  /* The following but the description: OpenAPI 3.2, section 4.22. */
  readonly summary?: string;
  readonly description?: string;
  /** Another tag's name. */
  readonly parent?: string;
  readonly kind?: string;
  readonly externalDocs?: ExternalDocsObject;
}

export type SecurityRequirementObject = Readonly<Record<string, readonly string[]>>;

export const METHODS = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
] as const;
type MethodKey = (typeof METHODS)[number];

export interface PathItemObject extends Partial<Readonly<Record<MethodKey, OperationObject>>> {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly (ParameterObject | ReferenceObject)[];
  readonly servers?: readonly ServerObject[];
  /** By method as sent; none that has a field of its own. */
  readonly additionalOperations?: Readonly<Record<string, OperationObject>>;
}

/** Extensions by convention: a sunset date, and a stability of `draft`, `alpha`, `beta` or `stable`. */
export interface Lifecycle {
  readonly deprecated?: boolean;
  readonly 'x-sunset'?: unknown;
  readonly 'x-stability-level'?: unknown;
}

export interface OperationObject extends Lifecycle {
  readonly tags?: readonly string[];
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly externalDocs?: ExternalDocsObject;
  readonly parameters?: readonly (ParameterObject | ReferenceObject)[];
  readonly requestBody?: RequestBodyObject | ReferenceObject;
  readonly responses?: Readonly<Record<string, ResponseObject | ReferenceObject>>;
  readonly security?: readonly SecurityRequirementObject[];
  readonly servers?: readonly ServerObject[];
  /** By name, then by the expression for the URL that the API calls; callbacks of callbacks are not read. */
  readonly callbacks?: Readonly<Record<string, Readonly<Record<string, PathItemObject>>>>;
}

/** A header is a parameter whose name and location are given (OpenAPI 3.1, section 4.8.21). */
export interface HeaderObject extends Lifecycle {
  readonly description?: string;
  readonly required?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly schema?: SchemaObject | boolean;
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
  readonly example?: unknown;
  readonly examples?: ExamplesObject;
}

/** By name. */
export type ExamplesObject = Readonly<Record<string, ExampleObject>>;

/** `value` is also what OpenAPI 3.2 calls `dataValue`. */
export interface ExampleObject {
  readonly summary?: string;
  readonly description?: string;
  readonly value?: unknown;
  /** As it is sent (OpenAPI 3.2, section 4.19). */
  readonly serializedValue?: string;
  readonly externalValue?: string;
}

export interface ParameterObject extends HeaderObject {
  readonly name: string;
  /** `querystring` (OpenAPI 3.2, section 4.12.1): the whole query, described by `content`. */
  readonly in: string;
  readonly allowReserved?: boolean;
  readonly allowEmptyValue?: boolean;
}

export interface RequestBodyObject {
  readonly description?: string;
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
}

export interface ResponseObject {
  /** OpenAPI 3.2. */
  readonly summary?: string;
  readonly description?: string;
  readonly headers?: Readonly<Record<string, HeaderObject | ReferenceObject>>;
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
}

export interface MediaTypeObject extends EncodingsObject {
  readonly schema?: SchemaObject | boolean;
  /** Of each item of a sequential media type, such as `text/event-stream` (OpenAPI 3.2, section 4.14.1). */
  readonly itemSchema?: SchemaObject | boolean;
  readonly example?: unknown;
  readonly examples?: ExamplesObject;
}

export interface EncodingsObject {
  /** By property (OpenAPI 3.2, section 4.15). */
  readonly encoding?: Readonly<Record<string, EncodingObject>>;
  /** By the position of a part (OpenAPI 3.2, section 4.14.2). */
  readonly prefixEncoding?: readonly EncodingObject[];
  /** For every part behind those of `prefixEncoding`. */
  readonly itemEncoding?: EncodingObject;
}

/** A part may have parts of its own (OpenAPI 3.2, section 4.15). */
export interface EncodingObject extends EncodingsObject {
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, HeaderObject | ReferenceObject>>;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

/**
 * A JSON Schema 2020-12 node. In normal form, nullability is expressed by `null` in `type`, by a
 * `{ type: 'null' }` member of `anyOf`/`oneOf`, or by `null` in `enum`; never by `nullable` or `x-nullable`.
 * `exclusiveMinimum`/`exclusiveMaximum` are numbers. `type: 'file'` is `{ type: 'string', format: 'binary' }`.
 */
export interface SchemaObject {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, SchemaObject | boolean>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaObject | boolean;
  readonly items?: SchemaObject | boolean;
  readonly prefixItems?: readonly (SchemaObject | boolean)[];
  readonly allOf?: readonly (SchemaObject | boolean)[];
  readonly oneOf?: readonly (SchemaObject | boolean)[];
  readonly anyOf?: readonly (SchemaObject | boolean)[];
  readonly not?: SchemaObject | boolean;
  readonly externalDocs?: ExternalDocsObject;
  readonly discriminator?: {
    readonly propertyName: string;
    readonly mapping?: Readonly<Record<string, string>>;
    /** The schema for an unknown value, and for none (OpenAPI 3.2, section 4.25). */
    readonly defaultMapping?: string;
  };
  /** The value of its base's discriminator, instead of its name (AutoRest's extension for Swagger 2.0). */
  readonly 'x-ms-discriminator-value'?: string;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly contentMediaType?: string;
  readonly contentEncoding?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  /* Only a comparison of two documents reads the following. */
  readonly if?: SchemaObject | boolean;
  readonly then?: SchemaObject | boolean;
  readonly else?: SchemaObject | boolean;
  readonly contains?: SchemaObject | boolean;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly propertyNames?: SchemaObject | boolean;
  readonly patternProperties?: Readonly<Record<string, SchemaObject | boolean>>;
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly dependentSchemas?: Readonly<Record<string, SchemaObject | boolean>>;
  readonly unevaluatedItems?: SchemaObject | boolean;
  readonly unevaluatedProperties?: SchemaObject | boolean;
  readonly contentSchema?: SchemaObject | boolean;
  /**
   * A number that the API also accepts as text, as System.Text.Json's default reader does; its type and format are those of
   * the number.
   */
  readonly 'x-accepts-text'?: true;
  /** Unknown names under `type`, such as `int`. */
  readonly 'x-unknown-types'?: readonly string[];
  readonly 'x-extensible-enum'?: readonly unknown[];
  readonly 'x-sunset'?: unknown;
  readonly 'x-stability-level'?: unknown;
  readonly 'x-enumNames'?: readonly string[];
  readonly 'x-enum-varnames'?: readonly string[];
  readonly 'x-enumDescriptions'?: readonly string[];
  readonly 'x-enum-descriptions'?: readonly string[];
}

export interface SecuritySchemeObject {
  readonly type: string;
  readonly description?: string;
  /** OpenAPI 3.2. */
  readonly deprecated?: boolean;
  readonly name?: string;
  readonly in?: string;
  readonly scheme?: string;
  readonly bearerFormat?: string;
  readonly openIdConnectUrl?: string;
  /** Of the authorization server (RFC 8414). OpenAPI 3.2. */
  readonly oauth2MetadataUrl?: string;
  readonly flows?: Readonly<
    Record<
      string,
      {
        readonly tokenUrl?: string;
        readonly authorizationUrl?: string;
        /** Of the flow `deviceAuthorization` (RFC 8628). OpenAPI 3.2. */
        readonly deviceAuthorizationUrl?: string;
        readonly refreshUrl?: string;
        readonly scopes?: Readonly<Record<string, string>>;
      }
    >
  >;
}

/** A document in normal form, with what it was made from. */
export interface LoadedDocument {
  readonly document: OpenApiDocument;
  /**
   * The parsed document as published, before corrections and normalization: what the snapshot contains. When it refers
   * to other files, they are included.
   */
  readonly published: Readonly<Record<string, unknown>>;
  /** The version that the published document declares: `2.0`, `3.0.1`, ... */
  readonly publishedVersion: string;
  /** The JSON pointer, in the published document, of an object or array of the normal form. */
  readonly getPointer: (node: object) => string;
  /** For loading the next version; undefined when the normal form of a node depends on more than the node. */
  readonly reusable?: ReusableParts;
}

/** The operations of a path item by method as sent: those with a field in the order of `METHODS`, then the others. */
export function getOperationsOf(
  item: PathItemObject,
): readonly (readonly [method: string, operation: OperationObject])[] {
  const fields = METHODS.flatMap((method): readonly (readonly [string, OperationObject])[] => {
    const operation = item[method];
    return operation === undefined ? [] : [[method.toUpperCase(), operation]];
  });
  return [...fields, ...Object.entries(item.additionalOperations ?? {})];
}

/** The operations by id: the method as sent, a space and the path's template. In the document's order. */
export function getPublishedOperations({
  paths,
}: OpenApiDocument): ReadonlyMap<string, OperationObject> {
  return new Map(
    Object.entries(paths).flatMap(([template, item]) =>
      getOperationsOf(item).map(([method, operation]) => [`${method} ${template}`, operation]),
    ),
  );
}
