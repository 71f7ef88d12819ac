import type {
  Candidate,
  Codec,
  DiscriminatedCodec,
  ListCodec,
  ObjectCodec,
  OneOfCodec,
  ScalarCodec,
  TextCodec,
} from './codec.js';

/** Whose names a value's properties have. */
export type Naming = 'wire' | 'program';

/** @returns The codec for a discriminator's value; undefined for an unknown value without a fallback. */
export function selectVariant(
  { discriminator, programName = discriminator, variants, fallback }: DiscriminatedCodec,
  value: Readonly<Record<string, unknown>>,
  naming: Naming,
): Codec | undefined {
  const variant = String(value[naming === 'wire' ? discriminator : programName]);
  return Object.hasOwn(variants, variant) ? variants[variant] : fallback;
}

export function isListCodec(codec: ListCodec | ObjectCodec): codec is ListCodec {
  return 'items' in codec || 'first' in codec;
}

export function isTextCodec(codec: Codec | OneOfCodec['oneOf'][number]): codec is TextCodec {
  return typeof codec === 'object' && 'parse' in codec;
}

/** @returns The codec for a list in a choice. */
export function selectListCodec({ oneOf }: OneOfCodec): ListCodec | undefined {
  for (const member of oneOf)
    if (typeof member === 'object' && !('has' in member) && !isTextCodec(member)) return member;
  return undefined;
}

/** @returns The codec for an object in a choice: that of the candidate that fits best. */
export function selectObjectCodec(
  { oneOf }: OneOfCodec,
  value: Readonly<Record<string, unknown>>,
  naming: Naming,
): Codec | undefined {
  let best: Candidate | undefined;
  let bestFit: Fit = [Infinity, 0, 0];
  for (const member of oneOf) {
    if (typeof member !== 'object' || !('has' in member)) continue;
    const fit = getFit(member, value, naming);
    if (!isBetter(fit, bestFit)) continue;
    best = member;
    bestFit = fit;
  }
  return best?.as;
}

/** @returns The codec for a string, a number, a `Date` or another object in a choice. */
export function selectScalarCodec(
  { oneOf }: OneOfCodec,
  value: unknown,
): ScalarCodec | TextCodec | undefined {
  const text = oneOf.find(isTextCodec);
  if (typeof value === 'object' && text !== undefined) return text;
  const scalars = oneOf.filter((member): member is ScalarCodec => typeof member === 'string');
  const integer = scalars.find((scalar) => scalar === 'bigint' || scalar === 'digits');
  if (typeof value !== 'string') return value instanceof Date ? 'date' : integer;
  if (scalars.includes('text')) return 'text';
  return scalars.includes('date') ? 'date' : (text ?? integer);
}

/** How many properties are wrong or missing, how many are present, and how many the candidate has. */
type Fit = readonly [wrong: number, present: number, known: number];

/** Few wrong properties count most, then many present ones, then few known ones. */
function isBetter([wrong, present, known]: Fit, than: Fit): boolean {
  if (wrong !== than[0]) return wrong < than[0];
  return present === than[1] ? known < than[2] : present > than[1];
}

function getFit(
  { has, required = [], values = {}, names = {} }: Candidate,
  value: Readonly<Record<string, unknown>>,
  naming: Naming,
): Fit {
  const toKey = (name: string) =>
    naming === 'program' && Object.hasOwn(names, name) ? (names[name] ?? name) : name;
  const isPresent = (name: string) => Object.hasOwn(value, toKey(name));
  const wrong = Object.keys(values).filter(
    (name) => isPresent(name) && !values[name]?.includes(value[toKey(name)]),
  );
  const missing = required.filter((name) => !isPresent(name));
  return [wrong.length + missing.length, has.filter(isPresent).length, has.length];
}
