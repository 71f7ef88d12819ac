// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { GeofenceCrossingDtoPagedResult } from '../models/geofence-crossing-dto-paged-result.js';
import type { GeofenceCrossingDto } from '../models/geofence-crossing-dto.js';
import type { GeofenceDto, GeofenceDtoInput } from '../models/geofence-dto.js';
import type { ProblemDetails } from '../models/problem-details.js';
import type { ValidationProblemDetails } from '../models/validation-problem-details.js';
import type {
  ApiCaller,
  ApiError,
  ApiPromise,
  PagedPromise,
  RequestOptions,
} from '../runtime/index.js';
import { byPageNumber, callPaged, jsonBody, path, readVoid, toQuery } from '../runtime/index.js';

/** What {@link createGeofence} takes. */
export interface CreateGeofenceParams {
  body: GeofenceDtoInput;
}

/** What {@link createGeofence} rejects with when the API answers with an error. */
export type CreateGeofenceError = ApiError<ValidationProblemDetails>;

/** What {@link deleteGeofence} rejects with when the API answers with an error. */
export type DeleteGeofenceError = ApiError<ProblemDetails>;

/** What {@link getGeofence} rejects with when the API answers with an error. */
export type GetGeofenceError = ApiError<ProblemDetails>;

/** What {@link replaceGeofence} takes. */
export interface ReplaceGeofenceParams {
  body: GeofenceDtoInput;
}

/** What {@link replaceGeofence} rejects with when the API answers with an error. */
export type ReplaceGeofenceError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link listGeofenceCrossings} takes. */
export interface ListGeofenceCrossingsParams {
  /** Date and time, ISO 8601. */
  from?: string;
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
  /** Date and time, ISO 8601. */
  to?: string;
}

/** What {@link listGeofenceCrossings} rejects with when the API answers with an error. */
export type ListGeofenceCrossingsError = ApiError<ProblemDetails | ValidationProblemDetails>;

/**
 * Lists the geofences.
 *
 * `GET /Geofences`
 */
export function listGeofences(
  client: ApiCaller,
  options?: RequestOptions,
): ApiPromise<GeofenceDto[]> {
  return client.call({ method: 'GET', path: '/Geofences' }, options);
}

/**
 * Draws a geofence.
 *
 * `POST /Geofences`
 */
export function createGeofence(
  client: ApiCaller,
  params: CreateGeofenceParams,
  options?: RequestOptions,
): ApiPromise<GeofenceDto> {
  return client.call({ method: 'POST', path: '/Geofences', body: jsonBody(params.body) }, options);
}

/**
 * Removes a geofence.
 *
 * `DELETE /Geofences/{id}`
 *
 * @param id - UUID.
 */
export function deleteGeofence(
  client: ApiCaller,
  id: string,
  options?: RequestOptions,
): ApiPromise<void> {
  return client.call({ method: 'DELETE', path: path`/Geofences/${id}`, reader: readVoid }, options);
}

/**
 * Gets one geofence.
 *
 * `GET /Geofences/{id}`
 *
 * @param id - UUID.
 */
export function getGeofence(
  client: ApiCaller,
  id: string,
  options?: RequestOptions,
): ApiPromise<GeofenceDto> {
  return client.call({ method: 'GET', path: path`/Geofences/${id}` }, options);
}

/**
 * Replaces a geofence.
 *
 * `PUT /Geofences/{id}`
 *
 * @param id - UUID.
 */
export function replaceGeofence(
  client: ApiCaller,
  id: string,
  params: ReplaceGeofenceParams,
  options?: RequestOptions,
): ApiPromise<void> {
  return client.call(
    { method: 'PUT', path: path`/Geofences/${id}`, body: jsonBody(params.body), reader: readVoid },
    options,
  );
}

/**
 * Lists the vehicles that entered a geofence, page by page.
 *
 * `GET /Geofences/{id}/crossings`
 *
 * @param id - UUID.
 */
export function listGeofenceCrossings(
  client: ApiCaller,
  id: string,
  params: ListGeofenceCrossingsParams = {},
  options?: RequestOptions,
): PagedPromise<GeofenceCrossingDtoPagedResult, GeofenceCrossingDto> {
  return callPaged(
    client,
    {
      method: 'GET',
      path: path`/Geofences/${id}/crossings`,
      query: toQuery({
        from: params.from,
        page: params.page,
        pageSize: params.pageSize,
        to: params.to,
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

/** Areas on the map, and who crosses their borders. */
export class Geofences {
  readonly #client: ApiCaller;

  constructor(client: ApiCaller) {
    this.#client = client;
  }

  /**
   * Lists the geofences.
   *
   * `GET /Geofences`
   */
  list(options?: RequestOptions): ApiPromise<GeofenceDto[]> {
    return listGeofences(this.#client, options);
  }

  /**
   * Draws a geofence.
   *
   * `POST /Geofences`
   */
  create(params: CreateGeofenceParams, options?: RequestOptions): ApiPromise<GeofenceDto> {
    return createGeofence(this.#client, params, options);
  }

  /**
   * Removes a geofence.
   *
   * `DELETE /Geofences/{id}`
   *
   * @param id - UUID.
   */
  delete(id: string, options?: RequestOptions): ApiPromise<void> {
    return deleteGeofence(this.#client, id, options);
  }

  /**
   * Gets one geofence.
   *
   * `GET /Geofences/{id}`
   *
   * @param id - UUID.
   */
  get(id: string, options?: RequestOptions): ApiPromise<GeofenceDto> {
    return getGeofence(this.#client, id, options);
  }

  /**
   * Replaces a geofence.
   *
   * `PUT /Geofences/{id}`
   *
   * @param id - UUID.
   */
  replace(id: string, params: ReplaceGeofenceParams, options?: RequestOptions): ApiPromise<void> {
    return replaceGeofence(this.#client, id, params, options);
  }

  /**
   * Lists the vehicles that entered a geofence, page by page.
   *
   * `GET /Geofences/{id}/crossings`
   *
   * @param id - UUID.
   */
  listCrossings(
    id: string,
    params: ListGeofenceCrossingsParams = {},
    options?: RequestOptions,
  ): PagedPromise<GeofenceCrossingDtoPagedResult, GeofenceCrossingDto> {
    return listGeofenceCrossings(this.#client, id, params, options);
  }
}
