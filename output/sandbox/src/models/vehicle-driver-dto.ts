// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

/** Who drives a vehicle at the moment. */
export interface VehicleDriverDto {
  firstName?: string | null;
  /** Identification number of the person. */
  identificationNumber: string;
  lastName?: string | null;
}
