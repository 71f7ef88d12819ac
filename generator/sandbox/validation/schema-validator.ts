import type Ajv2020 from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Operation, Parameter, RequestContent } from '../../model/model.js';
import { createAjv } from '../../util/ajv.js';
import { isRecord } from '../../util/is-record.js';
import {
  getOperationsOf,
  type MediaTypeObject,
  type OpenApiDocument,
  type OperationObject,
  type ParameterObject,
  type RequestBodyObject,
} from '../raw-openapi.js';
import type { ParameterValues } from '../incoming-request.js';
import type { ValidationErrors } from '../outgoing-response.js';
import { toValidationErrors } from './error-messages.js';
import { RequestSchemas, resolvePointer, type RequestSchema } from './request-schemas.js';

/** The values of a form or a query are text, which is converted to the schema's type. */
type Notation = 'json' | 'text';

/** Validates requests with the document's schemas, which are compiled at the first call of an operation. */
export class SchemaValidator {
  readonly #document: OpenApiDocument;
  readonly #compiled = new Map<string, ValidateFunction>();
  readonly #ajv: Readonly<Record<Notation, Ajv2020>> = {
    json: createAjv({ verbose: true }),
    text: createAjv({ verbose: true, coerceTypes: 'array' }),
  };

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** Validates path, query, headers and cookies. Call it after each value could be read as its type. */
  validateParameters(operation: Operation, parameters: ParameterValues): ValidationErrors {
    const values: Record<string, unknown> = {};
    for (const [parameter, texts] of parameters) {
      const present = texts.filter((text) => text !== '');
      if (present.length === 0) continue;
      // Of two parameters with the same name, the first is validated: ASP.NET reports the name once too.
      values[parameter.wireName] ??= parameter.type.kind === 'array' ? [...present] : present[0];
    }
    const validate = this.#compile('text', `${operation.id} parameters`, () => {
      const schemas = new RequestSchemas(this.#document);
      return {
        properties: this.#createParameterSchemas(operation, schemas),
        $defs: schemas.definitions,
      };
    });
    return toValidationErrors(getErrors(validate, values), 'parameters');
  }

  /** Validates a body that could be read. @param value with its properties spelled as in the document. */
  validateBody(operation: Operation, content: RequestContent, value: unknown): ValidationErrors {
    const isForm = content.encoding === 'form' || content.encoding === 'multipart';
    if (!isForm && content.encoding !== 'json') return new Map();
    const notation = isForm ? 'text' : 'json';
    const validate = this.#compile(notation, `${operation.id} body ${content.mediaType}`, () => {
      const schemas = new RequestSchemas(this.#document);
      const schema = schemas.convert(this.#getContent(operation, content.mediaType)?.schema);
      return { allOf: [schema], $defs: schemas.definitions };
    });
    // ajv converts text in place and cannot read files, so it gets a copy of a form's fields.
    const input = isForm ? toTextFields(value) : value;
    const errors = getErrors(validate, input).filter(({ instancePath }) =>
      isJudged(content, instancePath),
    );
    return toValidationErrors(errors, isForm ? 'form' : 'json');
  }

  /** By wire name. Without objects, to which ASP.NET applies other rules, and without JSON in a query, which it reads as text. */
  #createParameterSchemas(
    operation: Operation,
    schemas: RequestSchemas,
  ): Readonly<Record<string, RequestSchema>> {
    const nodes = this.#getParameters(operation);
    const result: Record<string, RequestSchema> = {};
    for (const parameter of operation.parameters) {
      const schema = nodes.find((node) => isSameParameter(node, parameter))?.schema;
      const isObjectStyle = parameter.style === 'json' || parameter.style === 'deepObject';
      // Lists in lists are JSON or numbered.
      const { type } = parameter;
      const isNested = type.kind === 'array' && type.items.kind === 'array';
      if (
        isObjectStyle ||
        isNested ||
        schema === undefined ||
        isObjectSchema(this.#document, schema)
      )
        continue;
      result[parameter.wireName] ??= schemas.convert(schema);
    }
    return result;
  }

  #compile(notation: Notation, key: string, schema: () => RequestSchema): ValidateFunction {
    const validate = this.#compiled.get(key) ?? this.#ajv[notation].compile(schema());
    this.#compiled.set(key, validate);
    return validate;
  }

  #getOperation({ pathTemplate, method }: Operation): OperationObject | undefined {
    const item = this.#document.paths[pathTemplate];
    return item && getOperationsOf(item).find(([sent]) => sent === method)?.[1];
  }

  #getParameters(operation: Operation): readonly ParameterObject[] {
    const own = this.#getOperation(operation)?.parameters ?? [];
    const shared = this.#document.paths[operation.pathTemplate]?.parameters ?? [];
    return [...own, ...shared].flatMap(
      (node) => (this.#resolveReference(node) as ParameterObject | undefined) ?? [],
    );
  }

  #getContent(operation: Operation, mediaType: string): MediaTypeObject | undefined {
    const node = this.#getOperation(operation)?.requestBody;
    const body = node && (this.#resolveReference(node) as RequestBodyObject | undefined);
    return body?.content?.[mediaType];
  }

  #resolveReference(node: object): unknown {
    const pointer = (node as { readonly $ref?: string }).$ref;
    return pointer === undefined ? node : resolvePointer(this.#document, pointer);
  }
}

/** A part in a format such as XML is text, whatever its schema says. */
function isJudged({ parts = [] }: RequestContent, instancePath: string): boolean {
  return !parts.some(
    (part) =>
      part.kind === 'mediaType' &&
      !/[/+]json\b/i.test(part.mediaType) &&
      instancePath === `/${part.wireName}`,
  );
}

function getErrors(validate: ValidateFunction, value: unknown): readonly ErrorObject[] {
  return validate(value) ? [] : (validate.errors ?? []);
}

function isSameParameter(node: ParameterObject, { wireName, in: location }: Parameter): boolean {
  // A path template may spell its parameter in another letter case.
  return node.in === location && node.name.toLowerCase() === wireName.toLowerCase();
}

function isObjectSchema(document: OpenApiDocument, schema: ParameterObject['schema']): boolean {
  const visited = new Set<unknown>();
  let node: unknown = schema;
  while (typeof node === 'object' && node !== null && !visited.has(node)) {
    visited.add(node);
    const { $ref, type, properties } = node as {
      readonly $ref?: string;
      readonly type?: string | readonly string[];
      readonly properties?: unknown;
    };
    if (properties !== undefined || [type].flat().includes('object')) return true;
    node = $ref === undefined ? undefined : resolvePointer(document, $ref);
  }
  return false;
}

/** The non-empty fields of a form. A file is an empty text, a boolean is in lower case. */
function toTextFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toTextFields);
  if (typeof value === 'string') return /^(true|false)$/i.test(value) ? value.toLowerCase() : value;
  if (!isRecord(value) || value instanceof Blob) return '';
  const present = Object.entries(value).filter(([, field]) => field !== '');
  return Object.fromEntries(present.map(([name, field]) => [name, toTextFields(field)]));
}
