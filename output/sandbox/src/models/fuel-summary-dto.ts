// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface FuelSummaryDto {
  amountIncludingTax?: number;
  /** In litres per 100 km. */
  averageConsumption?: number | null;
  /** Date, `YYYY-MM-DD`. */
  endDate?: string;
  quantity?: number;
  /** Quantities by the name of the energy. */
  quantityByEnergy?: Record<string, number> | null;
  /** Date, `YYYY-MM-DD`. */
  startDate?: string;
}
