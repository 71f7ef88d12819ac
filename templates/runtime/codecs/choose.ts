import type {
  Candidate,
  Codec,
  ListCodec,
  ObjectCodec,
  OneOfCodec,
  ScalarCodec,
  DiscriminatedCodec,
} from './codec.js';

/** In which words a value's members are named. */
export type Words = 'wire' | 'program';

/** The codec for a tagged value; undefined when its tag is unknown and nothing is said for that. */
export function discriminatedCodec(
  { discriminator, programName = discriminator, variants, fallback }: DiscriminatedCodec,
  value: Readonly<Record<string, unknown>>,
  words: Words,
): Codec | undefined {
  const found = String(value[words === 'wire' ? discriminator : programName]);
  return Object.hasOwn(variants, found) ? variants[found] : fallback;
}

export function isListCodec(codec: ListCodec | ObjectCodec): codec is ListCodec {
  return 'items' in codec || 'first' in codec;
}

/** The codec for a list in a choice. */
export function listCodec({ oneOf }: OneOfCodec): ListCodec | undefined {
  for (const member of oneOf) if (typeof member === 'object' && !('has' in member)) return member;
  return undefined;
}

/** The codec for an object in a choice. */
export function objectCodec(
  { oneOf }: OneOfCodec,
  value: Readonly<Record<string, unknown>>,
  words: Words,
): Codec | undefined {
  let best: Candidate | undefined;
  let bestFit: Fit = [Infinity, 0, 0];
  for (const member of oneOf) {
    if (typeof member !== 'object' || !('has' in member)) continue;
    const fit = fitOf(member, value, words);
    if (!isBetter(fit, bestFit)) continue;
    best = member;
    bestFit = fit;
  }
  return best?.as;
}

/** The codec for a text or a number in a choice. */
export function scalarCodec({ oneOf }: OneOfCodec, value: unknown): ScalarCodec | undefined {
  const scalars = oneOf.filter((member): member is ScalarCodec => typeof member === 'string');
  const whole = scalars.find((scalar) => scalar === 'bigint' || scalar === 'digits');
  if (typeof value !== 'string') return value instanceof Date ? 'date' : whole;
  if (scalars.includes('text')) return 'text';
  return scalars.includes('date') ? 'date' : whole;
}

/** What is wrong, what is there, and what could be there: the less, the more, the less the better. */
type Fit = readonly [wrong: number, present: number, known: number];

function isBetter([wrong, present, known]: Fit, than: Fit): boolean {
  if (wrong !== than[0]) return wrong < than[0];
  return present === than[1] ? known < than[2] : present > than[1];
}

function fitOf(
  { has, required = [], values = {}, names = {} }: Candidate,
  value: Readonly<Record<string, unknown>>,
  words: Words,
): Fit {
  const keyOf = (name: string) =>
    words === 'program' && Object.hasOwn(names, name) ? (names[name] ?? name) : name;
  const isThere = (name: string) => Object.hasOwn(value, keyOf(name));
  const others = Object.keys(values).filter(
    (name) => isThere(name) && !values[name]?.includes(value[keyOf(name)]),
  );
  const missing = required.filter((name) => !isThere(name));
  return [others.length + missing.length, has.filter(isThere).length, has.length];
}
