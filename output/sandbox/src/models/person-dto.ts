// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { AddressDto } from './address-dto.js';
import type { DrivingLicenceDto } from './driving-licence-dto.js';

/** A person of the company: driver, manager or both. */
export interface PersonDto {
  address?: AddressDto;
  /** Date, `YYYY-MM-DD`. */
  arrivalDate?: string | null;
  /** Date and time, ISO 8601. */
  createdAt?: string;
  /** Date, `YYYY-MM-DD`. */
  departureDate?: string | null;
  drivingLicence?: DrivingLicenceDto;
  email?: string | null;
  firstName?: string | null;
  /** UUID. */
  id?: string;
  /** Identification number given by the company. */
  identificationNumber: string;
  isActive?: boolean;
  lastName?: string | null;
  phoneNumber?: string | null;
}
