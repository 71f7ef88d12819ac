// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { EnergyType } from './energy-type.js';
import type { VehicleDriverDto } from './vehicle-driver-dto.js';
import type { VehicleStatus } from './vehicle-status.js';

/** A vehicle of the fleet. */
export interface VehicleDto {
  brand?: string | null;
  /** CO2 emissions, in grams per kilometre. */
  co2Emission?: number | null;
  /** Date and time, ISO 8601. */
  createdAt?: string;
  currentDriver?: VehicleDriverDto | null;
  energy?: EnergyType;
  /**
   * Day the vehicle joined the fleet.
   *
   * Date, `YYYY-MM-DD`.
   */
  entryDate?: string | null;
  /**
   * Day the vehicle left the fleet.
   *
   * Date, `YYYY-MM-DD`.
   */
  exitDate?: string | null;
  /** Consumption out of town, in litres per 100 km. */
  extraUrbanConsumption?: number | null;
  /**
   * Day of the first registration.
   *
   * Date, `YYYY-MM-DD`.
   */
  firstRegistrationDate?: string | null;
  /** Fiscal power, in French fiscal horsepower. */
  fiscalPower?: number | null;
  /** UUID. */
  id?: string;
  model?: string | null;
  /**
   * Last known odometer, in metres.
   *
   * 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
   */
  odometer?: number | null;
  /** Registration plate, for instance AB-123-CD. */
  registrationNumber: string;
  status?: VehicleStatus;
  /** Labels given by the fleet manager. */
  tags?: string[] | null;
  /** Capacity of the tank, in litres. */
  tankCapacity?: number | null;
  /** Date and time, ISO 8601. */
  updatedAt?: string | null;
  /** Consumption in town, in litres per 100 km. */
  urbanConsumption?: number | null;
  version?: string | null;
  /** Vehicle identification number (ISO 3779). */
  vin?: string | null;
}
