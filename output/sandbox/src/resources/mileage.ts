// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { MileageDeclarationDto } from '../models/mileage-declaration-dto.js';
import type { MileageDto } from '../models/mileage-dto.js';
import type { OdometerDto } from '../models/odometer-dto.js';
import type { ProblemDetails } from '../models/problem-details.js';
import type { ValidationProblemDetails } from '../models/validation-problem-details.js';
import type { ApiCaller, ApiError, ApiPromise, RequestOptions } from '../runtime/index.js';
import { jsonBody, path, toQuery } from '../runtime/index.js';

/** What {@link listMileages} takes. */
export interface ListMileagesParams {
  /** Date, `YYYY-MM-DD`. */
  endDate: string;
  registrationNumber: string;
  /** Date, `YYYY-MM-DD`. */
  startDate: string;
}

/** What {@link listMileages} rejects with when the API answers with an error. */
export type ListMileagesError = ApiError<ValidationProblemDetails>;

/** What {@link createMileage} takes. */
export interface CreateMileageParams {
  body: MileageDeclarationDto;
}

/** What {@link createMileage} rejects with when the API answers with an error. */
export type CreateMileageError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link getLatestMileage} rejects with when the API answers with an error. */
export type GetLatestMileageError = ApiError<ProblemDetails>;

/**
 * Lists the distance driven by a vehicle, day by day.
 *
 * `GET /Mileage`
 */
export function listMileages(
  client: ApiCaller,
  params: ListMileagesParams,
  options?: RequestOptions,
): ApiPromise<MileageDto[]> {
  return client.call(
    {
      method: 'GET',
      path: '/Mileage',
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
 * Declares an odometer reading.
 *
 * `POST /Mileage`
 */
export function createMileage(
  client: ApiCaller,
  params: CreateMileageParams,
  options?: RequestOptions,
): ApiPromise<OdometerDto> {
  return client.call({ method: 'POST', path: '/Mileage', body: jsonBody(params.body) }, options);
}

/**
 * Gets the mileage of the last day that is known.
 *
 * `GET /Mileage/{registrationNumber}/latest`
 *
 * @param registrationNumber - Registration plate, for instance AB-123-CD.
 */
export function getLatestMileage(
  client: ApiCaller,
  registrationNumber: string,
  options?: RequestOptions,
): ApiPromise<MileageDto> {
  return client.call({ method: 'GET', path: path`/Mileage/${registrationNumber}/latest` }, options);
}

/** Distances and odometers. */
export class Mileage {
  readonly #client: ApiCaller;

  constructor(client: ApiCaller) {
    this.#client = client;
  }

  /**
   * Lists the distance driven by a vehicle, day by day.
   *
   * `GET /Mileage`
   */
  list(params: ListMileagesParams, options?: RequestOptions): ApiPromise<MileageDto[]> {
    return listMileages(this.#client, params, options);
  }

  /**
   * Declares an odometer reading.
   *
   * `POST /Mileage`
   */
  create(params: CreateMileageParams, options?: RequestOptions): ApiPromise<OdometerDto> {
    return createMileage(this.#client, params, options);
  }

  /**
   * Gets the mileage of the last day that is known.
   *
   * `GET /Mileage/{registrationNumber}/latest`
   *
   * @param registrationNumber - Registration plate, for instance AB-123-CD.
   */
  getLatest(registrationNumber: string, options?: RequestOptions): ApiPromise<MileageDto> {
    return getLatestMileage(this.#client, registrationNumber, options);
  }
}
