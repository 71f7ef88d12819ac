// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface VehicleAssignmentCreateDto {
  comment?: string | null;
  /** Date and time, ISO 8601. */
  endDate?: string | null;
  /** At least 1 character. */
  identificationNumber: string;
  /** @defaultValue `true` */
  isMainDriver?: boolean;
  /** At least 1 character. */
  registrationNumber: string;
  /** Date and time, ISO 8601. */
  startDate: string;
}
