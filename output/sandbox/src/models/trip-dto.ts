// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { TripDriverDto } from './trip-driver-dto.js';
import type { TripPointDto } from './trip-point-dto.js';
import type { TripPurpose } from './trip-purpose.js';

/** A drive from one stop to the next. */
export interface TripDto {
  /** In kilometres per hour. */
  averageSpeed?: number | null;
  /** Distance, in kilometres. */
  distance?: number;
  driver?: TripDriverDto | null;
  /** Driving time, in seconds. */
  duration?: number;
  endPoint?: TripPointDto;
  /** In litres. */
  fuelConsumed?: number | null;
  /** 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`. */
  id?: number;
  /** Time with the engine on and the vehicle at rest, in seconds. */
  idleDuration?: number | null;
  /** In kilometres per hour. */
  maximumSpeed?: number | null;
  purpose?: TripPurpose;
  /** Registration plate of the vehicle. */
  registrationNumber: string;
  startPoint?: TripPointDto;
}
