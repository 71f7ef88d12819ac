// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { AddressDto } from './address-dto.js';
import type { CoordinatesDto } from './coordinates-dto.js';

export interface GeocodingResultDto {
  address?: AddressDto;
  coordinates?: CoordinatesDto;
  formattedAddress?: string | null;
  /** How well the address matches, from 0 to 1. */
  score?: number;
}
