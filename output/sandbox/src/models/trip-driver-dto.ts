// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

/** Who drove. */
export interface TripDriverDto {
  firstName?: string | null;
  lastName?: string | null;
  /** Registration number of the driver in the company, not a plate. */
  registrationNumber: string;
}
