// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { AddressDto } from './address-dto.js';
import type { DrivingLicenceDto } from './driving-licence-dto.js';

export interface PersonCreateDto {
  address?: AddressDto;
  /** Date, `YYYY-MM-DD`. */
  arrivalDate?: string | null;
  drivingLicence?: DrivingLicenceDto;
  /** E-mail address. */
  email?: string | null;
  /** At least 1 character. */
  firstName: string;
  /** 1 to 32 characters. */
  identificationNumber: string;
  /** At least 1 character. */
  lastName: string;
  phoneNumber?: string | null;
}
