// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { DocumentDto } from '../models/document-dto.js';
import type { DocumentType } from '../models/document-type.js';
import type { ProblemDetails } from '../models/problem-details.js';
import type { ValidationProblemDetails } from '../models/validation-problem-details.js';
import type { ApiCaller, ApiError, ApiPromise, RequestOptions } from '../runtime/index.js';
import { multipartBody, path, readBlob, readVoid, toQuery } from '../runtime/index.js';

/** What {@link listDocuments} takes. */
export interface ListDocumentsParams {
  documentType?: DocumentType;
  /** Date, `YYYY-MM-DD`. */
  expiresBefore?: string;
  registrationNumber?: string;
}

/** What {@link listDocuments} rejects with when the API answers with an error. */
export type ListDocumentsError = ApiError<ValidationProblemDetails>;

/** What {@link createDocument} takes. */
export interface CreateDocumentParams {
  body?: {
    DocumentType?: DocumentType;
    /** Date, `YYYY-MM-DD`. */
    ExpiryDate?: string;
    /** The file, 10 MB at most. */
    File: Blob;
    Labels?: string[];
    RegistrationNumber: string;
  };
}

/** What {@link createDocument} rejects with when the API answers with an error. */
export type CreateDocumentError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link deleteDocument} rejects with when the API answers with an error. */
export type DeleteDocumentError = ApiError<ProblemDetails>;

/** What {@link getDocument} rejects with when the API answers with an error. */
export type GetDocumentError = ApiError<ProblemDetails>;

/** What {@link getDocumentContent} rejects with when the API answers with an error. */
export type GetDocumentContentError = ApiError<ProblemDetails>;

/**
 * Lists the documents kept with vehicles.
 *
 * `GET /Documents`
 */
export function listDocuments(
  client: ApiCaller,
  params: ListDocumentsParams = {},
  options?: RequestOptions,
): ApiPromise<DocumentDto[]> {
  return client.call(
    {
      method: 'GET',
      path: '/Documents',
      query: toQuery({
        documentType: params.documentType,
        expiresBefore: params.expiresBefore,
        registrationNumber: params.registrationNumber,
      }),
    },
    options,
  );
}

/**
 * Uploads a document.
 *
 * `POST /Documents`
 */
export function createDocument(
  client: ApiCaller,
  params: CreateDocumentParams = {},
  options?: RequestOptions,
): ApiPromise<DocumentDto> {
  return client.call(
    { method: 'POST', path: '/Documents', body: multipartBody(params.body) },
    options,
  );
}

/**
 * Removes a document.
 *
 * `DELETE /Documents/{id}`
 *
 * @param id - UUID.
 */
export function deleteDocument(
  client: ApiCaller,
  id: string,
  options?: RequestOptions,
): ApiPromise<void> {
  return client.call({ method: 'DELETE', path: path`/Documents/${id}`, reader: readVoid }, options);
}

/**
 * Gets what is known of a document.
 *
 * `GET /Documents/{id}`
 *
 * @param id - UUID.
 */
export function getDocument(
  client: ApiCaller,
  id: string,
  options?: RequestOptions,
): ApiPromise<DocumentDto> {
  return client.call({ method: 'GET', path: path`/Documents/${id}` }, options);
}

/**
 * Downloads a document.
 *
 * `GET /Documents/{id}/content`
 *
 * @param id - UUID.
 */
export function getDocumentContent(
  client: ApiCaller,
  id: string,
  options?: RequestOptions,
): ApiPromise<Blob> {
  return client.call(
    { method: 'GET', path: path`/Documents/${id}/content`, reader: readBlob },
    options,
  );
}

/** Files kept with vehicles. */
export class Documents {
  readonly #client: ApiCaller;

  constructor(client: ApiCaller) {
    this.#client = client;
  }

  /**
   * Lists the documents kept with vehicles.
   *
   * `GET /Documents`
   */
  list(params: ListDocumentsParams = {}, options?: RequestOptions): ApiPromise<DocumentDto[]> {
    return listDocuments(this.#client, params, options);
  }

  /**
   * Uploads a document.
   *
   * `POST /Documents`
   */
  create(params: CreateDocumentParams = {}, options?: RequestOptions): ApiPromise<DocumentDto> {
    return createDocument(this.#client, params, options);
  }

  /**
   * Removes a document.
   *
   * `DELETE /Documents/{id}`
   *
   * @param id - UUID.
   */
  delete(id: string, options?: RequestOptions): ApiPromise<void> {
    return deleteDocument(this.#client, id, options);
  }

  /**
   * Gets what is known of a document.
   *
   * `GET /Documents/{id}`
   *
   * @param id - UUID.
   */
  get(id: string, options?: RequestOptions): ApiPromise<DocumentDto> {
    return getDocument(this.#client, id, options);
  }

  /**
   * Downloads a document.
   *
   * `GET /Documents/{id}/content`
   *
   * @param id - UUID.
   */
  getContent(id: string, options?: RequestOptions): ApiPromise<Blob> {
    return getDocumentContent(this.#client, id, options);
  }
}
