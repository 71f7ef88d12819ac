import { UsageError } from '../errors.js';
import { findNearest } from '../util/nearest.js';
import type { ApiModel, Operation, Service } from './model.js';
import { collectUsed, getOperations, getUsedTypes, withUse } from './walk.js';

/** Selects operations, as in `sdk.config.json`. A list that is left out selects by nothing. */
export interface OperationSelection {
  /** As the document writes them; an operation without a tag has the name of its service. */
  readonly tags?: readonly string[];
  /** Path templates; `*` matches a part of one segment, `**` any number of segments. */
  readonly paths?: readonly string[];
  /** In upper case. */
  readonly methods?: readonly string[];
  /** Method and path, e.g. `GET /Vehicles`; the path may contain `*` and `**`. */
  readonly operations?: readonly string[];
}

export interface OperationFilters {
  readonly include?: OperationSelection;
  readonly exclude?: OperationSelection;
}

/**
 * Keeps the selected operations and the declarations that they use. Every list narrows: a list of `include` keeps what
 * it matches, a list of `exclude` drops it. Callbacks go with their operation, webhooks stay. Without a filter the model
 * is returned as it is, with unused declarations.
 *
 * @throws UsageError naming every entry that matches no operation, with a similar name; or when no operation is left.
 */
export function filterModel(model: ApiModel, filters: OperationFilters): ApiModel {
  const lists = [...toLists('include', filters.include), ...toLists('exclude', filters.exclude)];
  if (lists.length === 0) return model;
  const entries = model.services.flatMap((service) =>
    service.operations.map((operation) => ({ service, operation })),
  );
  const kept = new Set(entries.map(({ operation }) => operation));
  const unmatchedEntries: string[] = [];
  for (const list of lists) {
    const { matched, unmatched } = select(list, entries);
    unmatchedEntries.push(...unmatched.map((entry) => describeUnmatched(list, entry, entries)));
    for (const { operation } of entries)
      if (matched.has(operation) !== (list.side === 'include')) kept.delete(operation);
  }
  if (unmatchedEntries.length > 0)
    throw new UsageError(unmatchedEntries.join('\n'), { hint: HINT });
  if (kept.size === 0)
    throw new UsageError('The filters leave no operation to generate.', {
      hint: 'An operation must match every list of include and none of exclude.',
    });
  return keepOperations(model, kept);
}

const HINT =
  'Write tags, paths and methods as the document does. In a path, * matches a part of one segment, ** any number of segments.';

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

function toLists(side: List['side'], selection: OperationSelection = {}): readonly List[] {
  return KINDS.flatMap((kind) => {
    const wanted = selection[kind];
    return wanted === undefined ? [] : [{ side, kind, wanted }];
  });
}

/** The text of an operation that the entries of a list are compared with. */
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
    const found = findMatching(kind, text, byText);
    if (found.length === 0) unmatched.push(text);
    for (const operation of found) matched.add(operation);
  }
  return { matched, unmatched };
}

function findMatching(
  kind: Kind,
  wanted: string,
  byText: ReadonlyMap<string, readonly Operation[]>,
): readonly Operation[] {
  const hasWildcard = wanted.includes('*') && (kind === 'paths' || kind === 'operations');
  if (!hasWildcard) return byText.get(wanted) ?? [];
  const matches = createPathMatcher(wanted);
  return [...byText].flatMap(([text, operations]) => (matches(text) ? operations : []));
}

function describeUnmatched(
  { side, kind }: List,
  wanted: string,
  entries: readonly Entry[],
): string {
  const near = findNearest(wanted, [...new Set(entries.map(TEXTS[kind]))]);
  const suggestion = near === undefined ? '' : ` Did you mean "${near}"?`;
  return `${side}.${kind}: "${wanted}" matches no operation.${suggestion}`;
}

function keepOperations(model: ApiModel, kept: ReadonlySet<Operation>): ApiModel {
  const services = model.services
    .map((service) => ({
      ...service,
      operations: service.operations.filter((operation) => kept.has(operation)),
    }))
    .filter(({ operations }) => operations.length > 0);
  const operations = getOperations({ ...model, services });
  const ids = new Set(operations.map(({ id }) => id));
  const webhooks = model.webhooks.filter(
    ({ callback }) => callback === undefined || ids.has(callback.operation),
  );
  const users = { operations, webhooks };
  const wanted = collectUsed(model.declarations, getUsedTypes(users));
  const declarations = new Map([...model.declarations].filter(([id]) => wanted.has(id)));
  return { ...model, services, webhooks, declarations: withUse(declarations, users) };
}

/**
 * Tests whether a path template, alone or after a method, matches a pattern: `*` matches a part of one segment, `**` as
 * a segment any number of them. `/Vehicles/**` also matches `/Vehicles`.
 */
export function createPathMatcher(pattern: string): (text: string) => boolean {
  const [, method = '', path = ''] = /^([^/ ]+ )?(.*)$/s.exec(pattern) ?? [];
  const segments = path.replace(/^\//, '').split('/');
  const form = segments.map((segment) =>
    segment === '**' ? '(?:/[^/]*)*' : `/${toSegmentPattern(segment)}`,
  );
  const expression = new RegExp(`^${toPattern(method)}${form.join('')}$`);
  return (text) => expression.test(text);
}

/** Several stars in a row mean the same as one; as one they cannot backtrack. */
function toSegmentPattern(segment: string): string {
  return segment.split(/\*+/).map(toPattern).join('[^/]*');
}

function toPattern(text: string): string {
  return text.replace(/[\\^$.*|?+()[\]{}]/g, '\\$&');
}
