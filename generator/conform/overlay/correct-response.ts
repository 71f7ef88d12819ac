import { isRecord } from '../../util/is-record.js';
import { getMediaKind } from '../../util/media-kinds.js';
import { plural } from '../../util/plural.js';
import type { Shape } from '../shape.js';
import { splitAnnotations } from './dialect.js';
import { inferSchema, type InferOptions } from './infer-schema.js';
import { own, withKey, withoutKeys, type JsonObject } from './json-tree.js';

/** A body that answers have; `shape` is undefined for one that is not JSON. */
export interface Body {
  readonly mediaType: string;
  readonly shape?: Shape | undefined;
}

/** A response of an answer's status: a description, which OpenAPI requires, and the body. */
export function createResponse(
  body: Body | undefined,
  count: number,
  options: InferOptions,
): JsonObject {
  const response = { description: `Seen in ${plural(count, 'answer')}.` };
  return body === undefined ? response : withBody(response, body, options);
}

/** A response with another body: a media type, or in Swagger 2.0, where `produces` has these, the schema. */
export function withBody(response: JsonObject, body: Body, options: InferOptions): JsonObject {
  const schema = inferBody(body, options);
  if (options.dialect === '2.0')
    return own(response, 'schema') === undefined ? withKey(response, 'schema', schema) : response;
  const content = own(response, 'content');
  const media = schema === undefined ? {} : { schema };
  return withKey(
    response,
    'content',
    withKey(isRecord(content) ? content : {}, body.mediaType, media),
  );
}

/** A response without any body. */
export function withoutBody(response: JsonObject): JsonObject {
  return withoutKeys(response, ['content', 'schema', 'examples']);
}

const PROBLEM = 'application/problem+json';

function inferBody({ mediaType, shape }: Body, options: InferOptions): JsonObject | undefined {
  if (shape !== undefined) {
    const $ref = mediaType === PROBLEM ? options.findProblem?.(shape) : undefined;
    return $ref === undefined ? inferSchema(shape, options) : { $ref };
  }
  switch (getMediaKind(mediaType)) {
    case 'json':
    case 'any':
      return {};
    case 'binary':
      // OpenAPI 3.1, section 4.8.14.3: bytes have a media type and no schema.
      if (options.dialect === '3.1') return undefined;
      return options.dialect === '2.0' ? { type: 'file' } : { type: 'string', format: 'binary' };
    case 'jsonLines':
    case 'jsonSequence':
    case 'events':
    case 'plainText':
    case 'text':
      return { type: 'string' };
  }
}

/**
 * Swagger 2.0: an operation that produces a media type as well. Without a list of its own it has that of the document.
 *
 * @returns undefined where it does already.
 */
export function withProduced(
  operation: JsonObject,
  root: JsonObject,
  mediaType: string,
): JsonObject | undefined {
  const list = own(operation, 'produces') ?? own(root, 'produces');
  const known: readonly unknown[] = Array.isArray(list) ? list : [];
  // Without any list, a body is JSON.
  if (known.includes(mediaType) || (known.length === 0 && getMediaKind(mediaType) === 'json'))
    return undefined;
  return withKey(operation, 'produces', [...known, mediaType]);
}

/** A header whose value is any text: in 2.0 a header is a schema of its own. */
export function withTextValue(
  header: JsonObject,
  { dialect }: InferOptions,
): JsonObject | undefined {
  if (dialect === '2.0') {
    const { annotations } = splitAnnotations(header);
    return { ...annotations, type: 'string' };
  }
  return isRecord(own(header, 'schema'))
    ? withKey(header, 'schema', { type: 'string' })
    : undefined;
}
