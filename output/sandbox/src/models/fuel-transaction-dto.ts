// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { EnergyType } from './energy-type.js';

/** A payment with a fuel card. */
export interface FuelTransactionDto {
  amountExcludingTax?: number;
  amountIncludingTax?: number;
  cardNumber: string;
  /** Currency code (ISO 4217). */
  currency?: string | null;
  /** Date and time, ISO 8601. */
  date?: string;
  energy?: EnergyType;
  /** 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`. */
  id?: number;
  isDisputed?: boolean;
  /**
   * As typed at the pump, in kilometres.
   *
   * 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
   */
  odometer?: number | null;
  /** In litres, or kilowatt-hours for electricity. */
  quantity?: number;
  registrationNumber?: string | null;
  stationCity?: string | null;
  stationName?: string | null;
  unitPrice?: number;
}
