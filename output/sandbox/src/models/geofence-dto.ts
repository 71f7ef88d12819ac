// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { CoordinatesDto } from './coordinates-dto.js';
import type { GeofenceShape } from './geofence-shape.js';

/**
 * An area on the map.
 *
 * As the API answers; requests send {@link GeofenceDtoInput}.
 */
export interface GeofenceDto {
  center?: CoordinatesDto;
  color?: string | null;
  /** Date and time, ISO 8601. */
  createdAt?: string;
  /** UUID. */
  id?: string;
  isActive?: boolean;
  /** 1 to 100 characters. */
  name: string;
  /** In metres; for a circle. */
  radius?: number | null;
  shape: GeofenceShape;
  /** At least three; for a polygon. */
  vertices?: CoordinatesDto[] | null;
}

/**
 * An area on the map.
 *
 * As it is sent; answers are {@link GeofenceDto}.
 */
export interface GeofenceDtoInput {
  center?: CoordinatesDto;
  color?: string | null;
  isActive?: boolean;
  /** 1 to 100 characters. */
  name: string;
  /** In metres; for a circle. */
  radius?: number | null;
  shape: GeofenceShape;
  /** At least three; for a polygon. */
  vertices?: CoordinatesDto[] | null;
}
