// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { FuelTransactionImportErrorDto } from './fuel-transaction-import-error-dto.js';

export interface FuelTransactionImportResultDto {
  accepted?: number;
  errors?: FuelTransactionImportErrorDto[] | null;
  /** UUID. */
  importId?: string;
  rejected?: number;
}
