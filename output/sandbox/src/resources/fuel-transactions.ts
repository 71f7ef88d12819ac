// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { FuelSummaryDto } from '../models/fuel-summary-dto.js';
import type { FuelTransactionDisputeDto } from '../models/fuel-transaction-dispute-dto.js';
import type { FuelTransactionDtoPagedResult } from '../models/fuel-transaction-dto-paged-result.js';
import type { FuelTransactionDto } from '../models/fuel-transaction-dto.js';
import type { FuelTransactionImportResultDto } from '../models/fuel-transaction-import-result-dto.js';
import type { ProblemDetails } from '../models/problem-details.js';
import type { ValidationProblemDetails } from '../models/validation-problem-details.js';
import type {
  ApiCaller,
  ApiError,
  ApiPromise,
  PagedPromise,
  RequestOptions,
} from '../runtime/index.js';
import {
  byPageNumber,
  callPaged,
  jsonBody,
  multipartBody,
  path,
  readByContentType,
  toHeaders,
  toQuery,
} from '../runtime/index.js';

/** What {@link listFuelTransactions} takes. */
export interface ListFuelTransactionsParams {
  /** Sent as the query parameter `CardNumber`. */
  cardNumber?: string;
  /**
   * Last day.
   *
   * Date, `YYYY-MM-DD`.
   *
   * Sent as the query parameter `EndDate`.
   */
  endDate?: string;
  /**
   * In euros, taxes included.
   *
   * Sent as the query parameter `MinimumAmount`.
   */
  minimumAmount?: number;
  /**
   * Number of the page, from 1.
   *
   * Sent as the query parameter `Page`.
   *
   * @defaultValue `1`
   */
  page?: number;
  /**
   * Items on a page.
   *
   * Sent as the query parameter `PageSize`.
   *
   * @defaultValue `50`
   */
  pageSize?: number;
  /** Sent as the query parameter `RegistrationNumber`. */
  registrationNumber?: string;
  /**
   * First day.
   *
   * Date, `YYYY-MM-DD`.
   *
   * Sent as the query parameter `StartDate`.
   */
  startDate?: string;
}

/** What {@link listFuelTransactions} rejects with when the API answers with an error. */
export type ListFuelTransactionsError = ApiError<ValidationProblemDetails>;

/** What {@link importFuelTransactions} takes. */
export interface ImportFuelTransactionsParams {
  /**
   * Sent back in the logs of the platform, to find a call again.
   *
   * UUID.
   *
   * Sent as the header `X-Correlation-Id`.
   */
  xCorrelationId?: string;
  body?: {
    /**
     * What separates the columns.
     *
     * @defaultValue `";"`
     */
    Delimiter?: string;
    /**
     * Only checks the file.
     *
     * @defaultValue `false`
     */
    DryRun?: boolean;
    /** A CSV file in UTF-8. */
    File: Blob;
  };
}

/** What {@link importFuelTransactions} rejects with when the API answers with an error. */
export type ImportFuelTransactionsError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link getFuelTransactionSummary} takes. */
export interface GetFuelTransactionSummaryParams {
  /**
   * Last day.
   *
   * Date, `YYYY-MM-DD`.
   *
   * Sent as the query parameter `EndDate`.
   */
  endDate: string;
  /** Sent as the query parameter `RegistrationNumber`. */
  registrationNumber?: string;
  /**
   * First day.
   *
   * Date, `YYYY-MM-DD`.
   *
   * Sent as the query parameter `StartDate`.
   */
  startDate: string;
}

/** What {@link getFuelTransactionSummary} rejects with when the API answers with an error. */
export type GetFuelTransactionSummaryError = ApiError<ValidationProblemDetails>;

/** What {@link getFuelTransaction} rejects with when the API answers with an error. */
export type GetFuelTransactionError = ApiError<ProblemDetails>;

/** What {@link fuelTransactionDispute} takes. */
export interface FuelTransactionDisputeParams {
  body: FuelTransactionDisputeDto;
}

/** What {@link fuelTransactionDispute} rejects with when the API answers with an error. */
export type FuelTransactionDisputeError = ApiError<ProblemDetails | ValidationProblemDetails>;

/**
 * Lists payments with fuel cards, page by page.
 *
 * `GET /FuelTransactions`
 */
export function listFuelTransactions(
  client: ApiCaller,
  params: ListFuelTransactionsParams = {},
  options?: RequestOptions,
): PagedPromise<FuelTransactionDtoPagedResult, FuelTransactionDto> {
  return callPaged(
    client,
    {
      method: 'GET',
      path: '/FuelTransactions',
      query: toQuery({
        CardNumber: params.cardNumber,
        EndDate: params.endDate,
        MinimumAmount: params.minimumAmount,
        Page: params.page,
        PageSize: params.pageSize,
        RegistrationNumber: params.registrationNumber,
        StartDate: params.startDate,
      }),
    },
    {
      items: ['items'],
      next: byPageNumber({
        page: 'Page',
        first: 1,
        number: ['page'],
        size: 'PageSize',
        more: ['hasNextPage'],
        pages: ['totalPages'],
        total: ['totalCount'],
        pageSize: ['pageSize'],
      }),
    },
    options,
  );
}

/**
 * Imports a file of payments.
 *
 * `POST /FuelTransactions/import`
 */
export function importFuelTransactions(
  client: ApiCaller,
  params: ImportFuelTransactionsParams = {},
  options?: RequestOptions,
): ApiPromise<FuelTransactionImportResultDto> {
  return client.call(
    {
      method: 'POST',
      path: '/FuelTransactions/import',
      headers: toHeaders({ 'X-Correlation-Id': params.xCorrelationId }),
      body: multipartBody(params.body),
    },
    options,
  );
}

/**
 * Adds up payments over a period.
 *
 * `GET /FuelTransactions/summary`
 */
export function getFuelTransactionSummary(
  client: ApiCaller,
  params: GetFuelTransactionSummaryParams,
  options?: RequestOptions,
): ApiPromise<FuelSummaryDto> {
  return client.call(
    {
      method: 'GET',
      path: '/FuelTransactions/summary',
      query: toQuery({
        EndDate: params.endDate,
        RegistrationNumber: params.registrationNumber,
        StartDate: params.startDate,
      }),
    },
    options,
  );
}

/**
 * Gets one payment.
 *
 * `GET /FuelTransactions/{id}`
 *
 * @param id - 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
 */
export function getFuelTransaction(
  client: ApiCaller,
  id: number,
  options?: RequestOptions,
): ApiPromise<FuelTransactionDto> {
  return client.call({ method: 'GET', path: path`/FuelTransactions/${id}` }, options);
}

/**
 * Disputes a payment.
 *
 * `POST /FuelTransactions/{id}/dispute`
 *
 * @param id - 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
 * @returns The dispute was passed on to the issuer of the card.
 */
export function fuelTransactionDispute(
  client: ApiCaller,
  id: number,
  params: FuelTransactionDisputeParams,
  options?: RequestOptions,
): ApiPromise<unknown> {
  return client.call(
    {
      method: 'POST',
      path: path`/FuelTransactions/${id}/dispute`,
      body: jsonBody(params.body),
      reader: readByContentType,
    },
    options,
  );
}

/** Payments with fuel cards. */
export class FuelTransactions {
  readonly #client: ApiCaller;

  constructor(client: ApiCaller) {
    this.#client = client;
  }

  /**
   * Lists payments with fuel cards, page by page.
   *
   * `GET /FuelTransactions`
   */
  list(
    params: ListFuelTransactionsParams = {},
    options?: RequestOptions,
  ): PagedPromise<FuelTransactionDtoPagedResult, FuelTransactionDto> {
    return listFuelTransactions(this.#client, params, options);
  }

  /**
   * Imports a file of payments.
   *
   * `POST /FuelTransactions/import`
   */
  import(
    params: ImportFuelTransactionsParams = {},
    options?: RequestOptions,
  ): ApiPromise<FuelTransactionImportResultDto> {
    return importFuelTransactions(this.#client, params, options);
  }

  /**
   * Adds up payments over a period.
   *
   * `GET /FuelTransactions/summary`
   */
  getSummary(
    params: GetFuelTransactionSummaryParams,
    options?: RequestOptions,
  ): ApiPromise<FuelSummaryDto> {
    return getFuelTransactionSummary(this.#client, params, options);
  }

  /**
   * Gets one payment.
   *
   * `GET /FuelTransactions/{id}`
   *
   * @param id - 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
   */
  get(id: number, options?: RequestOptions): ApiPromise<FuelTransactionDto> {
    return getFuelTransaction(this.#client, id, options);
  }

  /**
   * Disputes a payment.
   *
   * `POST /FuelTransactions/{id}/dispute`
   *
   * @param id - 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
   * @returns The dispute was passed on to the issuer of the card.
   */
  dispute(
    id: number,
    params: FuelTransactionDisputeParams,
    options?: RequestOptions,
  ): ApiPromise<unknown> {
    return fuelTransactionDispute(this.#client, id, params, options);
  }
}
