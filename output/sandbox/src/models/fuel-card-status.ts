// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
/** Whether a card can pay. */
export const FuelCardStatus = {
  Active: 1,
  Blocked: 2,
  Expired: 4,
  Lost: 8,
} as const;

/** Whether a card can pay. */
export type FuelCardStatus = (typeof FuelCardStatus)[keyof typeof FuelCardStatus] | (number & {});
