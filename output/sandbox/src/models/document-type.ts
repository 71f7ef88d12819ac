// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
/** What a document is. */
export const DocumentType = {
  RegistrationCertificate: 10,
  InsuranceCertificate: 20,
  TechnicalInspection: 30,
  LeaseContract: 40,
  Other: 90,
} as const;

/** What a document is. */
export type DocumentType = (typeof DocumentType)[keyof typeof DocumentType] | (number & {});
