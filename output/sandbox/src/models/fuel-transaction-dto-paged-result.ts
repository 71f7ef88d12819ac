// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { FuelTransactionDto } from './fuel-transaction-dto.js';

export interface FuelTransactionDtoPagedResult {
  hasNextPage?: boolean;
  hasPreviousPage?: boolean;
  items?: FuelTransactionDto[] | null;
  /** Number of this page, from 1. */
  page?: number;
  /** Items asked for on a page. */
  pageSize?: number;
  /** Items on all pages. */
  totalCount?: number;
  totalPages?: number;
}
