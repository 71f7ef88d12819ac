import { UsageError } from '../../errors.js';
import type { ApiModel, Operation, Service } from '../model.js';
import { withUse } from '../use.js';
import { operationsOf } from '../walk.js';
import { nearest } from '../../util/nearest.js';
import { matcherOf } from './glob.js';
import { reachable } from './reachable.js';

/** Operations by what they are; as in `sdk.config.json`. A list that is left out says nothing. */
export interface OperationSelection {
  /** As the document writes them; an operation without one counts as of the service it is put in. */
  readonly tags?: readonly string[];
  /** Path templates; `*` stands for a part of one segment, `**` for any number of segments. */
  readonly paths?: readonly string[];
  /** In capitals. */
  readonly methods?: readonly string[];
  /** Method and path, e.g. `GET /Vehicles`; the path may hold `*` and `**`. */
  readonly operations?: readonly string[];
}

export interface OperationFilters {
  readonly include?: OperationSelection;
  readonly exclude?: OperationSelection;
}

/**
 * The part of an API that is wanted. Every list narrows: one of `include` keeps what it matches, one of
 * `exclude` drops it. What only dropped operations reach goes with them. Without a filter the model is
 * the same, with the declarations that no operation reaches.
 *
 * @throws UsageError naming every entry that matches no operation, with a near miss; or when none is left.
 */
export function filterModel(model: ApiModel, filters: OperationFilters): ApiModel {
  const lists = [...listsOf('include', filters.include), ...listsOf('exclude', filters.exclude)];
  if (lists.length === 0) return model;
  const entries = model.services.flatMap((service) =>
    service.operations.map((operation) => ({ service, operation })),
  );
  const kept = new Set(entries.map(({ operation }) => operation));
  const complaints: string[] = [];
  for (const list of lists) {
    const { matched, unmatched } = select(list, entries);
    complaints.push(...unmatched.map((entry) => complaint(list, entry, entries)));
    for (const { operation } of entries)
      if (matched.has(operation) !== (list.side === 'include')) kept.delete(operation);
  }
  if (complaints.length > 0) throw new UsageError(complaints.join('\n'), { hint: HINT });
  if (kept.size === 0)
    throw new UsageError('The filters leave no operation to make an SDK of.', {
      hint: 'Every list narrows: an operation must match each list of include, and none of exclude.',
    });
  return narrowed(model, kept);
}

const HINT =
  'Tags, paths and methods are compared as the document writes them; in a path * stands for a part of one segment, ** for any number of segments.';

type Kind = keyof OperationSelection;

interface List {
  readonly side: keyof OperationFilters;
  readonly kind: Kind;
  readonly wanted: readonly string[];
}

interface Entry {
  readonly service: Service;
  readonly operation: Operation;
}

const KINDS: readonly Kind[] = ['tags', 'paths', 'methods', 'operations'];

function listsOf(side: List['side'], selection: OperationSelection = {}): readonly List[] {
  return KINDS.flatMap((kind) => {
    const wanted = selection[kind];
    return wanted === undefined ? [] : [{ side, kind, wanted }];
  });
}

/** What an entry of a list is compared with. */
const TEXTS: Readonly<Record<Kind, (entry: Entry) => string>> = {
  tags: ({ service }) => service.wireName,
  paths: ({ operation }) => operation.pathTemplate,
  methods: ({ operation }) => operation.method,
  operations: ({ operation }) => operation.id,
};

function select({ kind, wanted }: List, entries: readonly Entry[]) {
  const byText = new Map<string, Operation[]>();
  for (const entry of entries) {
    const text = TEXTS[kind](entry);
    const operations = byText.get(text) ?? [];
    operations.push(entry.operation);
    byText.set(text, operations);
  }
  const matched = new Set<Operation>();
  const unmatched: string[] = [];
  for (const text of wanted) {
    const found = matching(kind, text, byText);
    if (found.length === 0) unmatched.push(text);
    for (const operation of found) matched.add(operation);
  }
  return { matched, unmatched };
}

function matching(
  kind: Kind,
  wanted: string,
  byText: ReadonlyMap<string, readonly Operation[]>,
): readonly Operation[] {
  const hasWildcard = wanted.includes('*') && (kind === 'paths' || kind === 'operations');
  if (!hasWildcard) return byText.get(wanted) ?? [];
  const matches = matcherOf(wanted);
  return [...byText].flatMap(([text, operations]) => (matches(text) ? operations : []));
}

function complaint({ side, kind }: List, wanted: string, entries: readonly Entry[]): string {
  const near = nearest(wanted, [...new Set(entries.map(TEXTS[kind]))]);
  const suggestion = near === undefined ? '' : ` Did you mean "${near}"?`;
  return `${side}.${kind}: "${wanted}" matches no operation.${suggestion}`;
}

function narrowed(model: ApiModel, kept: ReadonlySet<Operation>): ApiModel {
  const services = model.services
    .map((service) => ({
      ...service,
      operations: service.operations.filter((operation) => kept.has(operation)),
    }))
    .filter(({ operations }) => operations.length > 0);
  const operations = operationsOf({ ...model, services });
  const wanted = reachable(model.declarations, operations);
  const declarations = new Map([...model.declarations].filter(([id]) => wanted.has(id)));
  return { ...model, services, declarations: withUse(declarations, operations) };
}
