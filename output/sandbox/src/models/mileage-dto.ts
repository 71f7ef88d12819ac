// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { MileageSource } from './mileage-source.js';

export interface MileageDto {
  businessDistance?: number;
  /** Date, `YYYY-MM-DD`. */
  date?: string;
  /** Driven on this day, in kilometres. */
  distance?: number;
  /**
   * At the end of the day, in metres.
   *
   * 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
   */
  odometer?: number | null;
  privateDistance?: number;
  registrationNumber: string;
  source?: MileageSource;
}
