import type { Constraints } from '../model/model.js';

/**
 * What a value must keep to, in one short line such as `From 1 to 100; a multiple of 5.`; empty when
 * nothing is worth saying. The pattern is not cleaned: it is the document's.
 */
export function constraintsText(constraints: Constraints): string {
  const { minLength, maxLength, minItems, maxItems, minProperties, maxProperties } = constraints;
  const { multipleOf, pattern, uniqueItems } = constraints;
  const facts = [
    range(constraints),
    multipleOf === undefined ? '' : `a multiple of ${multipleOf}`,
    count(minLength, maxLength, 'character', 'characters'),
    pattern === undefined ? '' : `matches \`${pattern.replaceAll('`', "'")}\``,
    count(minItems, maxItems, 'item', 'items'),
    uniqueItems ? 'no item twice' : '',
    count(minProperties, maxProperties, 'property', 'properties'),
  ].filter((fact) => fact !== '');
  const line = facts.join('; ');
  return line === '' ? '' : `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Constraints): string {
  const [least, most] = [bound(minimum), bound(maximum)];
  const [above, below] = [bound(exclusiveMinimum), bound(exclusiveMaximum)];
  if (least !== undefined && most !== undefined && above === undefined && below === undefined)
    return least === most ? `exactly ${least}` : `from ${least} to ${most}`;
  const parts = [
    least === undefined ? '' : `at least ${least}`,
    above === undefined ? '' : `more than ${above}`,
    most === undefined ? '' : `at most ${most}`,
    below === undefined ? '' : `less than ${below}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `[Range(0, double.MaxValue)]` is how .NET says that there is no limit. */
function bound(limit: number | undefined): number | undefined {
  return limit === undefined || Math.abs(limit) >= 1e300 ? undefined : limit;
}

/** Nothing to say of `0 or more`, nor of .NET's largest length, which also means that there is no limit. */
function count(
  least: number | undefined,
  most: number | undefined,
  one: string,
  many: string,
): string {
  const from = least === 0 ? undefined : least;
  const to = most === 2 ** 31 - 1 ? undefined : most;
  const units = (number: number) => (number === 1 ? one : many);
  if (from === undefined) return to === undefined ? '' : `at most ${to} ${units(to)}`;
  if (to === undefined) return `at least ${from} ${units(from)}`;
  return from === to ? `exactly ${to} ${units(to)}` : `${from} to ${to} ${units(to)}`;
}
