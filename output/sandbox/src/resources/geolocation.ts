// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { PositionDtoPagedResult } from '../models/position-dto-paged-result.js';
import type { PositionDto } from '../models/position-dto.js';
import type { PositionSearchDto } from '../models/position-search-dto.js';
import type { ProblemDetails } from '../models/problem-details.js';
import type { TripDto } from '../models/trip-dto.js';
import type { ValidationProblemDetails } from '../models/validation-problem-details.js';
import type {
  ApiCaller,
  ApiError,
  ApiPromise,
  PagedPromise,
  RequestOptions,
} from '../runtime/index.js';
import { byPageNumber, callPaged, jsonBody, path, readBlob, toQuery } from '../runtime/index.js';

/** What {@link listGeolocationPositions} takes. */
export interface ListGeolocationPositionsParams {
  /**
   * The day.
   *
   * Date, `YYYY-MM-DD`.
   */
  date: string;
  registrationNumber: string;
}

/** What {@link listGeolocationPositions} rejects with when the API answers with an error. */
export type ListGeolocationPositionsError = ApiError<ValidationProblemDetails>;

/** What {@link listGeolocationCurrentPositions} takes. */
export interface ListGeolocationCurrentPositionsParams {
  /** @defaultValue `false` */
  movingOnly?: boolean;
  /** Any of these; all vehicles when left out. */
  registrationNumbers?: string[];
}

/** What {@link searchGeolocationPositions} takes. */
export interface SearchGeolocationPositionsParams {
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
  body?: PositionSearchDto;
}

/** What {@link searchGeolocationPositions} rejects with when the API answers with an error. */
export type SearchGeolocationPositionsError = ApiError<ValidationProblemDetails>;

/** What {@link listGeolocationTrips} takes. */
export interface ListGeolocationTripsParams {
  /**
   * End of the period, 24 hours after its start at most.
   *
   * Date and time, ISO 8601.
   */
  endDate: string;
  /** Registration plate of the vehicle. */
  registrationNumber: string;
  /**
   * Start of the period, for instance 2026-04-23T00:00:00.
   *
   * Date and time, ISO 8601.
   */
  startDate: string;
}

/** What {@link listGeolocationTrips} rejects with when the API answers with an error. */
export type ListGeolocationTripsError = ApiError<ValidationProblemDetails>;

/** What {@link exportGeolocationTrips} takes. */
export interface ExportGeolocationTripsParams {
  /**
   * End of the period, 24 hours after its start at most.
   *
   * Date and time, ISO 8601.
   */
  endDate: string;
  /** Registration plate of the vehicle. */
  registrationNumber: string;
  /**
   * Start of the period, for instance 2026-04-23T00:00:00.
   *
   * Date and time, ISO 8601.
   */
  startDate: string;
}

/** What {@link exportGeolocationTrips} rejects with when the API answers with an error. */
export type ExportGeolocationTripsError = ApiError<ValidationProblemDetails>;

/** What {@link listGeolocationTripPoints} rejects with when the API answers with an error. */
export type ListGeolocationTripPointsError = ApiError<ProblemDetails>;

/**
 * Lists the positions of a vehicle over a day.
 *
 * `GET /Geolocation/Positions`
 */
export function listGeolocationPositions(
  client: ApiCaller,
  params: ListGeolocationPositionsParams,
  options?: RequestOptions,
): ApiPromise<PositionDto[]> {
  return client.call(
    {
      method: 'GET',
      path: '/Geolocation/Positions',
      query: toQuery({ date: params.date, registrationNumber: params.registrationNumber }),
    },
    options,
  );
}

/**
 * Lists where vehicles are now.
 *
 * `GET /Geolocation/Positions/current`
 */
export function listGeolocationCurrentPositions(
  client: ApiCaller,
  params: ListGeolocationCurrentPositionsParams = {},
  options?: RequestOptions,
): ApiPromise<PositionDto[]> {
  return client.call(
    {
      method: 'GET',
      path: '/Geolocation/Positions/current',
      query: toQuery({
        movingOnly: params.movingOnly,
        registrationNumbers: params.registrationNumbers,
      }),
    },
    options,
  );
}

/**
 * Searches positions, page by page.
 *
 * `POST /Geolocation/Positions/search`
 */
export function searchGeolocationPositions(
  client: ApiCaller,
  params: SearchGeolocationPositionsParams = {},
  options?: RequestOptions,
): PagedPromise<PositionDtoPagedResult, PositionDto> {
  return callPaged(
    client,
    {
      method: 'POST',
      path: '/Geolocation/Positions/search',
      query: toQuery({ page: params.page, pageSize: params.pageSize }),
      body: jsonBody(params.body),
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
 * Lists the trips of a vehicle over a period.
 *
 * The period is 24 hours at most.
 *
 * `GET /Geolocation/Trips`
 */
export function listGeolocationTrips(
  client: ApiCaller,
  params: ListGeolocationTripsParams,
  options?: RequestOptions,
): ApiPromise<TripDto[]> {
  return client.call(
    {
      method: 'GET',
      path: '/Geolocation/Trips',
      query: toQuery({
        endDate: params.endDate,
        registrationNumber: params.registrationNumber,
        startDate: params.startDate,
      }),
    },
    options,
  );
}

/**
 * Downloads the trips of a vehicle as a CSV file.
 *
 * `GET /Geolocation/Trips/export`
 *
 * @returns One line a trip, columns separated by semicolons.
 */
export function exportGeolocationTrips(
  client: ApiCaller,
  params: ExportGeolocationTripsParams,
  options?: RequestOptions,
): ApiPromise<Blob> {
  return client.call(
    {
      method: 'GET',
      path: '/Geolocation/Trips/export',
      query: toQuery({
        endDate: params.endDate,
        registrationNumber: params.registrationNumber,
        startDate: params.startDate,
      }),
      reader: readBlob,
    },
    options,
  );
}

/**
 * Lists the positions recorded during a trip.
 *
 * `GET /Geolocation/Trips/{id}/points`
 *
 * @param id - 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
 */
export function listGeolocationTripPoints(
  client: ApiCaller,
  id: number,
  options?: RequestOptions,
): ApiPromise<PositionDto[]> {
  return client.call({ method: 'GET', path: path`/Geolocation/Trips/${id}/points` }, options);
}

/** Trips and positions. */
export class Geolocation {
  readonly #client: ApiCaller;

  constructor(client: ApiCaller) {
    this.#client = client;
  }

  /**
   * Lists the positions of a vehicle over a day.
   *
   * `GET /Geolocation/Positions`
   */
  listPositions(
    params: ListGeolocationPositionsParams,
    options?: RequestOptions,
  ): ApiPromise<PositionDto[]> {
    return listGeolocationPositions(this.#client, params, options);
  }

  /**
   * Lists where vehicles are now.
   *
   * `GET /Geolocation/Positions/current`
   */
  listCurrentPositions(
    params: ListGeolocationCurrentPositionsParams = {},
    options?: RequestOptions,
  ): ApiPromise<PositionDto[]> {
    return listGeolocationCurrentPositions(this.#client, params, options);
  }

  /**
   * Searches positions, page by page.
   *
   * `POST /Geolocation/Positions/search`
   */
  searchPositions(
    params: SearchGeolocationPositionsParams = {},
    options?: RequestOptions,
  ): PagedPromise<PositionDtoPagedResult, PositionDto> {
    return searchGeolocationPositions(this.#client, params, options);
  }

  /**
   * Lists the trips of a vehicle over a period.
   *
   * The period is 24 hours at most.
   *
   * `GET /Geolocation/Trips`
   */
  listTrips(params: ListGeolocationTripsParams, options?: RequestOptions): ApiPromise<TripDto[]> {
    return listGeolocationTrips(this.#client, params, options);
  }

  /**
   * Downloads the trips of a vehicle as a CSV file.
   *
   * `GET /Geolocation/Trips/export`
   *
   * @returns One line a trip, columns separated by semicolons.
   */
  exportTrips(params: ExportGeolocationTripsParams, options?: RequestOptions): ApiPromise<Blob> {
    return exportGeolocationTrips(this.#client, params, options);
  }

  /**
   * Lists the positions recorded during a trip.
   *
   * `GET /Geolocation/Trips/{id}/points`
   *
   * @param id - 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
   */
  listTripPoints(id: number, options?: RequestOptions): ApiPromise<PositionDto[]> {
    return listGeolocationTripPoints(this.#client, id, options);
  }
}
