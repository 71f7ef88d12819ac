// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
/** How soon somebody should look at an alert. */
export const AlertSeverity = {
  Information: 0,
  Warning: 1,
  Critical: 2,
} as const;

/** How soon somebody should look at an alert. */
export type AlertSeverity = (typeof AlertSeverity)[keyof typeof AlertSeverity] | (number & {});
