// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { GeofenceCrossingDto } from './geofence-crossing-dto.js';

export interface GeofenceCrossingDtoPagedResult {
  hasNextPage?: boolean;
  hasPreviousPage?: boolean;
  items?: GeofenceCrossingDto[] | null;
  /** Number of this page, from 1. */
  page?: number;
  /** Items asked for on a page. */
  pageSize?: number;
  /** Items on all pages. */
  totalCount?: number;
  totalPages?: number;
}
