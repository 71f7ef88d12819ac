// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
/** Where a vehicle stands in the life of the fleet. */
export const VehicleStatus = {
  InFleet: 'IN_FLEET',
  InMaintenance: 'IN_MAINTENANCE',
  Ordered: 'ORDERED',
  OutFleet: 'OUT_FLEET',
} as const;

/** Where a vehicle stands in the life of the fleet. */
export type VehicleStatus = (typeof VehicleStatus)[keyof typeof VehicleStatus] | (string & {});
