// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { EnergyType } from './energy-type.js';

/** What can be changed of a vehicle. */
export interface VehicleUpdateDto {
  brand?: string | null;
  energy?: EnergyType;
  /** Date, `YYYY-MM-DD`. */
  entryDate?: string | null;
  /** Date, `YYYY-MM-DD`. */
  exitDate?: string | null;
  extraUrbanConsumption?: number | null;
  model?: string | null;
  tags?: string[] | null;
  tankCapacity?: number | null;
  urbanConsumption?: number | null;
  version?: string | null;
}
