// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { UnrecognizedDiscriminator, WithDiscriminator } from '../runtime/index.js';
import type { AlertSeverity } from './alert-severity.js';
import type { GeofenceAlertDto } from './geofence-alert-dto.js';
import type { SpeedAlertDto } from './speed-alert-dto.js';

/** What every {@link AlertDto} has, whatever its `alertType`. */
export interface AlertDtoBase {
  /** Date and time, ISO 8601. */
  acknowledgedAt?: string | null;
  acknowledgedBy?: string | null;
  alertType: string;
  /** 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`. */
  id?: number;
  message?: string | null;
  /** Date and time, ISO 8601. */
  raisedAt?: string;
  registrationNumber?: string | null;
  severity?: AlertSeverity;
}

/** Something that happened to a vehicle. `alertType` says which kind it is. */
export type AlertDto =
  | GeofenceAlertDto
  | SpeedAlertDto
  | WithDiscriminator<AlertDtoBase, 'alertType', UnrecognizedDiscriminator>;
