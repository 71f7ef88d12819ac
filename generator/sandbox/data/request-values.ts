import { isRecord } from '../../util/is-record.js';
import type { Operation, Parameter } from '../../model/model.js';
import { byCodeUnit } from '../../util/order.js';
import type { ParameterValues } from '../incoming-request.js';
import { toScalarText } from './coerce.js';
import { between, FLEET_SIZE } from './fleet.js';
import { isPagingParameter } from '../../model/paging-names.js';
import { isPeriodParameter } from './period.js';

/** The values of a request, by lower-case name: path, query, and the scalars of the body. */
export type RequestValues = ReadonlyMap<string, readonly string[]>;

/**
 * Collects the values that a response may repeat. A value of the path wins over one of the body, that over
 * one of the query, and that over the default of a query parameter.
 */
export function collectRequestValues(
  operation: Operation,
  parameters: ParameterValues,
  body: unknown,
): RequestValues {
  const values = new Map<string, readonly string[]>();
  for (const { wireName, in: location, docs } of operation.parameters) {
    const text = location === 'query' ? toScalarText(docs.defaultValue) : undefined;
    if (text !== undefined) values.set(wireName.toLowerCase(), [text]);
  }
  const sentIn = (location: Parameter['in']) =>
    [...parameters].filter(([parameter]) => parameter.in === location);
  for (const [{ wireName }, texts] of sentIn('query')) values.set(wireName.toLowerCase(), texts);
  for (const [name, value] of Object.entries(isRecord(body) ? body : {})) {
    const text = toScalarText(value);
    if (text !== undefined) values.set(name.toLowerCase(), [text]);
  }
  for (const [{ wireName }, texts] of sentIn('path')) values.set(wireName.toLowerCase(), texts);
  return values;
}

/** What a response is generated from: the same input gives the same response. */
export interface GenerationInput {
  /** The operation and the values of its request, without pages and periods, which select from the data. */
  readonly seed: string;
  /** Properties of these names repeat the values. */
  readonly requestValues: RequestValues;
  /** The number of the fleet's first vehicle and person. */
  readonly fleetStart: number;
}

/** @param seed of the sandbox; the empty text gives the data of the documentation's examples. */
export function createGenerationInput(
  { id }: Operation,
  requestValues: RequestValues,
  seed: string,
): GenerationInput {
  const conditions = [...requestValues]
    .filter(([name, values]) => !isPagingParameter(name) && !isPeriodParameter(name, values))
    .filter(([name]) => name !== 'limit')
    .map(([name, values]) => `${name}=${values.join()}`);
  return {
    seed: [...(seed === '' ? [] : [seed]), id, ...conditions.sort(byCodeUnit)].join(' '),
    requestValues,
    fleetStart: getFleetStart(seed),
  };
}

/** The number of the first vehicle and person of the seed's fleet. */
export function getFleetStart(seed: string): number {
  return seed === '' ? 0 : between(`${seed} fleet`, 1, MAX_FLEETS) * FLEET_SIZE;
}

/** Keeps employee numbers at four digits: `EMP1013` to `EMP9412`. */
const MAX_FLEETS = 700;
