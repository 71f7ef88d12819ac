import type { ApiModel, EventFormat } from '../../model/model.js';
import { isRecord } from '../../util/is-record.js';
import { getMediaKind } from '../../util/media-kinds.js';
import type { Exchange } from '../exchange.js';
import type { Place } from '../finding.js';
import {
  getPublishedOperations,
  resolvePointer,
  type HeaderObject,
  type LoadedDocument,
  type MediaTypeObject,
  type OperationObject,
  type ReferenceObject,
  type ResponseObject,
} from '../raw-openapi.js';
import { findDeclared, findDeclaredJson, readMediaType } from './media-types.js';
import { ScalarRules } from './scalars.js';
import { Schemas, type Schema, type Spot } from './schemas.js';
import { getItemSchema, readItems, type StreamKind } from './streams.js';
import type { FaultDetails } from './tally.js';
import { ValueCheck, type Recorder } from './values.js';
import { parseJson, WrittenText } from './written-text.js';

/** A declared response, and where it stands. */
interface Declared {
  readonly response: ResponseObject;
  readonly place: Place;
}

/** The body of an answer as text, where its media type is one of text. */
interface Body {
  readonly mediaType: string;
  readonly text: string;
  /** The JSON value of a body that is one; undefined when it is none, or was not read to its end. */
  readonly json: { readonly value: unknown } | undefined;
}

/** Problem details (RFC 9457, section 6.1). */
const PROBLEM_TYPE = 'application/problem+json';

/** Checks whole answers: status, headers, media type, body. */
export class AnswerCheck {
  readonly #loaded: LoadedDocument;
  readonly #schemas: Schemas;
  readonly #scalars = new ScalarRules();
  readonly #operations: ReadonlyMap<string, OperationObject>;

  constructor(loaded: LoadedDocument, model: ApiModel) {
    this.#loaded = loaded;
    this.#schemas = new Schemas(loaded, model);
    this.#operations = getPublishedOperations(loaded.document);
  }

  /** The place of an operation. */
  getOperationPlace({ id, origin }: Exchange['operation']): Place {
    return this.#schemas.at(id, origin.pointer);
  }

  check(exchange: Exchange, recorder: Recorder): void {
    const { operation, status } = exchange;
    const place = this.getOperationPlace(operation);
    recorder.see(place);
    const body = readBody(exchange);
    const declared = this.#findResponse(exchange, place);
    const { place: at } = declared ?? { place };
    if (body?.json !== undefined && body.mediaType === PROBLEM_TYPE)
      checkProblem(body.json.value, status, at, recorder);
    if (declared === undefined) {
      const told = body && { mediaType: body.mediaType };
      recorder.report(
        place,
        { kind: 'undeclared-status', status: String(status), ...told },
        getDetails(body),
      );
      return;
    }
    recorder.see(at);
    this.#checkHeaders(declared, exchange, recorder);
    if (hasNoBody(exchange)) return;
    this.#checkBody(declared, body, exchange, recorder);
  }

  /** The response of the status, of its range, or of all others (OpenAPI 3.1, section 4.8.16). */
  #findResponse({ operation, status }: Exchange, place: Place): Declared | undefined {
    const responses = this.#operations.get(operation.id)?.responses ?? {};
    const range = new RegExp(`^${Math.floor(status / 100)}XX$`, 'i');
    const keys = Object.keys(responses);
    const key =
      keys.find((each) => each === String(status)) ??
      keys.find((each) => range.test(each)) ??
      keys.find((each) => each === 'default');
    const node = key === undefined ? undefined : responses[key];
    const response = node && this.#dereference(node);
    if (response === undefined) return undefined;
    return { response, place: this.#schemas.at(`${place.name} ${key}`, response) };
  }

  #dereference<T extends object>(node: T | ReferenceObject): T | undefined {
    let current: unknown = node;
    for (let hops = 0; hops < MAX_HOPS; hops += 1) {
      if (!isRecord(current)) return undefined;
      if (typeof current['$ref'] !== 'string') return current as T;
      current = resolvePointer(this.#loaded.document, current['$ref']);
    }
    return undefined;
  }

  #checkBody(
    { response, place }: Declared,
    body: Body | undefined,
    exchange: Exchange,
    recorder: Recorder,
  ): void {
    const content = response.content ?? {};
    const declared = Object.keys(content);
    const contentType = exchange.headers.get('content-type');
    if (declared.length === 0) {
      if (body !== undefined)
        recorder.report(
          place,
          { kind: 'undeclared-body', mediaType: body.mediaType },
          getDetails(body),
        );
      return;
    }
    if (body === undefined) {
      // A text, a file or a stream may be empty; JSON may not.
      if (contentType === undefined || getMediaKind(contentType) === 'json')
        recorder.report(place, { kind: 'empty-body' });
      return;
    }
    const { mediaType } = body;
    const kind = getMediaKind(mediaType);
    const found = findDeclared(declared, contentType);
    // JSON by another name is the declared JSON all the same.
    const name = found ?? (kind === 'json' ? findDeclaredJson(declared) : undefined);
    // Swashbuckle declares problem details as `application/json`, and readers of JSON read them.
    const isProblem = exchange.status >= 400 && mediaType === PROBLEM_TYPE && name !== undefined;
    if (found === undefined && !isProblem && !this.#allowsAnyMediaType(exchange))
      recorder.report(place, { kind: 'undeclared-media-type', mediaType }, getDetails(body));
    const media = name === undefined ? undefined : content[name];
    if (media === undefined) return;
    this.#checkContent({ media, place }, body, exchange, recorder);
  }

  #checkContent(
    { media, place }: { readonly media: MediaTypeObject; readonly place: Place },
    { mediaType, text, json }: Body,
    { operation, truncated }: Exchange,
    recorder: Recorder,
  ): void {
    const { schema, itemSchema } = media;
    const values = new ValueCheck(this.#schemas, this.#scalars, recorder);
    const kind = getMediaKind(mediaType);
    switch (kind) {
      case 'json':
        if (json === undefined) {
          if (!truncated) recorder.report(place, { kind: 'not-json', mediaType });
        } else if (schema !== undefined) {
          if (!this.#isFile(schema)) values.check(this.#spotOf(place, schema, ''), json.value);
        } else if (itemSchema !== undefined && Array.isArray(json.value)) {
          const spot = this.#spotOf(place, itemSchema, '[]');
          for (const item of json.value) values.check(spot, item);
        }
        break;
      case 'jsonLines':
      case 'jsonSequence':
      case 'events': {
        const events = operation.responses.find(({ body }) => body?.events)?.body?.events;
        this.#checkItems({ media, place }, kind, readItems(kind, text, truncated), events, {
          recorder,
          values,
          mediaType,
        });
        break;
      }
      case 'plainText':
        if (schema !== undefined && !truncated && !this.#isFile(schema))
          values.check(this.#spotOf(place, schema, ''), new WrittenText(text));
        break;
      case 'any':
      case 'text':
      case 'binary':
        // Nothing is said of what is inside.
        break;
      default:
        kind satisfies never;
    }
  }

  #checkItems(
    { media, place }: { readonly media: MediaTypeObject; readonly place: Place },
    kind: StreamKind,
    items: readonly unknown[] | undefined,
    events: EventFormat | undefined,
    {
      recorder,
      values,
      mediaType,
    }: { readonly recorder: Recorder; readonly values: ValueCheck; readonly mediaType: string },
  ): void {
    if (items === undefined) {
      recorder.report(place, { kind: 'not-json', mediaType });
      return;
    }
    const schema = getItemSchema(this.#schemas, media);
    if (schema === undefined) return;
    const spot = this.#spotOf(place, schema, '[]');
    for (const item of items) {
      const isData = kind === 'events' && events?.yields !== 'event' && isRecord(item);
      values.check(spot, isData ? item['data'] : item);
    }
  }

  #spotOf({ name }: Place, schema: Schema, suffix: string): Spot {
    const node = typeof schema === 'object' ? schema : '';
    return { schema, place: this.#schemas.at(`${name}${suffix}`, node) };
  }

  #isFile(schema: Schema): boolean {
    const target = this.#schemas.followAll(schema);
    return typeof target === 'object' && target.format === 'binary';
  }

  /** Swagger 2.0 without `produces` says nothing of media types. */
  #allowsAnyMediaType({ operation }: Exchange): boolean {
    const { published, publishedVersion } = this.#loaded;
    if (!publishedVersion.startsWith('2')) return false;
    const node = resolvePointer(published, operation.origin.pointer);
    return ![published, node].some((each) => isRecord(each) && Array.isArray(each['produces']));
  }

  #checkHeaders({ response, place }: Declared, { headers }: Exchange, recorder: Recorder): void {
    for (const [published, node] of Object.entries(response.headers ?? {})) {
      const header = published.toLowerCase();
      const declared = this.#dereference<HeaderObject>(node);
      // The media type is declared by the content (OpenAPI 3.1, section 4.8.17).
      if (declared === undefined || header === 'content-type') continue;
      const at = this.#schemas.at(`${place.name} header ${header}`, declared);
      const text = headers.get(header);
      if (text === undefined) {
        if (declared.required === true)
          recorder.report(at, { kind: 'missing-header', header }, { of: place });
        continue;
      }
      recorder.see(at);
      const schema = declared.schema;
      if (schema === undefined || this.#accepts(schema, at, text)) continue;
      recorder.report(at, {
        kind: 'header-value',
        header,
        declared: describe(this.#schemas.followAll(schema)),
      });
    }
  }

  #accepts(schema: Schema, place: Place, text: string): boolean {
    let accepts = true;
    const recorder: Recorder = {
      see: () => undefined,
      report: () => {
        accepts = false;
      },
    };
    new ValueCheck(this.#schemas, this.#scalars, recorder).check(
      { schema, place },
      new WrittenText(text),
    );
    return accepts;
  }
}

const MAX_HOPS = 100;

/** RFC 9110, sections 9.3.2 and 6.4.1. */
function hasNoBody({ operation, status }: Exchange): boolean {
  return operation.method === 'HEAD' || status < 200 || [204, 205, 304].includes(status);
}

/** Undefined for an answer without a body. */
function readBody(exchange: Exchange): Body | undefined {
  const { body, headers, truncated } = exchange;
  if (body.length === 0 || hasNoBody(exchange)) return undefined;
  const contentType = headers.get('content-type');
  const mediaType = readMediaType(contentType);
  const kind = getMediaKind(mediaType);
  const text = kind === 'binary' ? '' : decode(body, contentType);
  const json = kind === 'json' && !truncated ? parseJson(text) : undefined;
  return { mediaType, text, json };
}

/** A body is UTF-8 (RFC 8259, section 8.1) unless its media type has another character set that is known. */
function decode(body: Uint8Array, contentType = ''): string {
  const [, charset = 'utf-8'] = /;\s*charset="?([\w.:-]{1,40})/i.exec(contentType) ?? [];
  try {
    return new TextDecoder(charset).decode(body);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new TextDecoder().decode(body);
  }
}

function getDetails(body: Body | undefined): FaultDetails {
  return body?.json === undefined ? {} : { values: [body.json.value] };
}

/** RFC 9457, section 3.1. */
function checkProblem(problem: unknown, status: number, place: Place, recorder: Recorder): void {
  if (!isRecord(problem)) return;
  const report = (member: string) => recorder.report(place, { kind: 'problem-details', member });
  if (Object.hasOwn(problem, 'status') && problem['status'] !== status) report('status');
  for (const member of ['type', 'title', 'detail', 'instance'])
    if (Object.hasOwn(problem, member) && typeof problem[member] !== 'string') report(member);
}

/** What a schema of a header says, in a word. */
function describe(schema: Schema): string {
  if (typeof schema === 'boolean') return 'nothing';
  const { enum: values, format, type = 'any', const: only } = schema;
  if (values !== undefined || only !== undefined) return 'enum';
  return format ?? [type].flat().join(' or ');
}
