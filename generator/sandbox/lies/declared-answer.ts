import type { Operation } from '../../model/model.js';
import { getAnswer, type Answer } from '../answer.js';
import {
  getDeclaredHeaders,
  getDeclaredResponses,
  type DeclaredResponses,
} from '../declared-responses.js';
import type { HeaderObject, OpenApiDocument, ResponseObject } from '../raw-openapi.js';
import type { Schema } from './schemas.js';

/** What the document declares of the answer that an operation gives. */
export interface DeclaredAnswer extends DeclaredResponses {
  readonly operation: Operation;
  readonly answer: Answer;
  /** Undefined if the document declares none. */
  readonly response: ResponseObject | undefined;
  readonly headers: readonly (readonly [name: string, header: HeaderObject])[];
  /** That of the body, if it is JSON. */
  readonly schema: Schema | undefined;
}

/** The requests of these change nothing that the API has. */
const LYING_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'QUERY']);
const JSON_ENCODINGS: ReadonlySet<string> = new Set(['json', 'jsonOrText', 'byContentType']);

/** @returns undefined for an operation whose answers stay true: it changes something, or the document does not have it. */
export function getDeclaredAnswer(
  document: OpenApiDocument,
  operation: Operation,
): DeclaredAnswer | undefined {
  const isLying = LYING_METHODS.has(operation.method);
  const declared = isLying ? getDeclaredResponses(document, operation) : undefined;
  if (declared === undefined) return undefined;
  const answer = getAnswer(operation);
  const { body } = answer;
  const response = declared.responses.get(answer.response?.status ?? '');
  const isJson =
    body !== undefined && JSON_ENCODINGS.has(body.encoding) && operation.method !== 'HEAD';
  return {
    ...declared,
    operation,
    answer,
    response,
    headers: getDeclaredHeaders(document, response),
    schema: isJson ? response?.content?.[body.mediaType]?.schema : undefined,
  };
}
