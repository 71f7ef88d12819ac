// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { GeocodingResultDto } from '../models/geocoding-result-dto.js';
import type { ProblemDetails } from '../models/problem-details.js';
import type { ValidationProblemDetails } from '../models/validation-problem-details.js';
import type { ApiCaller, ApiError, ApiPromise, RequestOptions } from '../runtime/index.js';
import { toQuery } from '../runtime/index.js';

/** What {@link getGeocodingReverse} takes. */
export interface GetGeocodingReverseParams {
  /** Degrees, WGS 84. */
  latitude: number;
  /** Degrees, WGS 84. */
  longitude: number;
}

/** What {@link getGeocodingReverse} rejects with when the API answers with an error. */
export type GetGeocodingReverseError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link searchGeocodings} takes. */
export interface SearchGeocodingsParams {
  /** Free text, for instance 10 rue de la Paix, Paris. */
  address: string;
  /**
   * Country code (ISO 3166-1 alpha-2).
   *
   * @defaultValue `"FR"`
   */
  country?: string;
  /** @defaultValue `5` */
  limit?: number;
}

/** What {@link searchGeocodings} rejects with when the API answers with an error. */
export type SearchGeocodingsError = ApiError<ValidationProblemDetails>;

/**
 * Finds the address of a place.
 *
 * `GET /Geocoding/reverse`
 */
export function getGeocodingReverse(
  client: ApiCaller,
  params: GetGeocodingReverseParams,
  options?: RequestOptions,
): ApiPromise<GeocodingResultDto> {
  return client.call(
    {
      method: 'GET',
      path: '/Geocoding/reverse',
      query: toQuery({ latitude: params.latitude, longitude: params.longitude }),
    },
    options,
  );
}

/**
 * Finds the coordinates of an address.
 *
 * `GET /Geocoding/search`
 */
export function searchGeocodings(
  client: ApiCaller,
  params: SearchGeocodingsParams,
  options?: RequestOptions,
): ApiPromise<GeocodingResultDto[]> {
  return client.call(
    {
      method: 'GET',
      path: '/Geocoding/search',
      query: toQuery({ address: params.address, country: params.country, limit: params.limit }),
    },
    options,
  );
}

/** Addresses to coordinates and back. */
export class Geocoding {
  readonly #client: ApiCaller;

  constructor(client: ApiCaller) {
    this.#client = client;
  }

  /**
   * Finds the address of a place.
   *
   * `GET /Geocoding/reverse`
   */
  getReverse(
    params: GetGeocodingReverseParams,
    options?: RequestOptions,
  ): ApiPromise<GeocodingResultDto> {
    return getGeocodingReverse(this.#client, params, options);
  }

  /**
   * Finds the coordinates of an address.
   *
   * `GET /Geocoding/search`
   */
  search(
    params: SearchGeocodingsParams,
    options?: RequestOptions,
  ): ApiPromise<GeocodingResultDto[]> {
    return searchGeocodings(this.#client, params, options);
  }
}
