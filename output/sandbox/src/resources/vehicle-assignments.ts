// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { ProblemDetails } from '../models/problem-details.js';
import type { ValidationProblemDetails } from '../models/validation-problem-details.js';
import type { VehicleAssignmentCreateDto } from '../models/vehicle-assignment-create-dto.js';
import type { VehicleAssignmentDtoPagedResult } from '../models/vehicle-assignment-dto-paged-result.js';
import type { VehicleAssignmentDto } from '../models/vehicle-assignment-dto.js';
import type { VehicleAssignmentUpdateDto } from '../models/vehicle-assignment-update-dto.js';
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
  path,
  readVoid,
  toHeaders,
  toQuery,
} from '../runtime/index.js';

/** What {@link listVehicleAssignments} takes. */
export interface ListVehicleAssignmentsParams {
  /**
   * Lasting at this time or later.
   *
   * Date and time, ISO 8601.
   */
  from?: string;
  identificationNumber?: string;
  /**
   * Number of the page, from 1.
   *
   * At least 1.
   *
   * @defaultValue `1`
   */
  page?: number;
  /**
   * Items on a page.
   *
   * From 1 to 200.
   *
   * @defaultValue `50`
   */
  pageSize?: number;
  registrationNumber?: string;
}

/** What {@link listVehicleAssignments} rejects with when the API answers with an error. */
export type ListVehicleAssignmentsError = ApiError<ValidationProblemDetails>;

/** What {@link createVehicleAssignment} takes. */
export interface CreateVehicleAssignmentParams {
  /**
   * Sent back in the logs of the platform, to find a call again.
   *
   * UUID.
   *
   * Sent as the header `X-Correlation-Id`.
   */
  xCorrelationId?: string;
  body: VehicleAssignmentCreateDto;
}

/** What {@link createVehicleAssignment} rejects with when the API answers with an error. */
export type CreateVehicleAssignmentError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link getCurrentVehicleAssignments} takes. */
export interface GetCurrentVehicleAssignmentsParams {
  /** Registration plate; all vehicles when left out. */
  registrationNumber?: string;
}

/** What {@link getCurrentVehicleAssignments} rejects with when the API answers with an error. */
export type GetCurrentVehicleAssignmentsError = ApiError<ValidationProblemDetails>;

/** What {@link deleteVehicleAssignment} rejects with when the API answers with an error. */
export type DeleteVehicleAssignmentError = ApiError<ProblemDetails>;

/** What {@link getVehicleAssignment} rejects with when the API answers with an error. */
export type GetVehicleAssignmentError = ApiError<ProblemDetails>;

/** What {@link replaceVehicleAssignment} takes. */
export interface ReplaceVehicleAssignmentParams {
  body: VehicleAssignmentUpdateDto;
}

/** What {@link replaceVehicleAssignment} rejects with when the API answers with an error. */
export type ReplaceVehicleAssignmentError = ApiError<ProblemDetails | ValidationProblemDetails>;

/**
 * Lists assignments, the latest first.
 *
 * `GET /VehicleAssignments`
 */
export function listVehicleAssignments(
  client: ApiCaller,
  params: ListVehicleAssignmentsParams = {},
  options?: RequestOptions,
): PagedPromise<VehicleAssignmentDtoPagedResult, VehicleAssignmentDto> {
  return callPaged(
    client,
    {
      method: 'GET',
      path: '/VehicleAssignments',
      query: toQuery({
        from: params.from,
        identificationNumber: params.identificationNumber,
        page: params.page,
        pageSize: params.pageSize,
        registrationNumber: params.registrationNumber,
      }),
    },
    {
      items: ['items'],
      next: byPageNumber({
        page: 'page',
        first: 1,
        number: ['page'],
        size: 'pageSize',
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
 * Assigns a vehicle to a person.
 *
 * `POST /VehicleAssignments`
 */
export function createVehicleAssignment(
  client: ApiCaller,
  params: CreateVehicleAssignmentParams,
  options?: RequestOptions,
): ApiPromise<VehicleAssignmentDto> {
  return client.call(
    {
      method: 'POST',
      path: '/VehicleAssignments',
      headers: toHeaders({ 'X-Correlation-Id': params.xCorrelationId }),
      body: jsonBody(params.body),
    },
    options,
  );
}

/**
 * Lists the assignments that last at the moment.
 *
 * `GET /VehicleAssignments/current`
 */
export function getCurrentVehicleAssignments(
  client: ApiCaller,
  params: GetCurrentVehicleAssignmentsParams = {},
  options?: RequestOptions,
): ApiPromise<VehicleAssignmentDto[]> {
  return client.call(
    {
      method: 'GET',
      path: '/VehicleAssignments/current',
      query: toQuery({ registrationNumber: params.registrationNumber }),
    },
    options,
  );
}

/**
 * Removes an assignment.
 *
 * `DELETE /VehicleAssignments/{id}`
 *
 * @param id - UUID.
 */
export function deleteVehicleAssignment(
  client: ApiCaller,
  id: string,
  options?: RequestOptions,
): ApiPromise<void> {
  return client.call(
    { method: 'DELETE', path: path`/VehicleAssignments/${id}`, reader: readVoid },
    options,
  );
}

/**
 * Gets one assignment.
 *
 * `GET /VehicleAssignments/{id}`
 *
 * @param id - UUID.
 */
export function getVehicleAssignment(
  client: ApiCaller,
  id: string,
  options?: RequestOptions,
): ApiPromise<VehicleAssignmentDto> {
  return client.call({ method: 'GET', path: path`/VehicleAssignments/${id}` }, options);
}

/**
 * Changes an assignment.
 *
 * `PUT /VehicleAssignments/{id}`
 *
 * @param id - UUID.
 */
export function replaceVehicleAssignment(
  client: ApiCaller,
  id: string,
  params: ReplaceVehicleAssignmentParams,
  options?: RequestOptions,
): ApiPromise<VehicleAssignmentDto> {
  return client.call(
    { method: 'PUT', path: path`/VehicleAssignments/${id}`, body: jsonBody(params.body) },
    options,
  );
}

/** Who has which vehicle. */
export class VehicleAssignments {
  readonly #client: ApiCaller;

  constructor(client: ApiCaller) {
    this.#client = client;
  }

  /**
   * Lists assignments, the latest first.
   *
   * `GET /VehicleAssignments`
   */
  list(
    params: ListVehicleAssignmentsParams = {},
    options?: RequestOptions,
  ): PagedPromise<VehicleAssignmentDtoPagedResult, VehicleAssignmentDto> {
    return listVehicleAssignments(this.#client, params, options);
  }

  /**
   * Assigns a vehicle to a person.
   *
   * `POST /VehicleAssignments`
   */
  create(
    params: CreateVehicleAssignmentParams,
    options?: RequestOptions,
  ): ApiPromise<VehicleAssignmentDto> {
    return createVehicleAssignment(this.#client, params, options);
  }

  /**
   * Lists the assignments that last at the moment.
   *
   * `GET /VehicleAssignments/current`
   */
  getCurrent(
    params: GetCurrentVehicleAssignmentsParams = {},
    options?: RequestOptions,
  ): ApiPromise<VehicleAssignmentDto[]> {
    return getCurrentVehicleAssignments(this.#client, params, options);
  }

  /**
   * Removes an assignment.
   *
   * `DELETE /VehicleAssignments/{id}`
   *
   * @param id - UUID.
   */
  delete(id: string, options?: RequestOptions): ApiPromise<void> {
    return deleteVehicleAssignment(this.#client, id, options);
  }

  /**
   * Gets one assignment.
   *
   * `GET /VehicleAssignments/{id}`
   *
   * @param id - UUID.
   */
  get(id: string, options?: RequestOptions): ApiPromise<VehicleAssignmentDto> {
    return getVehicleAssignment(this.#client, id, options);
  }

  /**
   * Changes an assignment.
   *
   * `PUT /VehicleAssignments/{id}`
   *
   * @param id - UUID.
   */
  replace(
    id: string,
    params: ReplaceVehicleAssignmentParams,
    options?: RequestOptions,
  ): ApiPromise<VehicleAssignmentDto> {
    return replaceVehicleAssignment(this.#client, id, params, options);
  }
}
