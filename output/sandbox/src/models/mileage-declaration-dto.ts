// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface MileageDeclarationDto {
  comment?: string | null;
  /** Date, `YYYY-MM-DD`. */
  date: string;
  /**
   * In metres.
   *
   * 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
   *
   * At least 0.
   */
  odometer: number;
  /** At least 1 character. */
  registrationNumber: string;
}
