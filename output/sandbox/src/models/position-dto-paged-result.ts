// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { PositionDto } from './position-dto.js';

export interface PositionDtoPagedResult {
  hasNextPage?: boolean;
  hasPreviousPage?: boolean;
  items?: PositionDto[] | null;
  /** Number of this page, from 1. */
  page?: number;
  /** Items asked for on a page. */
  pageSize?: number;
  /** Items on all pages. */
  totalCount?: number;
  totalPages?: number;
}
