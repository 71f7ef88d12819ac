// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { AlertDtoBase } from './alert-dto.js';

/** A vehicle entered or left a geofence. */
export interface GeofenceAlertDto extends AlertDtoBase {
  alertType: 'Geofence';
  direction: 'Enter' | 'Exit' | (string & {});
  /** UUID. */
  geofenceId?: string;
  geofenceName?: string | null;
}
