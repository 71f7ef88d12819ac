// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { PersonSummaryDto } from './person-summary-dto.js';

/** Who has which vehicle, from when to when. */
export interface VehicleAssignmentDto {
  comment?: string | null;
  /**
   * Missing while the assignment lasts.
   *
   * Date and time, ISO 8601.
   */
  endDate?: string | null;
  /** UUID. */
  id?: string;
  isMainDriver?: boolean;
  person?: PersonSummaryDto;
  registrationNumber: string;
  /** Date and time, ISO 8601. */
  startDate?: string;
}
