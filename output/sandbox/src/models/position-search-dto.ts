// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { CoordinatesDto } from './coordinates-dto.js';

/** What positions to look for. */
export interface PositionSearchDto {
  around?: CoordinatesDto;
  /** Date and time, ISO 8601. */
  endDate: string;
  minimumSpeed?: number | null;
  /** In metres. */
  radius?: number | null;
  registrationNumbers?: string[] | null;
  /** Date and time, ISO 8601. */
  startDate: string;
}
