// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { EnergyType } from '../models/energy-type.js';
import type { OdometerDto } from '../models/odometer-dto.js';
import type { ProblemDetails } from '../models/problem-details.js';
import type { TankLevelDto } from '../models/tank-level-dto.js';
import type { ValidationProblemDetails } from '../models/validation-problem-details.js';
import type { VehicleCreateDto } from '../models/vehicle-create-dto.js';
import type { VehicleDriverDto } from '../models/vehicle-driver-dto.js';
import type { VehicleDtoPagedResult } from '../models/vehicle-dto-paged-result.js';
import type { VehicleDto } from '../models/vehicle-dto.js';
import type { VehicleStatusChangeDto } from '../models/vehicle-status-change-dto.js';
import type { VehicleStatus } from '../models/vehicle-status.js';
import type { VehicleUpdateDto } from '../models/vehicle-update-dto.js';
import type {
  ApiCaller,
  ApiError,
  ApiPromise,
  PagedPromise,
  RequestOptions,
} from '../runtime/index.js';
import { byPageNumber, callPaged, jsonBody, path, readVoid, toQuery } from '../runtime/index.js';

/** What {@link createVehicle} takes. */
export interface CreateVehicleParams {
  body: VehicleCreateDto;
}

/** What {@link createVehicle} rejects with when the API answers with an error. */
export type CreateVehicleError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link searchVehicles} takes. */
export interface SearchVehiclesParams {
  /** Sent as the query parameter `Brand`. */
  brand?: string;
  /** Sent as the query parameter `Energy`. */
  energy?: EnergyType;
  /**
   * Joined the fleet on this day or later.
   *
   * Date, `YYYY-MM-DD`.
   *
   * Sent as the query parameter `EnteredAfter`.
   */
  enteredAfter?: string;
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
  /**
   * Part of a plate.
   *
   * Sent as the query parameter `RegistrationNumber`.
   */
  registrationNumber?: string;
  /**
   * Any of these; all when left out.
   *
   * Sent as the query parameter `Status`.
   */
  status?: VehicleStatus[];
}

/** What {@link searchVehicles} rejects with when the API answers with an error. */
export type SearchVehiclesError = ApiError<ValidationProblemDetails>;

/** What {@link deleteVehicle} rejects with when the API answers with an error. */
export type DeleteVehicleError = ApiError<ProblemDetails>;

/** What {@link getVehicle} rejects with when the API answers with an error. */
export type GetVehicleError = ApiError<ProblemDetails>;

/** What {@link replaceVehicle} takes. */
export interface ReplaceVehicleParams {
  body: VehicleUpdateDto;
}

/** What {@link replaceVehicle} rejects with when the API answers with an error. */
export type ReplaceVehicleError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link getVehicleDriver} rejects with when the API answers with an error. */
export type GetVehicleDriverError = ApiError<ProblemDetails>;

/** What {@link getVehicleOdometer} rejects with when the API answers with an error. */
export type GetVehicleOdometerError = ApiError<ProblemDetails>;

/** What {@link updateVehicleStatus} takes. */
export interface UpdateVehicleStatusParams {
  body: VehicleStatusChangeDto;
}

/** What {@link updateVehicleStatus} rejects with when the API answers with an error. */
export type UpdateVehicleStatusError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link getVehicleTankLevel} rejects with when the API answers with an error. */
export type GetVehicleTankLevelError = ApiError<ProblemDetails>;

/**
 * Lists the vehicles of the fleet.
 *
 * Includes vehicles that have left the fleet: their `status` is `OUT_FLEET`.
 *
 * `GET /Vehicles`
 */
export function listVehicles(
  client: ApiCaller,
  options?: RequestOptions,
): ApiPromise<VehicleDto[]> {
  return client.call({ method: 'GET', path: '/Vehicles' }, options);
}

/**
 * Adds a vehicle to the fleet.
 *
 * `POST /Vehicles`
 */
export function createVehicle(
  client: ApiCaller,
  params: CreateVehicleParams,
  options?: RequestOptions,
): ApiPromise<VehicleDto> {
  return client.call({ method: 'POST', path: '/Vehicles', body: jsonBody(params.body) }, options);
}

/**
 * Searches the fleet, page by page.
 *
 * `GET /Vehicles/search`
 */
export function searchVehicles(
  client: ApiCaller,
  params: SearchVehiclesParams = {},
  options?: RequestOptions,
): PagedPromise<VehicleDtoPagedResult, VehicleDto> {
  return callPaged(
    client,
    {
      method: 'GET',
      path: '/Vehicles/search',
      query: toQuery({
        Brand: params.brand,
        Energy: params.energy,
        EnteredAfter: params.enteredAfter,
        Page: params.page,
        PageSize: params.pageSize,
        RegistrationNumber: params.registrationNumber,
        Status: params.status,
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
 * Removes a vehicle that was added by mistake.
 *
 * A vehicle with trips cannot be removed: change its status instead.
 *
 * `DELETE /Vehicles/{registrationNumber}`
 *
 * @param registrationNumber - Registration plate, for instance AB-123-CD.
 */
export function deleteVehicle(
  client: ApiCaller,
  registrationNumber: string,
  options?: RequestOptions,
): ApiPromise<void> {
  return client.call(
    { method: 'DELETE', path: path`/Vehicles/${registrationNumber}`, reader: readVoid },
    options,
  );
}

/**
 * Gets one vehicle.
 *
 * `GET /Vehicles/{registrationNumber}`
 *
 * @param registrationNumber - Registration plate, for instance AB-123-CD.
 */
export function getVehicle(
  client: ApiCaller,
  registrationNumber: string,
  options?: RequestOptions,
): ApiPromise<VehicleDto> {
  return client.call({ method: 'GET', path: path`/Vehicles/${registrationNumber}` }, options);
}

/**
 * Replaces what can be changed of a vehicle.
 *
 * `PUT /Vehicles/{registrationNumber}`
 *
 * @param registrationNumber - Registration plate, for instance AB-123-CD.
 */
export function replaceVehicle(
  client: ApiCaller,
  registrationNumber: string,
  params: ReplaceVehicleParams,
  options?: RequestOptions,
): ApiPromise<void> {
  return client.call(
    {
      method: 'PUT',
      path: path`/Vehicles/${registrationNumber}`,
      body: jsonBody(params.body),
      reader: readVoid,
    },
    options,
  );
}

/**
 * Gets who drives a vehicle at the moment.
 *
 * Replaced by `GET /VehicleAssignments/current`.
 *
 * `GET /Vehicles/{registrationNumber}/driver`
 *
 * @param registrationNumber - Registration plate, for instance AB-123-CD.
 * @deprecated
 */
export function getVehicleDriver(
  client: ApiCaller,
  registrationNumber: string,
  options?: RequestOptions,
): ApiPromise<VehicleDriverDto> {
  return client.call(
    { method: 'GET', path: path`/Vehicles/${registrationNumber}/driver` },
    options,
  );
}

/**
 * Gets the last odometer reading.
 *
 * `GET /Vehicles/{registrationNumber}/odometer`
 *
 * @param registrationNumber - Registration plate, for instance AB-123-CD.
 */
export function getVehicleOdometer(
  client: ApiCaller,
  registrationNumber: string,
  options?: RequestOptions,
): ApiPromise<OdometerDto> {
  return client.call(
    { method: 'GET', path: path`/Vehicles/${registrationNumber}/odometer` },
    options,
  );
}

/**
 * Changes a vehicle's status.
 *
 * `PATCH /Vehicles/{registrationNumber}/status`
 *
 * @param registrationNumber - Registration plate, for instance AB-123-CD.
 */
export function updateVehicleStatus(
  client: ApiCaller,
  registrationNumber: string,
  params: UpdateVehicleStatusParams,
  options?: RequestOptions,
): ApiPromise<VehicleDto> {
  return client.call(
    {
      method: 'PATCH',
      path: path`/Vehicles/${registrationNumber}/status`,
      body: jsonBody(params.body),
    },
    options,
  );
}

/**
 * Gets the last known level of the tank.
 *
 * `GET /Vehicles/{registrationNumber}/tankLevel`
 *
 * @param registrationNumber - Registration plate, for instance AB-123-CD.
 */
export function getVehicleTankLevel(
  client: ApiCaller,
  registrationNumber: string,
  options?: RequestOptions,
): ApiPromise<TankLevelDto> {
  return client.call(
    { method: 'GET', path: path`/Vehicles/${registrationNumber}/tankLevel` },
    options,
  );
}

/** The vehicles of the fleet. */
export class Vehicles {
  readonly #client: ApiCaller;

  constructor(client: ApiCaller) {
    this.#client = client;
  }

  /**
   * Lists the vehicles of the fleet.
   *
   * Includes vehicles that have left the fleet: their `status` is `OUT_FLEET`.
   *
   * `GET /Vehicles`
   */
  list(options?: RequestOptions): ApiPromise<VehicleDto[]> {
    return listVehicles(this.#client, options);
  }

  /**
   * Adds a vehicle to the fleet.
   *
   * `POST /Vehicles`
   */
  create(params: CreateVehicleParams, options?: RequestOptions): ApiPromise<VehicleDto> {
    return createVehicle(this.#client, params, options);
  }

  /**
   * Searches the fleet, page by page.
   *
   * `GET /Vehicles/search`
   */
  search(
    params: SearchVehiclesParams = {},
    options?: RequestOptions,
  ): PagedPromise<VehicleDtoPagedResult, VehicleDto> {
    return searchVehicles(this.#client, params, options);
  }

  /**
   * Removes a vehicle that was added by mistake.
   *
   * A vehicle with trips cannot be removed: change its status instead.
   *
   * `DELETE /Vehicles/{registrationNumber}`
   *
   * @param registrationNumber - Registration plate, for instance AB-123-CD.
   */
  delete(registrationNumber: string, options?: RequestOptions): ApiPromise<void> {
    return deleteVehicle(this.#client, registrationNumber, options);
  }

  /**
   * Gets one vehicle.
   *
   * `GET /Vehicles/{registrationNumber}`
   *
   * @param registrationNumber - Registration plate, for instance AB-123-CD.
   */
  get(registrationNumber: string, options?: RequestOptions): ApiPromise<VehicleDto> {
    return getVehicle(this.#client, registrationNumber, options);
  }

  /**
   * Replaces what can be changed of a vehicle.
   *
   * `PUT /Vehicles/{registrationNumber}`
   *
   * @param registrationNumber - Registration plate, for instance AB-123-CD.
   */
  replace(
    registrationNumber: string,
    params: ReplaceVehicleParams,
    options?: RequestOptions,
  ): ApiPromise<void> {
    return replaceVehicle(this.#client, registrationNumber, params, options);
  }

  /**
   * Gets who drives a vehicle at the moment.
   *
   * Replaced by `GET /VehicleAssignments/current`.
   *
   * `GET /Vehicles/{registrationNumber}/driver`
   *
   * @param registrationNumber - Registration plate, for instance AB-123-CD.
   * @deprecated
   */
  getDriver(registrationNumber: string, options?: RequestOptions): ApiPromise<VehicleDriverDto> {
    return getVehicleDriver(this.#client, registrationNumber, options);
  }

  /**
   * Gets the last odometer reading.
   *
   * `GET /Vehicles/{registrationNumber}/odometer`
   *
   * @param registrationNumber - Registration plate, for instance AB-123-CD.
   */
  getOdometer(registrationNumber: string, options?: RequestOptions): ApiPromise<OdometerDto> {
    return getVehicleOdometer(this.#client, registrationNumber, options);
  }

  /**
   * Changes a vehicle's status.
   *
   * `PATCH /Vehicles/{registrationNumber}/status`
   *
   * @param registrationNumber - Registration plate, for instance AB-123-CD.
   */
  updateStatus(
    registrationNumber: string,
    params: UpdateVehicleStatusParams,
    options?: RequestOptions,
  ): ApiPromise<VehicleDto> {
    return updateVehicleStatus(this.#client, registrationNumber, params, options);
  }

  /**
   * Gets the last known level of the tank.
   *
   * `GET /Vehicles/{registrationNumber}/tankLevel`
   *
   * @param registrationNumber - Registration plate, for instance AB-123-CD.
   */
  getTankLevel(registrationNumber: string, options?: RequestOptions): ApiPromise<TankLevelDto> {
    return getVehicleTankLevel(this.#client, registrationNumber, options);
  }
}
