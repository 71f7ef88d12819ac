import { sortedBy } from '../../util/order.js';
import type { Facts, TypeFacts, What } from '../schemas/difference.js';
import { KINDS } from './index.js';
import { VERSION_IDS } from './oasdiff-ids.js';
import { getOasdiffIds, type OasdiffUse } from './oasdiff-schema-ids.js';
import { getSchemaKind } from './kind-of-difference.js';

/**
 * Maps each id of oasdiff to the kinds of the changes that may have it. Kinds list the ids of operations, parameters
 * and documents themselves; for schemas, the table tries every difference in every use of a schema.
 */
export function getKindsByOasdiffId(): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, Set<string>>();
  const add = (id: string, kind: string) => {
    const kinds = table.get(id) ?? new Set();
    table.set(id, kinds.add(kind));
  };
  for (const [kind, { oasdiff = [], wire }] of Object.entries(KINDS)) {
    for (const id of oasdiff) add(id, kind);
    if (wire === 'breaking') for (const id of VERSION_IDS) add(id, kind);
  }
  for (const [what, facts] of differences())
    for (const use of USES) {
      const difference = { what, facts, path: [], inside: use.nested };
      for (const id of getOasdiffIds(difference, use, TODAY))
        add(id, getSchemaKind(difference, use, false));
    }
  return new Map([...table].map(([id, kinds]) => [id, [...kinds].sort()]));
}

/**
 * Maps each kind of change to its ids of oasdiff, sorted. The ids for versions are left out: every breaking change
 * may have them.
 */
export function getOasdiffIdsByKind(): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>();
  const versionIds: ReadonlySet<string> = new Set(VERSION_IDS);
  for (const [id, kinds] of sortedBy(getKindsByOasdiffId(), ([each]) => each))
    for (const kind of versionIds.has(id) ? [] : kinds) {
      const ids = table.get(kind) ?? [];
      table.set(kind, ids);
      ids.push(id);
    }
  return table;
}

/** Any day: the facts below have dates before and after it. */
const TODAY = '2026-01-01';

const USES: readonly OasdiffUse[] = [true, false].flatMap((nested) =>
  [true, false].flatMap((isJson) => {
    const common = { nested, isJson, isStable: true };
    return [
      { ...common, direction: 'request', location: 'body' } as const,
      { ...common, direction: 'response', location: 'response' } as const,
      { ...common, direction: 'response', location: 'header' } as const,
      ...['query', 'header'].map((location) => ({
        ...common,
        direction: 'request' as const,
        location: 'parameter' as const,
        parameter: { in: location, optional: true, formExplode: true },
      })),
    ];
  }),
);

const FLAGS: readonly Facts[] = [
  {},
  { required: true },
  { required: true, hasDefault: true },
  { required: true, writeOnly: true },
  { hasDefault: true },
  { readOnly: true },
  { writeOnly: true },
];

const type = (format: string, ...types: readonly string[]): TypeFacts => ({ types, format });

const TYPES: readonly Facts[] = [
  { types: [type('', 'string'), type('', 'integer')] },
  { types: [type('', 'integer'), type('', 'number')] },
  { types: [type('', 'number'), type('', 'integer')] },
  { types: [type('', 'integer'), type('', 'string')] },
  { types: [type(''), type('', 'string')] },
  { types: [type('', 'string'), type('')] },
  { types: [type('', 'string'), type('date', 'string')] },
  { types: [type('date', 'string'), type('', 'string')] },
  { types: [type('', 'string'), type('', 'array')], becameListOfItself: true },
  { listOfTypes: { added: true, removed: false } },
  { listOfTypes: { added: false, removed: true } },
];

const CONSTANTS: readonly Facts[] = ['added', 'removed', 'changed'].map((change) => ({
  oasdiffSuffixes: [`const-${change}`],
}));

const CHANGES = ['set', 'unset', 'increased', 'decreased', 'changed'] as const;

/** `max-increased` and the like; exclusive bounds have keywords of their own. */
const boundsOf = (short: 'min' | 'max'): readonly Facts[] =>
  CHANGES.flatMap((change) =>
    [`${short}-${change}`, `exclusive-${short}-${change}`].flatMap((suffix) => [
      { oasdiffSuffixes: [suffix] },
      { oasdiffSuffixes: [suffix], readOnly: true },
    ]),
  );

/** Every difference, with the facts that the ids of oasdiff depend on. */
function differences(): readonly (readonly [What, Facts])[] {
  const each = (whats: readonly What[], facts: readonly Facts[]) =>
    whats.flatMap((what) => facts.map((fact) => [what, fact] as const));
  const limits = ['length', 'items', 'contains'] as const;
  return [
    ...each(OF_PROPERTIES, FLAGS),
    ...each(OF_TYPES, TYPES),
    ...each(OF_VARIANTS, [{ variants: 'oneOf' }, { variants: 'anyOf' }]),
    ...each(OF_VALUES, [...FLAGS, ...CONSTANTS]),
    ...each(['deprecated'], SUNSETS),
    ...CHANGES.flatMap((change) => [
      ...each([`minimum-${change}`], boundsOf('min')),
      ...each([`maximum-${change}`], boundsOf('max')),
      ...limits.flatMap((limit) =>
        each([`min-${limit}-${change}`, `max-${limit}-${change}`], [...FLAGS, { ofItems: true }]),
      ),
      ...each([`pattern-${change}`], [{}, { effect: 'relaxed' }, { effect: 'tightened' }]),
      ...each([`multiple-of-${change}`, `unique-items-${change}`], FLAGS),
      ...each([`min-properties-${change}`, `max-properties-${change}`], FLAGS),
    ]),
    ...each(
      RULES.flatMap((rule): What[] => [`${rule}-added`, `${rule}-removed`, `${rule}-changed`]),
      [{}],
    ),
  ];
}

const SUNSETS: readonly Facts[] = ['none', '2026-01-02', '2027-01-01', 'soon'].map((sunset) => ({
  sunset,
}));

const OF_PROPERTIES: readonly What[] = [
  'property-added',
  'property-removed',
  'property-became-required',
  'property-became-optional',
  'became-read-only',
  'became-not-read-only',
  'became-write-only',
  'became-not-write-only',
  'became-nullable',
  'became-not-nullable',
  'wrapped-in-one-of',
  'all-of-added',
  'all-of-removed',
  'all-of-notes-added',
  'all-of-notes-removed',
  'discriminator-added',
  'discriminator-removed',
  'discriminator-property-name-changed',
  'discriminator-mapping-added',
  'discriminator-mapping-deleted',
  'discriminator-mapping-changed',
  'additional-properties-allowed',
  'additional-properties-forbidden',
  'additional-properties-typed',
  'additional-properties-untyped',
  'default-added',
  'default-removed',
  'default-changed',
  'content-media-type-changed',
  'content-encoding-changed',
  'extensible-enum-value-removed',
  'reactivated',
  'sunset-changed',
  'stability-increased',
  'stability-decreased',
];

const OF_TYPES: readonly What[] = [
  'type-changed',
  'type-generalized',
  'type-specialized',
  'format-changed',
  'format-generalized',
  'format-specialized',
];

const OF_VARIANTS: readonly What[] = ['variant-added', 'variant-removed'];

const OF_VALUES: readonly What[] = [
  'became-enum',
  'enum-removed',
  'enum-value-added',
  'enum-value-removed',
  'const-added',
  'const-removed',
  'const-changed',
];

const RULES = [
  'if',
  'then',
  'else',
  'not',
  'contains',
  'property-names',
  'pattern-property',
  'dependent-required',
  'dependent-schema',
  'unevaluated-items',
  'unevaluated-properties',
  'content-schema',
  'prefix-items',
] as const;
