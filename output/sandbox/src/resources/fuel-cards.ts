// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { FuelCardCreateDto } from '../models/fuel-card-create-dto.js';
import type { FuelCardDto, FuelCardDtoInput } from '../models/fuel-card-dto.js';
import type { FuelCardStatus } from '../models/fuel-card-status.js';
import type { ProblemDetails } from '../models/problem-details.js';
import type { ValidationProblemDetails } from '../models/validation-problem-details.js';
import type { ApiCaller, ApiError, ApiPromise, RequestOptions } from '../runtime/index.js';
import { jsonBody, path, readByContentType, readVoid, toQuery } from '../runtime/index.js';

/** What {@link listFuelCards} takes. */
export interface ListFuelCardsParams {
  status?: FuelCardStatus;
}

/** What {@link createFuelCard} takes. */
export interface CreateFuelCardParams {
  body: FuelCardCreateDto;
}

/** What {@link createFuelCard} rejects with when the API answers with an error. */
export type CreateFuelCardError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link deleteFuelCard} rejects with when the API answers with an error. */
export type DeleteFuelCardError = ApiError<ProblemDetails>;

/** What {@link getFuelCard} rejects with when the API answers with an error. */
export type GetFuelCardError = ApiError<ProblemDetails>;

/** What {@link replaceFuelCard} takes. */
export interface ReplaceFuelCardParams {
  body: FuelCardDtoInput;
}

/** What {@link replaceFuelCard} rejects with when the API answers with an error. */
export type ReplaceFuelCardError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link blockFuelCard} rejects with when the API answers with an error. */
export type BlockFuelCardError = ApiError<ProblemDetails>;

/**
 * Lists the fuel cards.
 *
 * `GET /FuelCards`
 */
export function listFuelCards(
  client: ApiCaller,
  params: ListFuelCardsParams = {},
  options?: RequestOptions,
): ApiPromise<FuelCardDto[]> {
  return client.call(
    { method: 'GET', path: '/FuelCards', query: toQuery({ status: params.status }) },
    options,
  );
}

/**
 * Adds a fuel card.
 *
 * `POST /FuelCards`
 */
export function createFuelCard(
  client: ApiCaller,
  params: CreateFuelCardParams,
  options?: RequestOptions,
): ApiPromise<FuelCardDto> {
  return client.call({ method: 'POST', path: '/FuelCards', body: jsonBody(params.body) }, options);
}

/**
 * Removes a fuel card.
 *
 * `DELETE /FuelCards/{id}`
 */
export function deleteFuelCard(
  client: ApiCaller,
  id: number,
  options?: RequestOptions,
): ApiPromise<void> {
  return client.call({ method: 'DELETE', path: path`/FuelCards/${id}`, reader: readVoid }, options);
}

/**
 * Gets one fuel card.
 *
 * `GET /FuelCards/{id}`
 */
export function getFuelCard(
  client: ApiCaller,
  id: number,
  options?: RequestOptions,
): ApiPromise<FuelCardDto> {
  return client.call({ method: 'GET', path: path`/FuelCards/${id}` }, options);
}

/**
 * Replaces a fuel card.
 *
 * `PUT /FuelCards/{id}`
 */
export function replaceFuelCard(
  client: ApiCaller,
  id: number,
  params: ReplaceFuelCardParams,
  options?: RequestOptions,
): ApiPromise<FuelCardDto> {
  return client.call(
    { method: 'PUT', path: path`/FuelCards/${id}`, body: jsonBody(params.body) },
    options,
  );
}

/**
 * Blocks a fuel card.
 *
 * `POST /FuelCards/{id}/block`
 *
 * @returns The card no longer pays.
 */
export function blockFuelCard(
  client: ApiCaller,
  id: number,
  options?: RequestOptions,
): ApiPromise<unknown> {
  return client.call(
    { method: 'POST', path: path`/FuelCards/${id}/block`, reader: readByContentType },
    options,
  );
}

/** Fuel cards. */
export class FuelCards {
  readonly #client: ApiCaller;

  constructor(client: ApiCaller) {
    this.#client = client;
  }

  /**
   * Lists the fuel cards.
   *
   * `GET /FuelCards`
   */
  list(params: ListFuelCardsParams = {}, options?: RequestOptions): ApiPromise<FuelCardDto[]> {
    return listFuelCards(this.#client, params, options);
  }

  /**
   * Adds a fuel card.
   *
   * `POST /FuelCards`
   */
  create(params: CreateFuelCardParams, options?: RequestOptions): ApiPromise<FuelCardDto> {
    return createFuelCard(this.#client, params, options);
  }

  /**
   * Removes a fuel card.
   *
   * `DELETE /FuelCards/{id}`
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return deleteFuelCard(this.#client, id, options);
  }

  /**
   * Gets one fuel card.
   *
   * `GET /FuelCards/{id}`
   */
  get(id: number, options?: RequestOptions): ApiPromise<FuelCardDto> {
    return getFuelCard(this.#client, id, options);
  }

  /**
   * Replaces a fuel card.
   *
   * `PUT /FuelCards/{id}`
   */
  replace(
    id: number,
    params: ReplaceFuelCardParams,
    options?: RequestOptions,
  ): ApiPromise<FuelCardDto> {
    return replaceFuelCard(this.#client, id, params, options);
  }

  /**
   * Blocks a fuel card.
   *
   * `POST /FuelCards/{id}/block`
   *
   * @returns The card no longer pays.
   */
  block(id: number, options?: RequestOptions): ApiPromise<unknown> {
    return blockFuelCard(this.#client, id, options);
  }
}
