import { stringify } from 'yaml';
import type { OutputSwitches } from '../../model/switches.js';
import { defined } from '../../util/defined.js';
import type { AttemptOptions } from './index.js';
import { applyMutation, isBranch, valueAt, type Mutation } from './mutation.js';
import { createMutations, createRandom, type Random } from './random-mutations.js';

export type Notation = 'json' | 'yaml';

/** A document, and the mutations that a run applies to it. */
export interface Mutant {
  readonly original: unknown;
  readonly mutations: readonly Mutation[];
  readonly notation: Notation;
}

/** A document that mutants are made from. */
export interface Original {
  readonly name: string;
  readonly document: unknown;
}

/** A mutant, and how far it is processed. */
export interface Run {
  readonly number: number;
  /** The name of the original. */
  readonly from: string;
  readonly mutant: Mutant;
  readonly options: AttemptOptions;
}

/** Every tenth mutant is also formatted, every twentieth compared: both take much longer than the rest. */
const FORMATTED_EVERY = 10;
const COMPARED_EVERY = 20;

/** Creates the run with that number. It depends on the seed and the originals, not on runs before it. */
export function createRun(number: number, seed: string, originals: readonly Original[]): Run {
  const random = createRandom(`${seed}/${number}`);
  const { name, document } = random.pick(originals);
  const original = createExcerpt(document, random);
  const mutations = createMutations(original, random);
  const picked = random.happens(1, 10) ? 'yaml' : 'json';
  // The stack of the library that writes YAML overflows at such depth.
  const notation = mutations.some(isDeep) ? 'json' : picked;
  const mutant: Mutant = { original, mutations, notation };
  return {
    number,
    from: name,
    mutant,
    options: {
      formatted: number % FORMATTED_EVERY === 0,
      switches: pickSwitches(random),
      ...defined({
        before: number % COMPARED_EVERY === 0 ? serialize(original, 'json') : undefined,
      }),
    },
  };
}

function isDeep(mutation: Mutation): boolean {
  return mutation.kind === 'nest' && mutation.in === 'depth';
}

/** One run in five has random switches. */
function pickSwitches(random: Random): OutputSwitches {
  if (!random.happens(1, 5)) return {};
  return {
    requiredness: random.pick(['asWritten', 'nonNullableIsRequired'] as const),
    enums: random.pick(['const', 'union', 'enum'] as const),
    dates: random.pick(['string', 'date', 'temporal'] as const),
    int64: random.pick(['number', 'string', 'bigint'] as const),
    readonly: random.pick(['off', 'on'] as const),
  };
}

/** A run's document as a server sends it. */
export function toText({ mutant: { original, mutations, notation } }: Run): string {
  const document = mutations.reduce(applyMutation, original);
  const text = serialize(document, notation);
  return mutations.reduce(
    (left, mutation) =>
      mutation.kind === 'cut' ? left.slice(0, Math.floor(left.length * mutation.left)) : left,
    text,
  );
}

/** In YAML, an object that occurs twice is written once, and is an alias the second time. */
function serialize(document: unknown, notation: Notation): string {
  switch (notation) {
    case 'json':
      return JSON.stringify(document);
    case 'yaml':
      return stringify(document, { lineWidth: 0 });
    default:
      return notation satisfies never;
  }
}

type Entries = Readonly<Record<string, unknown>>;

/** The most paths that are kept. */
const MAX_PATHS = 4;
/** The most components that these may reach; the ones beyond are kept, but empty. */
const MAX_COMPONENTS = 25;

/** The top-level keys of Swagger 2.0 with the components that references point at. */
const SWAGGER_2_KEYS = ['definitions', 'parameters', 'responses'] as const;
const COMPONENTS = 'components';

/** Keeps a few of a document's paths with everything that they refer to: small enough to be mutated ten thousand times. */
export function createExcerpt(document: unknown, random: Random): unknown {
  const paths = objectAt(document, ['paths']);
  const templates = Object.keys(paths);
  if (!isBranch(document) || templates.length === 0) return document;
  const chosen = new Set<string>();
  for (let left = 1 + random.below(MAX_PATHS); left > 0; left--) chosen.add(random.pick(templates));
  const kept = Object.fromEntries(Object.entries(paths).filter(([path]) => chosen.has(path)));
  const reached = findReached(kept, document);
  const select = (section: readonly string[]) => selectReached(document, section, reached);
  return Object.fromEntries(
    Object.entries(document as Entries).map(([key, value]) => {
      if (key === 'paths') return [key, kept];
      if ((SWAGGER_2_KEYS as readonly string[]).includes(key)) return [key, select([key])];
      if (key !== COMPONENTS || !isBranch(value)) return [key, value];
      const sections = Object.entries(value as Entries).map(([section, components]) => [
        section,
        section === 'securitySchemes' ? components : select([COMPONENTS, section]),
      ]);
      return [key, Object.fromEntries(sections) as Entries];
    }),
  );
}

/** The paths of components, joined by `/`, in the order in which they are reached. */
type Reached = ReadonlySet<string>;

function findReached(kept: unknown, document: unknown): Reached {
  const reached = new Set<string>();
  const waiting = findReferences(kept);
  for (let ref = waiting.shift(); ref !== undefined; ref = waiting.shift()) {
    const path = toComponentPath(ref);
    const name = path.join('/');
    if (reached.has(name)) continue;
    reached.add(name);
    if (reached.size <= MAX_COMPONENTS) waiting.push(...findReferences(valueAt(document, path)));
  }
  return reached;
}

/** `components`, `schemas` and the name, or `definitions` and the name, without what follows. */
function toComponentPath(ref: string): readonly string[] {
  const segments = ref
    .slice(2)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  return segments.slice(0, segments[0] === COMPONENTS ? 3 : 2);
}

function findReferences(value: unknown): string[] {
  if (!isBranch(value)) return [];
  return Object.entries(value as Entries).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' && child.startsWith('#/')
      ? [child]
      : findReferences(child),
  );
}

function selectReached(document: unknown, section: readonly string[], reached: Reached): Entries {
  const components = objectAt(document, section);
  const order = [...reached];
  return Object.fromEntries(
    Object.entries(components).flatMap(([name, component]): [string, unknown][] => {
      const at = order.indexOf([...section, name].join('/'));
      if (at === -1) return [];
      return [[name, at < MAX_COMPONENTS ? component : {}]];
    }),
  );
}

function objectAt(document: unknown, path: readonly string[]): Entries {
  const value = valueAt(document, path);
  return isBranch(value) && !Array.isArray(value) ? (value as Entries) : {};
}
