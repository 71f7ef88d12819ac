// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface AlertAcknowledgementDto {
  /** At most 500 characters. */
  comment?: string | null;
}
