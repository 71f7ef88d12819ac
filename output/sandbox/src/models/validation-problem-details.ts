// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface ValidationProblemDetails {
  [key: string]: unknown;
  detail?: string | null;
  errors?: { [key: string]: string[] } | null;
  instance?: string | null;
  status?: number | null;
  title?: string | null;
  type?: string | null;
}
