// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { AlertDtoBase } from './alert-dto.js';
import type { CoordinatesDto } from './coordinates-dto.js';

/** A vehicle drove faster than is allowed. */
export interface SpeedAlertDto extends AlertDtoBase {
  alertType: 'Speed';
  position?: CoordinatesDto;
  /** In kilometres per hour. */
  speed: number;
  /** In kilometres per hour. */
  speedLimit?: number;
}
