// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

/** Where and when a trip starts or ends. */
export interface TripPointDto {
  address?: string | null;
  /** Date and time, ISO 8601. */
  date?: string;
  geofenceName?: string | null;
  /** Degrees, WGS 84. */
  latitude?: number;
  /** Degrees, WGS 84. */
  longitude?: number;
}
