// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface CoordinatesDto {
  /** From -90 to 90. */
  latitude: number;
  /** From -180 to 180. */
  longitude: number;
}
