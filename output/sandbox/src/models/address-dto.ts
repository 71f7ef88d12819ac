// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface AddressDto {
  city?: string | null;
  /** Country code (ISO 3166-1 alpha-2). */
  country?: string | null;
  postalCode?: string | null;
  street?: string | null;
}
