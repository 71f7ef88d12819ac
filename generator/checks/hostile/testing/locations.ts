/**
 * Where a document may have text. `*` in a pointer (RFC 6901) is the number of the part, so that one document can
 * have a part for each string.
 */
export interface TextLocation {
  readonly name: string;
  readonly pointer: string;
  /** Whether the text is the key at the pointer instead of the value. */
  readonly isKey?: true;
  /** What precedes and follows the text. */
  readonly before?: string;
  readonly after?: string;
}

const OPERATION = '/paths/~1plain*/post';
const RESPONSE = `${OPERATION}/responses/200`;
const PARAMETER = (at: number) => `${OPERATION}/parameters/${at}`;
const BODIES = '/paths/~1bodies*';
const LATER = '/paths/~1later*';
const SCHEMAS = '/components/schemas';
const PROPERTY = `${SCHEMAS}/Plain*/properties/said`;

/** Locations that a document may have many of. A location in an entry comes before the location of the entry's key. */
export const PART_LOCATIONS: readonly TextLocation[] = [
  { name: 'tag of an operation', pointer: `${OPERATION}/tags/0` },
  { name: 'operationId', pointer: `${OPERATION}/operationId` },
  { name: 'summary of an operation', pointer: `${OPERATION}/summary` },
  { name: 'description of an operation', pointer: `${OPERATION}/description` },
  { name: 'external documentation of an operation', pointer: `${OPERATION}/externalDocs/url` },
  {
    name: 'description of external documentation',
    pointer: `${OPERATION}/externalDocs/description`,
  },
  { name: 'extension of an operation', pointer: `${OPERATION}/x-said` },
  { name: 'sunset of an operation', pointer: `${OPERATION}/x-sunset` },
  { name: 'server of an operation', pointer: `${OPERATION}/servers/0/url` },
  { name: 'name of a query parameter', pointer: `${PARAMETER(0)}/name` },
  { name: 'description of a parameter', pointer: `${PARAMETER(0)}/description` },
  { name: 'example of a parameter', pointer: `${PARAMETER(0)}/example` },
  { name: 'default of a parameter', pointer: `${PARAMETER(0)}/schema/default` },
  { name: 'name of a header', pointer: `${PARAMETER(1)}/name` },
  { name: 'pattern of a header', pointer: `${PARAMETER(1)}/schema/pattern` },
  { name: 'name of a cookie', pointer: `${PARAMETER(2)}/name` },
  { name: 'value of a parameter', pointer: `${PARAMETER(3)}/schema/enum/0` },
  { name: 'name of a deepObject parameter', pointer: `${PARAMETER(4)}/name` },
  {
    name: 'property of a deepObject parameter',
    pointer: `${PARAMETER(4)}/schema/properties/named`,
    isKey: true,
  },
  { name: 'summary of a response', pointer: `${RESPONSE}/summary` },
  {
    name: 'description of a header of a response',
    pointer: `${RESPONSE}/headers/named/description`,
  },
  { name: 'header of a response', pointer: `${RESPONSE}/headers/named`, isKey: true },
  { name: 'example of a response', pointer: `${RESPONSE}/content/application~1json/example` },
  {
    name: 'summary of an example',
    pointer: `${RESPONSE}/content/application~1json/examples/named/summary`,
  },
  {
    name: 'value of an example',
    pointer: `${RESPONSE}/content/application~1json/examples/named/value`,
  },
  {
    name: 'name of an example',
    pointer: `${RESPONSE}/content/application~1json/examples/named`,
    isKey: true,
  },
  { name: 'name of a link', pointer: `${RESPONSE}/links/named`, isKey: true },
  {
    name: 'summary of a response without status',
    pointer: `${OPERATION}/responses/named/summary`,
  },
  {
    name: 'description of a response without status',
    pointer: `${OPERATION}/responses/named/description`,
  },
  { name: 'status of a response', pointer: `${OPERATION}/responses/named`, isKey: true },
  { name: 'name of a callback', pointer: `${OPERATION}/callbacks/named`, isKey: true },
  {
    name: 'expression of a callback',
    pointer: `${OPERATION}/callbacks/other/expression`,
    isKey: true,
  },
  { name: 'scope that an operation needs', pointer: `${OPERATION}/security/0/known/0` },
  { name: 'scheme that an operation needs', pointer: `${OPERATION}/security/1/named`, isKey: true },
  { name: 'name of a path parameter', pointer: `/paths/~1params*~1{id}/get/parameters/0/name` },
  {
    name: 'path parameter in its template',
    pointer: `/paths/~1params*~1{id}`,
    isKey: true,
    before: `/params*/{`,
    after: '}/end',
  },
  { name: 'text of a path', pointer: `/paths/~1named*`, isKey: true, before: '/named*/' },
  {
    name: 'text of a path with a parameter',
    pointer: `/paths/~1mixed*`,
    isKey: true,
    before: '/mixed*/{id}/',
  },
  { name: 'whole path', pointer: `/paths/~1whole*`, isKey: true, before: '/' },
  {
    name: 'field of a form',
    pointer: `${BODIES}/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/named`,
    isKey: true,
  },
  {
    name: 'part of a multipart body',
    pointer: `${BODIES}/put/requestBody/content/multipart~1form-data/schema/properties/named`,
    isKey: true,
  },
  { name: 'description of a body', pointer: `${BODIES}/put/requestBody/description` },
  {
    name: 'content type of a part',
    pointer: `${BODIES}/put/requestBody/content/multipart~1form-data/encoding/file/contentType`,
  },
  { name: 'media type', pointer: `${BODIES}/patch/requestBody/content/named`, isKey: true },
  {
    name: 'subtype of a media type',
    pointer: `${BODIES}/delete/requestBody/content/named`,
    isKey: true,
    before: 'application/x+json; v="',
    after: '"',
  },
  {
    name: 'media type of a response',
    pointer: `${BODIES}/post/responses/200/content/named`,
    isKey: true,
  },
  { name: 'name of the whole query', pointer: `${LATER}/query/parameters/0/name` },
  {
    name: 'field of the whole query',
    pointer: `${LATER}/query/parameters/0/content/application~1x-www-form-urlencoded/schema/properties/named`,
    isKey: true,
  },
  {
    name: 'named example of a parameter',
    pointer: `${LATER}/query/parameters/0/examples/named/dataValue`,
  },
  {
    name: 'serialized example of a parameter',
    pointer: `${LATER}/query/parameters/0/examples/named/serializedValue`,
  },
  {
    name: 'name of an example of a parameter',
    pointer: `${LATER}/query/parameters/0/examples/named`,
    isKey: true,
  },
  {
    name: 'content type of a part by position',
    pointer: `${LATER}/post/requestBody/content/multipart~1mixed/prefixEncoding/0/contentType`,
  },
  {
    name: 'name of an event',
    pointer: `${LATER}/post/responses/200/content/text~1event-stream/itemSchema/properties/event/enum/0`,
  },
  {
    name: 'additional method',
    pointer: `${LATER}/additionalOperations/named`,
    isKey: true,
  },
  { name: 'summary of a tag', pointer: '/tags/*/summary' },
  { name: 'parent of a tag', pointer: '/tags/*/parent' },
  { name: 'kind of a tag', pointer: '/tags/*/kind' },
  { name: 'name of a tag', pointer: '/tags/*/name' },
  { name: 'description of a tag', pointer: '/tags/*/description' },
  { name: 'display name of a tag', pointer: '/tags/*/x-displayName' },
  { name: 'title of a property', pointer: `${PROPERTY}/title` },
  { name: 'description of a property', pointer: `${PROPERTY}/description` },
  { name: 'default of a property', pointer: `${PROPERTY}/default` },
  { name: 'example of a property', pointer: `${PROPERTY}/example` },
  { name: 'pattern of a property', pointer: `${PROPERTY}/pattern` },
  { name: 'format of a property', pointer: `${PROPERTY}/format` },
  { name: 'content media type of a property', pointer: `${PROPERTY}/contentMediaType` },
  { name: 'extension of a property', pointer: `${PROPERTY}/x-said` },
  { name: 'const', pointer: `${SCHEMAS}/Plain*/properties/fixed/const` },
  { name: 'value of an inline enum', pointer: `${SCHEMAS}/Plain*/properties/chosen/enum/0` },
  { name: 'value within a default', pointer: `${SCHEMAS}/Plain*/properties/deep/default/named` },
  {
    name: 'key within a default',
    pointer: `${SCHEMAS}/Plain*/properties/deep/default/named`,
    isKey: true,
  },
  { name: 'examples of a property', pointer: `${SCHEMAS}/Plain*/properties/deep/examples/0` },
  { name: 'name of a property', pointer: `${SCHEMAS}/Plain*/properties/named`, isKey: true },
  { name: 'required property', pointer: `${SCHEMAS}/Plain*/required/0` },
  {
    name: 'pattern of property names',
    pointer: `${SCHEMAS}/Plain*/patternProperties/named`,
    isKey: true,
  },
  { name: 'dependent property', pointer: `${SCHEMAS}/Plain*/dependentRequired/named`, isKey: true },
  { name: 'title of a schema', pointer: `${SCHEMAS}/Plain*/title` },
  { name: 'description of a schema', pointer: `${SCHEMAS}/Plain*/description` },
  { name: 'name of a dated property', pointer: `${SCHEMAS}/Held*/properties/named`, isKey: true },
  { name: 'value of an enum', pointer: `${SCHEMAS}/Values*/enum/0` },
  { name: 'x-enumNames', pointer: `${SCHEMAS}/Names*/x-enumNames/0` },
  { name: 'x-enumDescriptions', pointer: `${SCHEMAS}/Names*/x-enumDescriptions/0` },
  { name: 'x-enum-varnames', pointer: `${SCHEMAS}/Varnames*/x-enum-varnames/0` },
  { name: 'x-enum-descriptions', pointer: `${SCHEMAS}/Varnames*/x-enum-descriptions/0` },
  { name: 'discriminator', pointer: `${SCHEMAS}/Choice*/discriminator/propertyName` },
  {
    name: 'mapping of a discriminator',
    pointer: `${SCHEMAS}/Choice*/discriminator/mapping/named`,
    isKey: true,
  },
  { name: 'tag of a variant', pointer: `${SCHEMAS}/Cat*/properties/kind`, isKey: true },
  { name: 'tag of the other variant', pointer: `${SCHEMAS}/Dog*/properties/kind`, isKey: true },
  { name: 'discriminator of a base', pointer: `${SCHEMAS}/Base*/discriminator/propertyName` },
  { name: 'tag of a base', pointer: `${SCHEMAS}/Base*/properties/kind`, isKey: true },
  {
    name: 'mapping of a base',
    pointer: `${SCHEMAS}/Base*/discriminator/mapping/named`,
    isKey: true,
  },
  { name: 'name of a schema', pointer: `${SCHEMAS}/Named*`, isKey: true },
  { name: 'name of a named parameter', pointer: '/components/parameters/Named*', isKey: true },
  { name: 'description of a named response', pointer: '/components/responses/Named*/description' },
  { name: 'name of a named response', pointer: '/components/responses/Named*', isKey: true },
  { name: 'name of a named body', pointer: '/components/requestBodies/Named*', isKey: true },
  {
    name: 'description of the scope',
    pointer: '/components/securitySchemes/oauth*/flows/clientCredentials/scopes/named',
  },
  {
    name: 'scope',
    pointer: '/components/securitySchemes/oauth*/flows/clientCredentials/scopes/named',
    isKey: true,
  },
  {
    name: 'description of a scope',
    pointer: '/components/securitySchemes/oauth*/flows/clientCredentials/scopes/other',
  },
  { name: 'HTTP scheme', pointer: '/components/securitySchemes/http*/scheme' },
  { name: 'bearer format', pointer: '/components/securitySchemes/http*/bearerFormat' },
  {
    name: 'address of OpenID Connect',
    pointer: '/components/securitySchemes/openid*/openIdConnectUrl',
  },
  { name: 'header of a security scheme', pointer: '/components/securitySchemes/Named*/name' },
  { name: 'name of a security scheme', pointer: '/components/securitySchemes/Named*', isKey: true },
  { name: 'webhook', pointer: '/webhooks/Named*', isKey: true },
];

/** Locations that a document has one of. */
export const ROOT_LOCATIONS: readonly TextLocation[] = [
  { name: 'title', pointer: '/info/title' },
  { name: 'version', pointer: '/info/version' },
  { name: 'description', pointer: '/info/description' },
  { name: 'summary', pointer: '/info/summary' },
  { name: 'terms of service', pointer: '/info/termsOfService' },
  { name: 'name of the contact', pointer: '/info/contact/name' },
  { name: 'address of the contact', pointer: '/info/contact/url' },
  { name: 'mail of the contact', pointer: '/info/contact/email' },
  { name: 'name of the licence', pointer: '/info/license/name' },
  { name: 'address of the licence', pointer: '/info/license/url' },
  { name: 'external documentation', pointer: '/externalDocs/url' },
  { name: 'description of external documentation', pointer: '/externalDocs/description' },
  { name: 'address of a server', pointer: '/servers/0/url' },
  { name: 'path of a server', pointer: '/servers/1/url', before: 'https://api.example/' },
  { name: 'name of a server', pointer: '/servers/1/name' },
  { name: 'description of a server', pointer: '/servers/1/description' },
  { name: 'default of a server variable', pointer: '/servers/2/variables/base/default' },
  { name: 'value of a server variable', pointer: '/servers/2/variables/base/enum/0' },
  { name: 'description of a server variable', pointer: '/servers/2/variables/base/description' },
  { name: 'default of another server variable', pointer: '/servers/2/variables/named/default' },
  { name: 'name of a server variable', pointer: '/servers/2/variables/named', isKey: true },
  { name: 'query of a server', pointer: '/servers/3/url', before: 'https://api.example/?' },
  { name: 'fragment of a server', pointer: '/servers/4/url', before: 'https://api.example/#' },
  {
    name: 'token URL',
    pointer: '/components/securitySchemes/oauth/flows/clientCredentials/tokenUrl',
    before: 'https://api.example/',
  },
  { name: 'name of an API key', pointer: '/components/securitySchemes/key/name' },
  { name: 'name of an odd API key', pointer: '/components/securitySchemes/odd/name' },
  {
    name: 'description of a scope of the API',
    pointer: '/components/securitySchemes/oauth/flows/clientCredentials/scopes/read',
  },
  { name: 'place of an API key', pointer: '/components/securitySchemes/odd/in' },
  { name: 'kind of a security scheme', pointer: '/components/securitySchemes/odder/type' },
  { name: 'extension', pointer: '/x-said' },
  { name: 'extension with the text in its name and value', pointer: '/x-named' },
  { name: 'extension with the text in its name', pointer: '/x-named', isKey: true, before: 'x-' },
];
