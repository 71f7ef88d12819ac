// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { VehicleAssignmentDto } from './vehicle-assignment-dto.js';

export interface VehicleAssignmentDtoPagedResult {
  hasNextPage?: boolean;
  hasPreviousPage?: boolean;
  items?: VehicleAssignmentDto[] | null;
  /** Number of this page, from 1. */
  page?: number;
  /** Items asked for on a page. */
  pageSize?: number;
  /** Items on all pages. */
  totalCount?: number;
  totalPages?: number;
}
