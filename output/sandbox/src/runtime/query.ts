import { pairsText } from './values.js';

/** The values of a query by wire name, and the text that they are sent as. */
export interface Query {
  readonly values: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** @param values By wire name; undefined and null are not sent. */
export function queryOf(values: Readonly<Record<string, unknown>>): Query {
  return { values, text: pairsText(values, '&') };
}
