// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { UnrecognizedDiscriminator, WithDiscriminator } from '../runtime/index.js';
import type { AlertDtoBase } from './alert-dto.js';
import type { GeofenceAlertDto } from './geofence-alert-dto.js';
import type { SpeedAlertDto } from './speed-alert-dto.js';

export interface AlertDtoPagedResult {
  hasNextPage?: boolean;
  hasPreviousPage?: boolean;
  items?:
    | (
        | GeofenceAlertDto
        | SpeedAlertDto
        | WithDiscriminator<AlertDtoBase, 'alertType', UnrecognizedDiscriminator>
      )[]
    | null;
  page?: number;
  pageSize?: number;
  totalCount?: number;
  totalPages?: number;
}
