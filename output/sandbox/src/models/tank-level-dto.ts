// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface TankLevelDto {
  /** Distance left, in kilometres. */
  estimatedRange?: number | null;
  /** How full the tank is, from 0 to 100. */
  percentage?: number | null;
  /** Date and time, ISO 8601. */
  readAt?: string;
  registrationNumber: string;
  /** What is left, in litres. */
  volume?: number | null;
}
