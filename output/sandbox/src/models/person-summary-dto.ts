// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface PersonSummaryDto {
  firstName?: string | null;
  identificationNumber: string;
  lastName?: string | null;
}
