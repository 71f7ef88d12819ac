// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
/** How the border of a geofence is drawn. */
export const GeofenceShape = {
  Circle: 'Circle',
  Polygon: 'Polygon',
} as const;

/** How the border of a geofence is drawn. */
export type GeofenceShape = (typeof GeofenceShape)[keyof typeof GeofenceShape] | (string & {});
