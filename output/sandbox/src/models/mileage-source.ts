// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
/** Where an odometer reading comes from. */
export const MileageSource = {
  FuelCard: 'FuelCard',
  Manual: 'Manual',
  Telematics: 'Telematics',
  Workshop: 'Workshop',
} as const;

/** Where an odometer reading comes from. */
export type MileageSource = (typeof MileageSource)[keyof typeof MileageSource] | (string & {});
