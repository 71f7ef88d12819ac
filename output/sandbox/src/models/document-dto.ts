// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { DocumentType } from './document-type.js';

/** A file kept with a vehicle. */
export interface DocumentDto {
  contentType?: string | null;
  documentType?: DocumentType;
  /** URI. */
  downloadUrl?: string | null;
  /** Date, `YYYY-MM-DD`. */
  expiryDate?: string | null;
  fileName: string;
  /** UUID. */
  id?: string;
  registrationNumber?: string | null;
  /**
   * In bytes.
   *
   * 64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.
   */
  size?: number;
  /** Date and time, ISO 8601. */
  uploadedAt?: string;
}
