// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface FuelCardCreateDto {
  /** Matches `^[0-9]{8,19}$`. */
  cardNumber: string;
  /** Date, `YYYY-MM-DD`. */
  expiryDate: string;
  identificationNumber?: string | null;
  label?: string | null;
  monthlyLimit?: number | null;
  registrationNumber?: string | null;
}
