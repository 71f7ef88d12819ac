// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
/** What a vehicle runs on. */
export const EnergyType = {
  /** Diesel */
  Diesel: 10,
  /** Petrol */
  Petrol: 20,
  /** Hybrid, charged by driving */
  Hybrid: 30,
  /** Hybrid, charged at a plug */
  PlugInHybrid: 40,
  /** Battery electric */
  Electric: 50,
  /** Liquefied petroleum gas */
  Lpg: 60,
  /** Hydrogen fuel cell */
  Hydrogen: 70,
} as const;

/** What a vehicle runs on. */
export type EnergyType = (typeof EnergyType)[keyof typeof EnergyType] | (number & {});
