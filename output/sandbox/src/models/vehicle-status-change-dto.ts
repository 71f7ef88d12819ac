// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { VehicleStatus } from './vehicle-status.js';

export interface VehicleStatusChangeDto {
  /** At most 500 characters. */
  comment?: string | null;
  /**
   * Day the change takes effect.
   *
   * Date, `YYYY-MM-DD`.
   */
  effectiveDate: string;
  status: VehicleStatus;
}
