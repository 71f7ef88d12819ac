import { isRecord } from '../../util/is-record.js';
import { getJsonType } from './shapes.js';
import { admits, type Schemas, type Spot, type Variants } from './schemas.js';

/** How far a value is from a schema. */
export interface Distance {
  readonly mismatches: number;
  /** Undeclared properties, which a schema accepts. */
  readonly undeclared: number;
}

/** What a discriminator says of a value; undefined when it says nothing, as for a value without the property. */
export type Selection =
  | { readonly kind: 'selected'; readonly spot: Spot }
  | { readonly kind: 'unknown'; readonly property: string; readonly value: unknown };

/** The variant that the discriminator of a value selects. */
export function selectVariant(
  { propertyName, byValue, fallback }: Variants,
  value: unknown,
): Selection | undefined {
  if (!isRecord(value)) return undefined;
  const told = Object.hasOwn(value, propertyName) ? value[propertyName] : undefined;
  const isTold = typeof told === 'string' || typeof told === 'number';
  const spot = (isTold ? byValue.get(String(told)) : undefined) ?? fallback;
  if (spot !== undefined) return { kind: 'selected', spot };
  return isTold && byValue.size > 0
    ? { kind: 'unknown', property: propertyName, value: told }
    : undefined;
}

/** The member of a union that a value is checked with. */
export type Choice =
  | {
      readonly kind: 'chosen';
      readonly spot: Spot;
      /** Others that accept the value, and may declare further properties of it. */
      readonly others: readonly Spot[];
    }
  /** No member is of the value's type. */
  | { readonly kind: 'other-type' }
  | { readonly kind: 'none' };

/**
 * Chooses the member that accepts a value, with the fewest undeclared properties; else the nearest one, if it is clearly the
 * nearest: a single one of the value's type, or one with half the mismatches of any other.
 */
export function chooseVariant(
  schemas: Schemas,
  members: readonly Spot[],
  value: unknown,
  measure: (spot: Spot) => Distance,
): Choice {
  const candidates = members.filter(({ schema }) => mayBe(schemas, { schema }, value));
  const [only, ...more] = candidates;
  if (only === undefined) return { kind: 'other-type' };
  if (more.length === 0) return { kind: 'chosen', spot: only, others: [] };
  const measured = candidates.map((spot) => ({ spot, ...measure(spot) }));
  const accepting = measured.filter(({ mismatches }) => mismatches === 0);
  const [best, second] = (accepting.length > 0 ? accepting : measured)
    // Sorting is stable: of equals, the first of the document.
    .sort((a, b) => sum(a) - sum(b));
  if (best === undefined || (best.mismatches > 0 && second && sum(best) * 2 > sum(second)))
    return { kind: 'none' };
  const others = accepting.filter((each) => each !== best).map(({ spot }) => spot);
  return { kind: 'chosen', spot: best.spot, others };
}

function sum({ mismatches, undeclared }: Distance): number {
  return mismatches + undeclared;
}

/** Whether a value is of a type that the schema admits; the text of a number may stand for the number. */
function mayBe(schemas: Schemas, { schema }: Pick<Spot, 'schema'>, value: unknown): boolean {
  const admitted = schemas.getAdmitted(schema);
  const type = getJsonType(value);
  if (admits(admitted, type)) return true;
  return (
    typeof value === 'string' &&
    isNumberText(value) &&
    admitted !== 'any' &&
    (admitted.has('number') || admitted.has('integer'))
  );
}

/** The text of a JSON number (RFC 8259, section 6), or one of the names that .NET has for what JSON has no number for. */
export function isNumberText(text: string): boolean {
  return /^(?:-?(?:0|[1-9]\d{0,99})(?:\.\d{1,99})?(?:[eE][+-]?\d{1,3})?|-?Infinity|NaN)$/.test(
    text,
  );
}
