// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface VehicleAssignmentUpdateDto {
  comment?: string | null;
  /** Date and time, ISO 8601. */
  endDate?: string | null;
  isMainDriver?: boolean | null;
  /** Date and time, ISO 8601. */
  startDate?: string | null;
}
