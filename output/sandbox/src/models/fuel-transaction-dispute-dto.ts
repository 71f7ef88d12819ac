// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface FuelTransactionDisputeDto {
  /** E-mail address. */
  contactEmail?: string | null;
  /** 1 to 1000 characters. */
  reason: string;
}
