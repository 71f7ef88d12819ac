// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
/** What a trip was made for. */
export const TripPurpose = {
  Unknown: 0,
  Business: 1,
  Private: 2,
} as const;

/** What a trip was made for. */
export type TripPurpose = (typeof TripPurpose)[keyof typeof TripPurpose] | (number & {});
