import type { Operation } from '../../model/model.js';
import type { Inputs } from '../inputs.js';
import { instantOf } from '../place.js';
import type { ValidationErrors } from '../reply.js';

const DAY = 86_400_000;

/** What the vendor's platform is known to refuse beyond what its document says. */
const VENDOR_RULES: ReadonlyMap<string, (text: (name: string) => string) => ValidationErrors> =
  new Map([
    ['GET /Geolocation/Trips', tripWindowErrors],
    ['GET /Geolocation/Trips/export', tripWindowErrors],
  ]);

/** The vendor's own rules; call it when the document finds nothing wrong. */
export function ruleErrors(operation: Operation, inputs: Inputs): ValidationErrors {
  const text = (name: string) =>
    [...inputs].find(([parameter]) => parameter.wireName === name)?.[1][0] ?? '';
  return VENDOR_RULES.get(operation.id)?.(text) ?? new Map();
}

/** A window of 24 hours at most, as integrators found. */
function tripWindowErrors(text: (name: string) => string): ValidationErrors {
  const length = instantOf(text('endDate')) - instantOf(text('startDate'));
  if (length < 0) return new Map([['endDate', ['The end of the period lies before its start.']]]);
  if (length > DAY) return new Map([['endDate', ['The period must not exceed 24 hours.']]]);
  return new Map();
}
