// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { AddressDto } from './address-dto.js';
import type { DrivingLicenceDto } from './driving-licence-dto.js';

export interface PersonUpdateDto {
  address?: AddressDto;
  /** Date, `YYYY-MM-DD`. */
  departureDate?: string | null;
  drivingLicence?: DrivingLicenceDto;
  /** E-mail address. */
  email?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  phoneNumber?: string | null;
}
