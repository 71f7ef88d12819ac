import Ajv2020 from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type {
  MediaTypeObject,
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  RequestBodyObject,
} from '../document.js';
import type { Operation, Parameter } from '../../model/model.js';
import type { Inputs } from '../inputs.js';
import type { ValidationErrors } from '../reply.js';
import { DOTNET_FORMATS } from './formats.js';
import { complaints } from './messages.js';
import { RequestSchemas, resolvePointer, type RequestSchema } from './schemas.js';

/** JSON has types; a form and a query have text, which is read as the schema's type. */
type Notation = 'json' | 'text';

/** Holds requests to the document, by `ajv`. Each operation's schemas are compiled when it is first called. */
export class Validator {
  readonly #document: OpenApiDocument;
  readonly #compiled = new Map<string, ValidateFunction>();
  readonly #ajv: Readonly<Record<Notation, Ajv2020>> = {
    json: judge({}),
    text: judge({ coerceTypes: 'array' }),
  };

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** What is wrong with path, query, headers and cookies; call it when all could be read as their types. */
  parameterErrors(operation: Operation, inputs: Inputs): ValidationErrors {
    const values: Record<string, unknown> = {};
    for (const [parameter, texts] of inputs) {
      const present = texts.filter((text) => text !== '');
      if (present.length === 0) continue;
      // Of two places that share a name, the first is judged: ASP.NET's errors name it once too.
      values[parameter.wireName] ??= parameter.type.kind === 'array' ? [...present] : present[0];
    }
    const validate = this.#compile('text', `${operation.id} parameters`, () => {
      const schemas = new RequestSchemas(this.#document);
      return { properties: this.#judged(operation, schemas), $defs: schemas.definitions };
    });
    return complaints(errorsOf(validate, values), 'parameters');
  }

  /** What is wrong with a body that could be read, its properties named as the document names them. */
  bodyErrors(operation: Operation, value: unknown): ValidationErrors {
    const { body } = operation;
    const isForm = body?.encoding === 'form' || body?.encoding === 'multipart';
    if (body === undefined || !(isForm || body.encoding === 'json')) return new Map();
    const notation = isForm ? 'text' : 'json';
    const validate = this.#compile(notation, `${operation.id} body`, () => {
      const schemas = new RequestSchemas(this.#document);
      const schema = schemas.of(this.#contentOf(operation, body.mediaType)?.schema);
      return { allOf: [schema], $defs: schemas.definitions };
    });
    // Text is read in place, and files are no text: a copy of the fields is judged.
    const judged = isForm ? fieldsOf(value) : value;
    return complaints(errorsOf(validate, judged), isForm ? 'form' : 'json');
  }

  /** By wire name. Objects are bound by rules of their own, and JSON in a query is text to ASP.NET. */
  #judged(operation: Operation, schemas: RequestSchemas): Readonly<Record<string, RequestSchema>> {
    const nodes = this.#parametersOf(operation);
    const judged: Record<string, RequestSchema> = {};
    for (const parameter of operation.parameters) {
      const schema = nodes.find((node) => isOf(node, parameter))?.schema;
      const isFree = parameter.style === 'json' || parameter.style === 'deepObject';
      if (isFree || schema === undefined || isObject(this.#document, schema)) continue;
      judged[parameter.wireName] ??= schemas.of(schema);
    }
    return judged;
  }

  #compile(notation: Notation, key: string, schema: () => RequestSchema): ValidateFunction {
    const known = this.#compiled.get(key) ?? this.#ajv[notation].compile(schema());
    this.#compiled.set(key, known);
    return known;
  }

  #operationOf({ pathTemplate, method }: Operation): OperationObject | undefined {
    const item = this.#document.paths[pathTemplate];
    return item?.[method.toLowerCase() as 'get'];
  }

  #parametersOf(operation: Operation): readonly ParameterObject[] {
    const own = this.#operationOf(operation)?.parameters ?? [];
    const shared = this.#document.paths[operation.pathTemplate]?.parameters ?? [];
    return [...own, ...shared].flatMap((node) => this.#followed<ParameterObject>(node) ?? []);
  }

  #contentOf(operation: Operation, mediaType: string): MediaTypeObject | undefined {
    const node = this.#operationOf(operation)?.requestBody;
    return node && this.#followed<RequestBodyObject>(node)?.content?.[mediaType];
  }

  #followed<Node>(node: object): Node | undefined {
    const pointer = (node as { readonly $ref?: string }).$ref;
    return (pointer === undefined ? node : resolvePointer(this.#document, pointer)) as
      Node | undefined;
  }
}

function judge(options: { readonly coerceTypes?: 'array' }): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    // Formats that nobody knows are no news to the user of a sandbox.
    logger: false,
    allowUnionTypes: true,
    ...options,
  });
  addFormats.default(ajv);
  for (const [name, format] of Object.entries(DOTNET_FORMATS)) ajv.addFormat(name, format);
  return ajv;
}

function errorsOf(validate: ValidateFunction, value: unknown): readonly ErrorObject[] {
  return validate(value) ? [] : (validate.errors ?? []);
}

function isOf(node: ParameterObject, { wireName, in: place }: Parameter): boolean {
  // A path's template may spell its parameter in another case.
  return node.in === place && node.name.toLowerCase() === wireName.toLowerCase();
}

/** Objects in a query are bound by rules of their own. */
function isObject(document: OpenApiDocument, schema: ParameterObject['schema']): boolean {
  const seen = new Set<unknown>();
  let node: unknown = schema;
  while (typeof node === 'object' && node !== null && !seen.has(node)) {
    seen.add(node);
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

function fieldsOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const shown = (field: unknown): unknown => {
    if (Array.isArray(field)) return field.map(shown);
    if (typeof field !== 'string') return '';
    return /^(true|false)$/i.test(field) ? field.toLowerCase() : field;
  };
  const present = Object.entries(value).filter(([, field]) => field !== '');
  return Object.fromEntries(present.map(([name, field]) => [name, shown(field)]));
}
