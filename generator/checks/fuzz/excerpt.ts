import { isBranch, valueAt } from './places.js';
import type { Random } from './random.js';

type Entries = Readonly<Record<string, unknown>>;

/** The most paths that are kept. */
const MOST_PATHS = 4;
/** The most parts that these may reach; what is reached beyond is there, and empty. */
const MOST_PARTS = 25;

/** Where the parts that references lead to stand, by the version's top-level key. */
const HOLDERS = ['definitions', 'parameters', 'responses'] as const;
const COMPONENTS = 'components';

/** A few of a document's paths with all that they refer to: small enough to be mutated ten thousand times. */
export function excerptOf(document: unknown, random: Random): unknown {
  const paths = objectAt(document, ['paths']);
  const templates = Object.keys(paths);
  if (!isBranch(document) || templates.length === 0) return document;
  const chosen = new Set<string>();
  for (let left = 1 + random.below(MOST_PATHS); left > 0; left--)
    chosen.add(random.pick(templates));
  const kept = Object.fromEntries(Object.entries(paths).filter(([path]) => chosen.has(path)));
  const reached = partsReached(kept, document);
  const part = (holder: readonly string[]): Entries => partsOf(document, holder, reached);
  return Object.fromEntries(
    Object.entries(document as Entries).map(([key, value]) => {
      if (key === 'paths') return [key, kept];
      if ((HOLDERS as readonly string[]).includes(key)) return [key, part([key])];
      if (key !== COMPONENTS || !isBranch(value)) return [key, value];
      const sections = Object.entries(value as Entries).map(([section, parts]) => [
        section,
        section === 'securitySchemes' ? parts : part([COMPONENTS, section]),
      ]);
      return [key, Object.fromEntries(sections) as Entries];
    }),
  );
}

/** The names of the parts by where they stand, in the order they are reached. */
type Reached = ReadonlySet<string>;

function partsReached(kept: unknown, document: unknown): Reached {
  const reached = new Set<string>();
  const waiting = referencesIn(kept);
  for (let ref = waiting.shift(); ref !== undefined; ref = waiting.shift()) {
    const way = wayOf(ref);
    const name = way.join('/');
    if (reached.has(name)) continue;
    reached.add(name);
    if (reached.size <= MOST_PARTS) waiting.push(...referencesIn(valueAt(document, way)));
  }
  return reached;
}

/** `components`, `schemas` and the name, or `definitions` and the name, whatever comes after. */
function wayOf(ref: string): readonly string[] {
  const segments = ref
    .slice(2)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  return segments.slice(0, segments[0] === COMPONENTS ? 3 : 2);
}

function referencesIn(value: unknown): string[] {
  if (!isBranch(value)) return [];
  return Object.entries(value as Entries).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' && child.startsWith('#/')
      ? [child]
      : referencesIn(child),
  );
}

function partsOf(document: unknown, holder: readonly string[], reached: Reached): Entries {
  const parts = objectAt(document, holder);
  const order = [...reached];
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, part]): [string, unknown][] => {
      const at = order.indexOf([...holder, name].join('/'));
      if (at === -1) return [];
      return [[name, at < MOST_PARTS ? part : {}]];
    }),
  );
}

function objectAt(document: unknown, path: readonly string[]): Entries {
  const value = valueAt(document, path);
  return isBranch(value) && !Array.isArray(value) ? (value as Entries) : {};
}
