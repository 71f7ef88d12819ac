// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface DrivingLicenceDto {
  categories?: string[] | null;
  /** Date, `YYYY-MM-DD`. */
  expiryDate?: string | null;
  /** Date, `YYYY-MM-DD`. */
  issueDate?: string | null;
  number?: string | null;
}
