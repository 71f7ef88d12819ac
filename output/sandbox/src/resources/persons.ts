// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { DrivingTimeDto } from '../models/driving-time-dto.js';
import type { PersonCreateDto } from '../models/person-create-dto.js';
import type { PersonDto } from '../models/person-dto.js';
import type { PersonUpdateDto } from '../models/person-update-dto.js';
import type { ProblemDetails } from '../models/problem-details.js';
import type { ValidationProblemDetails } from '../models/validation-problem-details.js';
import type { ApiCaller, ApiError, ApiPromise, RequestOptions } from '../runtime/index.js';
import { jsonBody, path, readVoid, toQuery } from '../runtime/index.js';

/** What {@link createPerson} takes. */
export interface CreatePersonParams {
  body: PersonCreateDto;
}

/** What {@link createPerson} rejects with when the API answers with an error. */
export type CreatePersonError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link deletePerson} rejects with when the API answers with an error. */
export type DeletePersonError = ApiError<ProblemDetails>;

/** What {@link getPerson} rejects with when the API answers with an error. */
export type GetPersonError = ApiError<ProblemDetails>;

/** What {@link replacePerson} takes. */
export interface ReplacePersonParams {
  body: PersonUpdateDto;
}

/** What {@link replacePerson} rejects with when the API answers with an error. */
export type ReplacePersonError = ApiError<ProblemDetails | ValidationProblemDetails>;

/** What {@link listPersonDrivingTimes} takes. */
export interface ListPersonDrivingTimesParams {
  /**
   * Last day.
   *
   * Date, `YYYY-MM-DD`.
   */
  endDate: string;
  /**
   * First day.
   *
   * Date, `YYYY-MM-DD`.
   */
  startDate: string;
}

/** What {@link listPersonDrivingTimes} rejects with when the API answers with an error. */
export type ListPersonDrivingTimesError = ApiError<ProblemDetails | ValidationProblemDetails>;

/**
 * Lists the persons of the company.
 *
 * `GET /Persons`
 */
export function listPersons(client: ApiCaller, options?: RequestOptions): ApiPromise<PersonDto[]> {
  return client.call({ method: 'GET', path: '/Persons' }, options);
}

/**
 * Adds a person.
 *
 * `POST /Persons`
 */
export function createPerson(
  client: ApiCaller,
  params: CreatePersonParams,
  options?: RequestOptions,
): ApiPromise<PersonDto> {
  return client.call({ method: 'POST', path: '/Persons', body: jsonBody(params.body) }, options);
}

/**
 * Removes a person and what is known of them.
 *
 * Trips are kept without a driver.
 *
 * `DELETE /Persons/{identificationNumber}`
 *
 * @param identificationNumber - Identification number of the person.
 */
export function deletePerson(
  client: ApiCaller,
  identificationNumber: string,
  options?: RequestOptions,
): ApiPromise<void> {
  return client.call(
    { method: 'DELETE', path: path`/Persons/${identificationNumber}`, reader: readVoid },
    options,
  );
}

/**
 * Gets one person.
 *
 * `GET /Persons/{identificationNumber}`
 *
 * @param identificationNumber - Identification number of the person.
 */
export function getPerson(
  client: ApiCaller,
  identificationNumber: string,
  options?: RequestOptions,
): ApiPromise<PersonDto> {
  return client.call({ method: 'GET', path: path`/Persons/${identificationNumber}` }, options);
}

/**
 * Replaces what can be changed of a person.
 *
 * `PUT /Persons/{identificationNumber}`
 *
 * @param identificationNumber - Identification number of the person.
 */
export function replacePerson(
  client: ApiCaller,
  identificationNumber: string,
  params: ReplacePersonParams,
  options?: RequestOptions,
): ApiPromise<void> {
  return client.call(
    {
      method: 'PUT',
      path: path`/Persons/${identificationNumber}`,
      body: jsonBody(params.body),
      reader: readVoid,
    },
    options,
  );
}

/**
 * Lists the time that a person spent at the wheel, day by day.
 *
 * `GET /Persons/{identificationNumber}/drivingTimes`
 *
 * @param identificationNumber - Identification number of the person.
 */
export function listPersonDrivingTimes(
  client: ApiCaller,
  identificationNumber: string,
  params: ListPersonDrivingTimesParams,
  options?: RequestOptions,
): ApiPromise<DrivingTimeDto[]> {
  return client.call(
    {
      method: 'GET',
      path: path`/Persons/${identificationNumber}/drivingTimes`,
      query: toQuery({ endDate: params.endDate, startDate: params.startDate }),
    },
    options,
  );
}

/** Drivers and other persons. */
export class Persons {
  readonly #client: ApiCaller;

  constructor(client: ApiCaller) {
    this.#client = client;
  }

  /**
   * Lists the persons of the company.
   *
   * `GET /Persons`
   */
  list(options?: RequestOptions): ApiPromise<PersonDto[]> {
    return listPersons(this.#client, options);
  }

  /**
   * Adds a person.
   *
   * `POST /Persons`
   */
  create(params: CreatePersonParams, options?: RequestOptions): ApiPromise<PersonDto> {
    return createPerson(this.#client, params, options);
  }

  /**
   * Removes a person and what is known of them.
   *
   * Trips are kept without a driver.
   *
   * `DELETE /Persons/{identificationNumber}`
   *
   * @param identificationNumber - Identification number of the person.
   */
  delete(identificationNumber: string, options?: RequestOptions): ApiPromise<void> {
    return deletePerson(this.#client, identificationNumber, options);
  }

  /**
   * Gets one person.
   *
   * `GET /Persons/{identificationNumber}`
   *
   * @param identificationNumber - Identification number of the person.
   */
  get(identificationNumber: string, options?: RequestOptions): ApiPromise<PersonDto> {
    return getPerson(this.#client, identificationNumber, options);
  }

  /**
   * Replaces what can be changed of a person.
   *
   * `PUT /Persons/{identificationNumber}`
   *
   * @param identificationNumber - Identification number of the person.
   */
  replace(
    identificationNumber: string,
    params: ReplacePersonParams,
    options?: RequestOptions,
  ): ApiPromise<void> {
    return replacePerson(this.#client, identificationNumber, params, options);
  }

  /**
   * Lists the time that a person spent at the wheel, day by day.
   *
   * `GET /Persons/{identificationNumber}/drivingTimes`
   *
   * @param identificationNumber - Identification number of the person.
   */
  listDrivingTimes(
    identificationNumber: string,
    params: ListPersonDrivingTimesParams,
    options?: RequestOptions,
  ): ApiPromise<DrivingTimeDto[]> {
    return listPersonDrivingTimes(this.#client, identificationNumber, params, options);
  }
}
