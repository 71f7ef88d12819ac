// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { AlertAcknowledgementDto } from '../models/alert-acknowledgement-dto.js';
import type { AlertDtoPagedResult } from '../models/alert-dto-paged-result.js';
import type { AlertDtoBase } from '../models/alert-dto.js';
import type { AlertRuleDto, AlertRuleDtoInput } from '../models/alert-rule-dto.js';
import type { AlertSeverity } from '../models/alert-severity.js';
import type { GeofenceAlertDto } from '../models/geofence-alert-dto.js';
import type { ProblemDetails } from '../models/problem-details.js';
import type { SpeedAlertDto } from '../models/speed-alert-dto.js';
import type { ValidationProblemDetails } from '../models/validation-problem-details.js';
import type {
  ApiCaller,
  ApiError,
  ApiPromise,
  PagedPromise,
  RequestOptions,
  UnrecognizedDiscriminator,
  WithDiscriminator,
} from '../runtime/index.js';
import { byPageNumber, callPaged, jsonBody, path, readVoid, toQuery } from '../runtime/index.js';

/** What {@link listAlerts} takes. */
export interface ListAlertsParams {
  acknowledged?: boolean;
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
  /** Any of these; all when left out. */
  severities?: AlertSeverity[];
  /** Date and time, ISO 8601. */
  since?: string;
}

/** What {@link listAlerts} rejects with when the API answers with an error. */
export type ListAlertsError = ApiError<ValidationProblemDetails>;

/** What {@link createAlertRule} takes. */
export interface CreateAlertRuleParams {
  body: AlertRuleDtoInput;
}

/** What {@link createAlertRule} rejects with when the API answers with an error. */
export type CreateAlertRuleError = ApiError<ValidationProblemDetails>;

/** What {@link deleteAlertRule} rejects with when the API answers with an error. */
export type DeleteAlertRuleError = ApiError<ProblemDetails>;

/** What {@link getAlert} rejects with when the API answers with an error. */
export type GetAlertError = ApiError<ProblemDetails>;

/** What {@link acknowledgeAlert} takes. */
export interface AcknowledgeAlertParams {
  body?: AlertAcknowledgementDto;
}

/** What {@link acknowledgeAlert} rejects with when the API answers with an error. */
export type AcknowledgeAlertError = ApiError<ProblemDetails>;

/**
 * Lists alerts, the latest first.
 *
 * `GET /Alerts`
 */
export function listAlerts(
  client: ApiCaller,
  params: ListAlertsParams = {},
  options?: RequestOptions,
): PagedPromise<
  AlertDtoPagedResult,
  | GeofenceAlertDto
  | SpeedAlertDto
  | WithDiscriminator<AlertDtoBase, 'alertType', UnrecognizedDiscriminator>
> {
  return callPaged(
    client,
    {
      method: 'GET',
      path: '/Alerts',
      query: toQuery({
        acknowledged: params.acknowledged,
        page: params.page,
        pageSize: params.pageSize,
        registrationNumber: params.registrationNumber,
        severities: params.severities,
        since: params.since,
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
 * Lists the rules that raise alerts.
 *
 * `GET /Alerts/rules`
 */
export function listAlertRules(
  client: ApiCaller,
  options?: RequestOptions,
): ApiPromise<AlertRuleDto[]> {
  return client.call({ method: 'GET', path: '/Alerts/rules' }, options);
}

/**
 * Adds a rule.
 *
 * `POST /Alerts/rules`
 */
export function createAlertRule(
  client: ApiCaller,
  params: CreateAlertRuleParams,
  options?: RequestOptions,
): ApiPromise<AlertRuleDto> {
  return client.call(
    { method: 'POST', path: '/Alerts/rules', body: jsonBody(params.body) },
    options,
  );
}

/**
 * Removes a rule.
 *
 * `DELETE /Alerts/rules/{ruleId}`
 */
export function deleteAlertRule(
  client: ApiCaller,
  ruleId: number,
  options?: RequestOptions,
): ApiPromise<void> {
  return client.call(
    { method: 'DELETE', path: path`/Alerts/rules/${ruleId}`, reader: readVoid },
    options,
  );
}

/**
 * Gets one alert.
 *
 * `GET /Alerts/{id}`
 *
 * @param id - 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
 */
export function getAlert(
  client: ApiCaller,
  id: number,
  options?: RequestOptions,
): ApiPromise<
  | GeofenceAlertDto
  | SpeedAlertDto
  | WithDiscriminator<AlertDtoBase, 'alertType', UnrecognizedDiscriminator>
> {
  return client.call({ method: 'GET', path: path`/Alerts/${id}` }, options);
}

/**
 * Marks an alert as seen.
 *
 * `POST /Alerts/{id}/acknowledge`
 *
 * @param id - 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
 */
export function acknowledgeAlert(
  client: ApiCaller,
  id: number,
  params: AcknowledgeAlertParams = {},
  options?: RequestOptions,
): ApiPromise<void> {
  return client.call(
    {
      method: 'POST',
      path: path`/Alerts/${id}/acknowledge`,
      body: jsonBody(params.body),
      reader: readVoid,
    },
    options,
  );
}

/** Alerts, and the rules that raise them. */
export class Alerts {
  readonly #client: ApiCaller;

  constructor(client: ApiCaller) {
    this.#client = client;
  }

  /**
   * Lists alerts, the latest first.
   *
   * `GET /Alerts`
   */
  list(
    params: ListAlertsParams = {},
    options?: RequestOptions,
  ): PagedPromise<
    AlertDtoPagedResult,
    | GeofenceAlertDto
    | SpeedAlertDto
    | WithDiscriminator<AlertDtoBase, 'alertType', UnrecognizedDiscriminator>
  > {
    return listAlerts(this.#client, params, options);
  }

  /**
   * Lists the rules that raise alerts.
   *
   * `GET /Alerts/rules`
   */
  listRules(options?: RequestOptions): ApiPromise<AlertRuleDto[]> {
    return listAlertRules(this.#client, options);
  }

  /**
   * Adds a rule.
   *
   * `POST /Alerts/rules`
   */
  createRule(params: CreateAlertRuleParams, options?: RequestOptions): ApiPromise<AlertRuleDto> {
    return createAlertRule(this.#client, params, options);
  }

  /**
   * Removes a rule.
   *
   * `DELETE /Alerts/rules/{ruleId}`
   */
  deleteRule(ruleId: number, options?: RequestOptions): ApiPromise<void> {
    return deleteAlertRule(this.#client, ruleId, options);
  }

  /**
   * Gets one alert.
   *
   * `GET /Alerts/{id}`
   *
   * @param id - 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
   */
  get(
    id: number,
    options?: RequestOptions,
  ): ApiPromise<
    | GeofenceAlertDto
    | SpeedAlertDto
    | WithDiscriminator<AlertDtoBase, 'alertType', UnrecognizedDiscriminator>
  > {
    return getAlert(this.#client, id, options);
  }

  /**
   * Marks an alert as seen.
   *
   * `POST /Alerts/{id}/acknowledge`
   *
   * @param id - 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
   */
  acknowledge(
    id: number,
    params: AcknowledgeAlertParams = {},
    options?: RequestOptions,
  ): ApiPromise<void> {
    return acknowledgeAlert(this.#client, id, params, options);
  }
}
