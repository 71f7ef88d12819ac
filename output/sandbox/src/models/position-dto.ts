// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

/** Where a vehicle was at one time. */
export interface PositionDto {
  address?: string | null;
  /** Date and time, ISO 8601. */
  date?: string;
  /** Degrees from north, clockwise. */
  heading?: number | null;
  ignition?: boolean;
  latitude?: number;
  longitude?: number;
  registrationNumber: string;
  /** In kilometres per hour. */
  speed?: number | null;
}
