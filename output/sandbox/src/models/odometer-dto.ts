// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { MileageSource } from './mileage-source.js';

/** An odometer reading. */
export interface OdometerDto {
  /** Date and time, ISO 8601. */
  readAt?: string;
  registrationNumber: string;
  source?: MileageSource;
  /**
   * Odometer, in metres.
   *
   * 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
   */
  value?: number;
}
