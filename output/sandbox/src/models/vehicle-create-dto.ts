// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { EnergyType } from './energy-type.js';

/** A vehicle that joins the fleet. */
export interface VehicleCreateDto {
  /** At least 1 character. */
  brand: string;
  energy?: EnergyType;
  /** Date, `YYYY-MM-DD`. */
  entryDate?: string | null;
  extraUrbanConsumption?: number | null;
  /** Date, `YYYY-MM-DD`. */
  firstRegistrationDate?: string | null;
  /** At least 1 character. */
  model: string;
  /**
   * Registration plate, for instance AB-123-CD.
   *
   * 1 to 16 characters.
   */
  registrationNumber: string;
  tags?: string[] | null;
  tankCapacity?: number | null;
  urbanConsumption?: number | null;
  version?: string | null;
  /** At most 17 characters. */
  vin?: string | null;
}
