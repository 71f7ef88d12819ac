// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface GeofenceCrossingDto {
  /** Date and time, ISO 8601. */
  enteredAt?: string;
  /** Date and time, ISO 8601. */
  exitedAt?: string | null;
  registrationNumber: string;
  /** Duration as .NET writes a TimeSpan, `[d.]hh:mm:ss[.fffffff]`. */
  timeInside?: string | null;
}
