// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface FuelTransactionImportErrorDto {
  /** Line of the file, from 1. */
  line?: number;
  message?: string | null;
}
