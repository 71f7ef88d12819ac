import type { EnvironmentName } from '../../vendor.js';

/** The way that a version of the API goes. */
const WAY: readonly EnvironmentName[] = ['sandbox', 'preprod', 'prod'];

/** Two environments in the order in which a version reaches them, however they were named. */
export function alongTheWay(
  one: EnvironmentName,
  other: EnvironmentName,
): { readonly from: EnvironmentName; readonly to: EnvironmentName } {
  return WAY.indexOf(one) <= WAY.indexOf(other)
    ? { from: one, to: other }
    : { from: other, to: one };
}
