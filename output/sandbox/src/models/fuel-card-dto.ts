// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { FuelCardStatus } from './fuel-card-status.js';
import type { PersonSummaryDto } from './person-summary-dto.js';

/**
 * A fuel card.
 *
 * As the API answers; requests send {@link FuelCardDtoInput}.
 */
export interface FuelCardDto {
  cardNumber: string;
  /** Date, `YYYY-MM-DD`. */
  expiryDate?: string;
  holder?: PersonSummaryDto;
  id?: number;
  label?: string | null;
  /** In euros. */
  monthlyLimit?: number | null;
  /** The vehicle that the card goes with. */
  registrationNumber?: string | null;
  status?: FuelCardStatus;
}

/**
 * A fuel card.
 *
 * As it is sent; answers are {@link FuelCardDto}.
 */
export interface FuelCardDtoInput {
  cardNumber: string;
  /** Date, `YYYY-MM-DD`. */
  expiryDate?: string;
  holder?: PersonSummaryDto;
  label?: string | null;
  /** In euros. */
  monthlyLimit?: number | null;
  pinCode?: string | null;
  /** The vehicle that the card goes with. */
  registrationNumber?: string | null;
  status?: FuelCardStatus;
}
